package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.SqlModel;
import dev.tenure.quality.CheckResult;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The marts that tell of the warehouse itself: data_quality and nights. */
final class OwnMarts {
  private static final StructType RULES =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("entity", DataTypes.StringType)
          .add("rule", DataTypes.StringType)
          .add("rows_checked", DataTypes.LongType)
          .add("rows_failed", DataTypes.LongType)
          .add("status", DataTypes.StringType);

  private final Workspace work;
  private final Landed landed;
  private final List<PublishedNight> earlier;

  OwnMarts(Workspace work, Landed landed, List<PublishedNight> earlier) {
    this.work = work;
    this.landed = landed;
    this.earlier = List.copyOf(earlier);
  }

  Dataset<Row> rows(SqlModel mart, AsOfViews views, RunFrame frame, List<CheckResult> results) {
    return switch (mart.name()) {
      case BuiltTables.DATA_QUALITY -> dataQuality(views, results);
      case BuiltTables.NIGHTS -> nights(mart.contract(), views, frame);
      default ->
          throw new IllegalArgumentException(
              "%s has no SQL, and Java does not know how to build it".formatted(mart.name()));
    };
  }

  private Dataset<Row> dataQuality(AsOfViews views, List<CheckResult> results) {
    SparkSession session = views.session();
    Landed known = landed.through(views.asOf().knownOn());
    Dataset<Row> rules = new JavaTables(work.company(), work.catalogue()).qualityRules(session);
    Dataset<Row> quarantined = session.createDataFrame(quarantined(known, views), RULES);
    Dataset<Row> warned = session.createDataFrame(warned(results), RULES);
    return rules.unionByName(quarantined).unionByName(warned);
  }

  private List<Row> quarantined(Landed known, AsOfViews views) {
    Map<List<String>, Long> checked = new HashMap<>();
    known
        .files()
        .forEach(
            file ->
                checked.merge(List.of(file.source(), file.entity()), file.records(), Long::sum));
    List<Row> rows = new ArrayList<>();
    new Quarantine(work)
        .all(known)
        .filter(col("extract_date").leq(lit(views.asOf().knownOn())))
        .groupBy("source", "entity", "rule")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                rows.add(
                    RowFactory.create(
                        row.getString(0),
                        row.getString(1),
                        row.getString(2),
                        checked.getOrDefault(List.of(row.getString(0), row.getString(1)), 0L),
                        row.getLong(3),
                        "quarantined")));
    return rows;
  }

  private static List<Row> warned(List<CheckResult> results) {
    return results.stream()
        .filter(result -> !result.stopsPublication())
        .map(
            result ->
                RowFactory.create(
                    "warehouse",
                    result.table(),
                    result.title(),
                    result.rowsChecked(),
                    result.rowsFailed(),
                    result.isBroken() ? "warn" : "ok"))
        .toList();
  }

  private Dataset<Row> nights(Contract contract, AsOfViews views, RunFrame frame) {
    Map<LocalDate, PublishedNight> nights = new TreeMap<>();
    earlier.forEach(night -> nights.put(night.asOfDate(), night));
    nights.put(
        frame.date(),
        new PublishedNight(
            frame.date(),
            frame.runId(),
            0,
            work.clock().instant(),
            sources(views.asOf().knownOn())));
    List<Row> rows = new ArrayList<>();
    for (PublishedNight night : nights.values()) {
      List<Object> values = new ArrayList<>();
      contract.columnNames().forEach(column -> values.add(value(night, column)));
      rows.add(RowFactory.create(values.toArray()));
    }
    return views.session().createDataFrame(rows, contract.schema());
  }

  private static Object value(PublishedNight night, String column) {
    return switch (column) {
      case "as_of_date" -> night.asOfDate();
      case "run_id" -> night.runId();
      case "published_at" -> night.publishedAt();
      case "sources" -> night.sources();
      default -> throw new IllegalArgumentException("a night has no " + column);
    };
  }

  /** What each source delivered last, and how many days before a date that was. */
  String sources(LocalDate date) {
    Map<String, LocalDate> newest = landed.through(date).newestExtracts();
    List<String> told = new ArrayList<>();
    for (String source : new TreeSet<>(work.company().sources().keySet())) {
      LocalDate day = newest.get(source);
      told.add(
          day == null
              ? source + ": nothing yet"
              : "%s: %s (%d days old)".formatted(source, day, ChronoUnit.DAYS.between(day, date)));
    }
    return String.join("; ", told);
  }
}
