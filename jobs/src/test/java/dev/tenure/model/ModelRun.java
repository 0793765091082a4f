package dev.tenure.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Case;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Runs a model on the given tables of a case, through the same views as a night. */
final class ModelRun {
  /** How the given tables are changed before the model runs. */
  enum Given {
    AS_WRITTEN,
    ROWS_REVERSED,
    WITH_ROWS_LEARNT_TOMORROW,
    WITH_TOMORROWS_ROWS_REVERSED
  }

  private static final Map<Catalogue, List<Row>> DEFAULTS = new ConcurrentHashMap<>();

  private final SparkSession session;
  private final AsOfSessions sessions;
  private final Catalogue catalogue;
  private final SqlModel model;
  private final Case example;

  ModelRun(SparkSession session, AsOfSessions sessions, SqlModel model, Case example) {
    this.session = session;
    this.sessions = sessions;
    this.catalogue = sessions.catalogue();
    this.model = model;
    this.example = example;
  }

  /** The rows of the model in the columns of the case, as of the case's day. */
  Dataset<Row> rows(Given given) {
    return rows(given, example.asOfDate());
  }

  Dataset<Row> rows(Given given, LocalDate asOfDate) {
    return rows(sessions.on(AsOf.night(asOfDate)), given);
  }

  Dataset<Row> rows(AsOfViews views, Given given) {
    for (String table : model.inputs()) {
      register(views, table, given);
    }
    Column[] shown =
        Fixtures.shownColumns(example.expected()).stream()
            .map(name -> col(name))
            .toArray(Column[]::new);
    return views.compute(model).select(shown);
  }

  Dataset<Row> expected() {
    Contract contract = model.contract();
    StructType schema = contract.isMapping() ? catalogue.mappedSchema(contract) : contract.schema();
    return fixtures().shown(example.expected(), schema);
  }

  private Fixtures fixtures() {
    return new Fixtures(session, example.asOfDate());
  }

  private void register(AsOfViews views, String table, Given given) {
    if (RawViews.isRaw(table)) {
      table(table)
          .ifPresentOrElse(
              rows -> views.raw(table, changed(rows, given, this::recordsOfTomorrow)),
              () -> views.empty(table));
      return;
    }
    if (table.equals(BuiltTables.POLICY_VALUES) && !example.given().containsKey(table)) {
      views.computed(table, defaults());
      return;
    }
    Contract contract = catalogue.model(table).contract();
    if (contract.write() == Write.HISTORY) {
      registerHistory(views, contract, given);
    } else if (contract.write() == Write.EVENTS) {
      table(table)
          .ifPresentOrElse(
              rows -> views.events(table, changed(rows, given, this::factsOfTomorrow)),
              () -> views.empty(table));
    } else {
      registerComputed(views, table, given);
    }
  }

  /** What holds in a case that chooses no policies. */
  private Dataset<Row> defaults() {
    SqlModel policies = catalogue.model(BuiltTables.POLICY_VALUES);
    List<Row> rows =
        DEFAULTS.computeIfAbsent(
            catalogue,
            it -> {
              AsOfViews views = sessions.on(AsOf.night(LocalDate.EPOCH));
              Contract settings = it.model(BuiltTables.SETTINGS).contract();
              Row any = RowFactory.create(new Object[settings.columns().size()]);
              views.computed(
                  BuiltTables.SETTINGS, session.createDataFrame(List.of(any), settings.schema()));
              SqlModel defaults = it.model("default_policies");
              views.computed(defaults.name(), views.compute(defaults));
              views.empty("policy_entries");
              return views.compute(policies).collectAsList();
            });
    return session.createDataFrame(rows, policies.contract().schema());
  }

  private void registerHistory(AsOfViews views, Contract contract, Given given) {
    String name = contract.name();
    UnaryOperator<Dataset<Row>> tomorrow = rows -> versionsOfTomorrow(contract, rows);
    Optional<Dataset<Row>> current =
        table(name)
            .map(
                rows ->
                    rows.withColumn("valid_from", lit(LocalDate.of(1900, 1, 1)))
                        .withColumn("valid_to", lit(null).cast("date"))
                        .withColumn("is_deleted", lit(false))
                        .withColumn("file", lit("file"))
                        .withColumn("record_number", lit(1L)));
    Optional<Dataset<Row>> versions = table(name + "_history");
    Dataset<Row> known =
        versions
            .or(() -> current)
            .orElseGet(
                () -> session.createDataFrame(List.of(), Catalogue.versions(contract.schema())));
    views.history(name, changed(known, given, tomorrow));
    if (versions.isPresent() && current.isPresent()) {
      views.computed(name, table(name).orElseThrow());
    }
  }

  private void registerComputed(AsOfViews views, String table, Given given) {
    for (String name : List.of(table, table + "_history")) {
      table(name)
          .ifPresentOrElse(
              rows -> views.computed(name, changed(rows, given, UnaryOperator.identity())),
              () -> {
                if (catalogue.schema(name).isPresent()) {
                  views.empty(name);
                }
              });
    }
  }

  private Optional<Dataset<Row>> table(String name) {
    return Optional.ofNullable(example.given().get(name))
        .map(rows -> fixtures().full(rows, catalogue.schema(name).orElseThrow()));
  }

  private static Dataset<Row> changed(
      Dataset<Row> rows, Given given, UnaryOperator<Dataset<Row>> tomorrow) {
    return switch (given) {
      case AS_WRITTEN -> rows;
      case ROWS_REVERSED -> reversed(rows);
      case WITH_ROWS_LEARNT_TOMORROW -> tomorrow.apply(rows);
      case WITH_TOMORROWS_ROWS_REVERSED -> reversed(tomorrow.apply(rows));
    };
  }

  private static Dataset<Row> reversed(Dataset<Row> rows) {
    List<Row> all = new ArrayList<>(rows.collectAsList());
    Collections.reverse(all);
    return rows.sparkSession().createDataFrame(all, rows.schema()).repartition(3);
  }

  private LocalDate tomorrow() {
    return example.asOfDate().plusDays(1);
  }

  private Dataset<Row> versionsOfTomorrow(Contract contract, Dataset<Row> versions) {
    Dataset<Row> ended =
        versions.withColumn(
            "valid_to", when(col("valid_to").isNull(), lit(tomorrow())).otherwise(col("valid_to")));
    Dataset<Row> deleted =
        versions
            .filter(col("valid_to").isNull())
            .withColumn("valid_from", lit(tomorrow()))
            .withColumn("is_deleted", lit(true));
    Dataset<Row> arrived =
        otherKeys(contract.grain(), versions).withColumn("valid_from", lit(tomorrow()));
    return ended.unionByName(deleted).unionByName(arrived);
  }

  private Dataset<Row> factsOfTomorrow(Dataset<Row> facts) {
    return facts.unionByName(facts.withColumn("extract_date", lit(tomorrow())));
  }

  private Dataset<Row> recordsOfTomorrow(Dataset<Row> records) {
    return records.unionByName(
        records.withColumn("record", col("record").withField("extract_date", lit(tomorrow()))));
  }

  private static Dataset<Row> otherKeys(List<String> grain, Dataset<Row> rows) {
    Dataset<Row> other = rows;
    for (String key : grain) {
      boolean isText =
          Arrays.asList(rows.columns()).contains(key)
              && rows.schema().apply(key).dataType().equals(DataTypes.StringType);
      if (isText && !key.equals("source")) {
        other = other.withColumn(key, concat(col(key), lit("-tomorrow")));
      }
    }
    return other;
  }
}
