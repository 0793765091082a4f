package dev.tenure.model;

import dev.tenure.contract.Case;
import dev.tenure.contract.Check;
import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Layer;
import dev.tenure.contract.Leaves;
import dev.tenure.contract.PipeTable;
import dev.tenure.contract.PortableColumns;
import dev.tenure.contract.Write;
import dev.tenure.document.Problems;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What holds between pairs: layers, known tables, one meaning per column, checks and cases. */
final class CatalogueRules {
  private final Map<String, SqlModel> models;
  private final Catalogue catalogue;
  private final Problems problems;

  CatalogueRules(Map<String, SqlModel> models, Problems problems) {
    this.models = models;
    this.catalogue = new Catalogue(models, List.of(), Set.of());
    this.problems = problems;
  }

  void check() {
    models.values().forEach(this::checkModel);
    checkMeanings();
  }

  private void checkModel(SqlModel model) {
    Contract contract = model.contract();
    String place = contract.file() + ":1";
    if (contract.isMapping() && !feedsCoreTable(contract)) {
      problems.add(
          place,
          "feeds: '%s' is no core table with write: history or events"
              .formatted(contract.feeds().orElseThrow()));
      return;
    }
    if (!model.isBuiltInJava()) {
      model.inputs().forEach(input -> checkInput(contract, place, input));
      checkCompleteness(contract, place);
    }
    contract.reads().forEach((view, fields) -> checkTypes(place, view, fields));
    contract.cases().forEach(it -> checkCase(model, it));
    contract.trace().ifPresent(it -> it.leaves().forEach(this::checkLeaves));
    if (contract.write().isPublished()) {
      PortableColumns.problems(StampedColumns.schema(contract))
          .forEach(problem -> problems.add(place, problem));
    }
  }

  /** A field of a record has one type, whichever pair reads it. */
  private void checkTypes(String place, String view, StructType fields) {
    StructType all = catalogue.rawFields(view).orElseThrow();
    for (StructField field : fields.fields()) {
      DataType first = all.apply(field.name()).dataType();
      if (!first.equals(field.dataType())) {
        problems.add(
            place,
            "reads '%s' of %s as %s, another pair reads it as %s; read it alike in both"
                .formatted(field.name(), view, field.dataType().sql(), first.sql()));
      }
    }
  }

  private void checkLeaves(Leaves leaves) {
    SqlModel table = models.get(leaves.table());
    if (table == null || table.contract().fromMarts().isEmpty()) {
      problems.add(
          leaves.place(),
          "the leaves '%s' are no table whose contract says from_marts:".formatted(leaves.table()));
    }
  }

  private boolean feedsCoreTable(Contract mapping) {
    SqlModel core = models.get(mapping.feeds().orElseThrow());
    return core != null
        && (core.contract().write() == Write.HISTORY || core.contract().write() == Write.EVENTS);
  }

  private void checkInput(Contract contract, String place, String input) {
    if (RawViews.isRaw(input)) {
      if (!contract.layer().readsRaw()) {
        problems.add(
            place,
            "reads the raw records %s; only sources and quality do, read the core table instead"
                .formatted(input));
      } else if (!contract.reads().containsKey(input) && catalogue.schema(input).isEmpty()) {
        problems.add(place, "reads %s without saying under reads: which fields".formatted(input));
      }
      return;
    }
    SqlModel read = models.get(input);
    if (read == null) {
      problems.add(place, "reads '%s', which is no table of the warehouse".formatted(input));
    } else if (!contract.layer().readable().contains(read.contract().layer())) {
      Layer layer = contract.layer();
      problems.add(
          place,
          "a model of %s may not read %s, which is of %s; it reads %s"
              .formatted(
                  layer.folder(), input, read.contract().layer().folder(), layer.readable()));
    }
  }

  private void checkCompleteness(Contract contract, String place) {
    if (contract.cases().isEmpty()) {
      problems.add(
          place, "has no case; add one whose title is the business rule and whose rows prove it");
    }
    if (contract.checks().isEmpty() && !contract.isMapping()) {
      problems.add(place, "has no check; add what must hold of every row under checks: fail:");
    }
    boolean rejects = contract.checks().stream().anyMatch(Check.Reject.class::isInstance);
    if (rejects && !contract.isMapping()) {
      problems.add(place, "only a mapping can reject records; use fail: or warn:");
    }
  }

  private void checkCase(SqlModel model, Case example) {
    for (Map.Entry<String, PipeTable> given : example.given().entrySet()) {
      String table = Catalogue.tableOf(given.getKey(), models::containsKey);
      Optional<StructType> schema = catalogue.schema(given.getKey());
      if (schema.isEmpty() || !model.inputs().contains(table)) {
        problems.add(
            example.place(),
            "the case gives '%s', which the model does not read (%s)"
                .formatted(given.getKey(), model.inputs()));
      } else {
        checkColumns(example, given.getKey(), given.getValue(), schema.get());
      }
    }
    Contract contract = model.contract();
    StructType result = contract.isMapping() ? catalogue.mappedSchema(contract) : contract.schema();
    checkColumns(example, "expect", example.expected(), result);
  }

  private void checkColumns(Case example, String table, PipeTable rows, StructType schema) {
    List<String> known = Arrays.asList(schema.fieldNames());
    for (String column : rows.columns()) {
      String top = column.contains(".") ? column.substring(0, column.indexOf('.')) : column;
      if (!known.contains(top)) {
        problems.add(
            example.place(),
            "the case's %s has no column '%s'; it has %s".formatted(table, column, known));
      }
    }
  }

  private void checkMeanings() {
    Map<String, Map.Entry<Column, Contract>> seen = new HashMap<>();
    for (SqlModel model : new TreeMap<>(models).values()) {
      if (GeneratedMarts.dimension(model.contract()).isPresent()) {
        continue;
      }
      for (Column column : model.contract().columns()) {
        var earlier = seen.putIfAbsent(column.name(), Map.entry(column, model.contract()));
        if (earlier != null && !sameMeaning(earlier.getKey(), column)) {
          problems.add(
              model.contract().file() + ":1",
              "the column '%s' (%s) means something else in %s (%s); write it once in columns.yml"
                  .formatted(
                      column.name(),
                      column.type().sql(),
                      earlier.getValue().name(),
                      earlier.getKey().type().sql()));
        }
      }
    }
  }

  private static boolean sameMeaning(Column one, Column other) {
    return one.type().equals(other.type()) && one.meaning().equals(other.meaning());
  }
}
