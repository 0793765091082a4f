package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.Attribute;
import dev.tenure.contract.Check;
import dev.tenure.contract.Contract;
import dev.tenure.model.Attributes;
import dev.tenure.model.SqlModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Runs a mapping over landed records: one row a record in the core table's columns, with what is
 * wrong with it, if anything.
 */
final class Mapped {
  /** The rule that a record breaks, NULL where it keeps all. */
  static final String PROBLEM = "mapping_problem";

  private final Workspace work;
  private final AsOf asOf;

  Mapped(Workspace work, AsOf asOf) {
    this.work = work;
    this.asOf = asOf;
  }

  /** The observations that a mapping makes of the records of its raw view. */
  Dataset<Row> observations(SqlModel mapping, Dataset<Row> rawView) {
    Contract contract = mapping.contract();
    Contract core = work.catalogue().model(contract.feeds().orElseThrow()).contract();
    String view = contract.reads().keySet().iterator().next();
    AsOfViews views = new AsOfViews(work.session(), work.catalogue(), asOf);
    views.raw(view, rawView);
    Dataset<Row> rows = views.compute(mapping).withColumn("source", col("record.source"));
    for (Attribute attribute : work.attributes().all()) {
      String column = Attributes.PREFIX + attribute.name();
      if (core.column(column).isPresent()) {
        rows = rows.withColumn(column, value(contract, attribute));
      }
    }
    List<Column> columns = new ArrayList<>();
    core.columnNames().forEach(name -> columns.add(col(name)));
    for (String origin : List.of("extract_date", "file", "record_number", "entity", "landing")) {
      if (core.column(origin).isEmpty()) {
        columns.add(col("record." + origin).as(origin));
      }
    }
    columns.add(when(problem(contract, core).isNotNull(), col("record.payload")).as("payload"));
    columns.add(col("cursor_at"));
    columns.add(coalesce(col("is_deleted"), lit(false)).as("is_deleted"));
    columns.add(problem(contract, core).as(PROBLEM));
    return rows.select(columns.toArray(Column[]::new));
  }

  private Column value(Contract mapping, Attribute attribute) {
    Column none = lit(null).cast(attribute.type());
    if (!work.attributes().broughtBy(mapping).contains(attribute)) {
      return none;
    }
    return when(
            col("record.source")
                .equalTo(attribute.source())
                .and(col("record.entity").equalTo(attribute.entity())),
            RawRecordViews.field(col("record.payload"), attribute.field())
                .try_cast(attribute.type()))
        .otherwise(none);
  }

  private static Column problem(Contract mapping, Contract core) {
    List<Column> problems = new ArrayList<>();
    for (String key : core.grain()) {
      problems.add(when(col(key).isNull(), concat(lit("required " + key))));
    }
    for (dev.tenure.contract.Column column : core.columns()) {
      if (column.isRequired() && !core.grain().contains(column.name())) {
        problems.add(
            when(
                col(column.name()).isNull().and(not(coalesce(col("is_deleted"), lit(false)))),
                lit("required " + column.name())));
      }
    }
    for (Check check : mapping.checks()) {
      if (check instanceof Check.Reject) {
        Column kept = coalesce(expr("(" + check.rule() + ")"), lit(false));
        problems.add(when(not(kept), lit(check.title())));
      }
    }
    problems.add(lit(null).cast("string"));
    return coalesce(problems.toArray(Column[]::new));
  }

  /** The columns of a core table that its versions compare. */
  static List<String> values(Contract core) {
    return Arrays.stream(core.schema().fieldNames())
        .filter(name -> !core.grain().contains(name))
        .toList();
  }
}
