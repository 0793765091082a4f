package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.Waiver;
import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.SqlModel;
import dev.tenure.quality.CheckResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The marts that tell of the warehouse itself: data_quality and nights. */
final class OwnMarts {
  /** What is repaired is told as that, also where its extract came late. */
  private static final Comparator<Row> BY_REASON =
      Comparator.comparing(row -> row.getString(4), Comparator.nullsFirst(String::compareTo));

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
  private final List<Held> held;

  /**
   * @param earlier the nights before
   * @param held why sources are read no further
   */
  OwnMarts(Workspace work, Landed landed, List<PublishedNight> earlier, List<Held> held) {
    this.work = work;
    this.landed = landed;
    this.earlier = List.copyOf(earlier);
    this.held = List.copyOf(held);
  }

  /**
   * A hold as readers are told of it.
   *
   * @param records how many records are not read
   * @param isOvertaken whether newer full extracts are read, so that only this one is passed over
   */
  record Held(
      String source,
      String entity,
      LocalDate since,
      String rule,
      String reason,
      long records,
      boolean isOvertaken) {}

  Dataset<Row> rows(SqlModel mart, AsOfViews views, RunFrame frame, List<CheckResult> results) {
    return switch (mart.name()) {
      case BuiltTables.DATA_QUALITY -> dataQuality(views, results);
      case BuiltTables.NIGHTS -> nights(mart.contract(), views, frame);
      case BuiltTables.LAST_NIGHT ->
          views
              .session()
              .createDataFrame(List.of(RowFactory.create(known(frame))), mart.contract().schema());
      case BuiltTables.NEW_FILES -> newFiles(mart.contract(), views, frame);
      case BuiltTables.NEW_DEFINITIONS -> newDefinitions(mart.contract(), views);
      case BuiltTables.EARLIER_RESTATEMENTS -> earlierRestatements(mart.contract(), views, frame);
      default ->
          throw new IllegalArgumentException(
              "%s has no SQL, and Java does not know how to build it".formatted(mart.name()));
    };
  }

  /** The files that the last night had not read; without one, those that came after a close. */
  private Dataset<Row> newFiles(Contract contract, AsOfViews views, RunFrame frame) {
    Optional<RunFiles> read = lastRun();
    LocalDate known = known(frame);
    Set<String> files = read.map(RunFiles::files).orElse(Set.of());
    Map<List<Object>, Row> rows = new LinkedHashMap<>();
    for (LandedFile file : landed.files()) {
      boolean isNew =
          read.isPresent() ? !files.contains(file.identity()) : file.extractDate().isAfter(known);
      if (isNew) {
        rows.merge(
            List.of(file.source(), file.path(), file.extractDate()),
            RowFactory.create(
                file.source(), file.entity(), file.path(), file.extractDate(), news(file, known)),
            BinaryOperator.maxBy(BY_REASON));
      }
    }
    return views.session().createDataFrame(List.copyOf(rows.values()), contract.schema());
  }

  /**
   * The day of the last night; without one that of the first close, and else of the night itself.
   */
  private LocalDate known(RunFrame frame) {
    return lastNight()
        .map(PublishedNight::asOfDate)
        .orElseGet(
            () ->
                frame.closes().stream()
                    .map(AsOf::knownOn)
                    .min(LocalDate::compareTo)
                    .orElse(frame.date()));
  }

  /** The tables that the last night had otherwise; none without a night that kept them. */
  private Dataset<Row> newDefinitions(Contract contract, AsOfViews views) {
    Map<String, String> before = lastRun().map(RunFiles::definitions).orElse(Map.of());
    Set<String> changed =
        before.isEmpty() ? Set.of() : Definitions.changed(work.catalogue(), before);
    return views
        .session()
        .createDataFrame(
            changed.stream().map(table -> RowFactory.create(table)).toList(), contract.schema());
  }

  private Optional<PublishedNight> lastNight() {
    return earlier.stream().max(Comparator.comparing(PublishedNight::asOfDate));
  }

  /** What the last night kept of its run. */
  private Optional<RunFiles> lastRun() {
    return lastNight()
        .map(it -> new RunFiles(work.home().run(it.runId())))
        .filter(RunFiles::isKept);
  }

  private static String news(LandedFile file, LocalDate known) {
    if (!file.replaces().isEmpty()) {
      return "replayed";
    }
    return file.extractDate().isAfter(known) ? null : "late_extract";
  }

  private Dataset<Row> earlierRestatements(Contract contract, AsOfViews views, RunFrame frame) {
    org.apache.spark.sql.Column[] columns =
        contract.columnNames().stream()
            .map(name -> col(name))
            .toArray(org.apache.spark.sql.Column[]::new);
    return new ToldTables(work)
        .stored(BuiltTables.RESTATEMENTS)
        .map(rows -> rows.filter(isOfEarlierNight(frame)).select(columns))
        .orElseGet(() -> views.session().createDataFrame(List.of(), contract.schema()));
  }

  private org.apache.spark.sql.Column isOfEarlierNight(RunFrame frame) {
    Object[] nights =
        earlier.stream()
            .map(PublishedNight::asOfDate)
            .filter(it -> it.isBefore(frame.date()))
            .toArray();
    return col("as_of_date").isin(nights);
  }

  /** The days of a mart's slices that no night has published: a run left them that was cut. */
  Set<LocalDate> unpublishedDays(Dataset<Row> stored) {
    Object[] runs = earlier.stream().map(PublishedNight::runId).toArray();
    Set<LocalDate> days = new TreeSet<>();
    stored
        .filter(not(col("run_id").isin(runs)))
        .select("as_of_date")
        .distinct()
        .collectAsList()
        .forEach(row -> days.add(row.getLocalDate(0)));
    return days;
  }

  private Dataset<Row> dataQuality(AsOfViews views, List<CheckResult> results) {
    SparkSession session = views.session();
    Landed known = landed.through(views.asOf().knownOn());
    Dataset<Row> rules = new JavaTables(work.company(), work.catalogue()).qualityRules(session);
    Dataset<Row> quarantined = session.createDataFrame(quarantined(known, views), RULES);
    Dataset<Row> warned = session.createDataFrame(warned(results), RULES);
    Dataset<Row> marked = session.createDataFrame(marked(known, views), RULES);
    return rules.unionByName(quarantined).unionByName(warned).unionByName(marked);
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

  /** Sources that are late or held, and columns that no longer come. */
  private List<Row> marked(Landed known, AsOfViews views) {
    List<Row> rows = new ArrayList<>();
    for (SourceAges.Age age :
        new SourceAges(work.company(), known, views.asOf().knownOn()).stale()) {
      rows.add(row(age.source().name(), Hold.ALL, "stale_source", 0, age.days(), "stale"));
    }
    rows.addAll(heldRows(views.asOf().knownOn()));
    for (DeliveredColumns.Gap gap : new DeliveredColumns(work, known).gaps()) {
      rows.add(
          row(gap.source(), gap.entity(), gap.rule(), gap.records(), gap.failed(), gap.status()));
    }
    return rows;
  }

  /** One row for all extracts of an entity that break one rule. */
  private List<Row> heldRows(LocalDate knownOn) {
    Map<List<String>, List<Held>> byRule = new LinkedHashMap<>();
    held.stream()
        .filter(hold -> !hold.since().isAfter(knownOn))
        .forEach(
            hold ->
                byRule
                    .computeIfAbsent(
                        List.of(hold.source(), hold.entity(), hold.rule()), it -> new ArrayList<>())
                    .add(hold));
    List<Row> rows = new ArrayList<>();
    byRule.forEach(
        (key, holds) -> {
          long records = holds.stream().mapToLong(Held::records).sum();
          boolean isOver = holds.stream().allMatch(Held::isOvertaken);
          String status = isOver ? "passed over" : "held";
          rows.add(row(key.get(0), key.get(1), key.get(2), records, records, status));
        });
    return rows;
  }

  private static Row row(
      String source, String entity, String rule, long checked, long failed, String status) {
    return RowFactory.create(source, entity, rule, checked, failed, status);
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
            frame.date(), frame.runId(), 0, work.ledger().now(), marks(views.asOf().knownOn())));
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
      case "sources" -> night.marks().sources();
      case "stale_sources" -> orNull(night.marks().stale());
      case "held_sources" -> orNull(night.marks().held());
      case "waivers" -> orNull(night.marks().waivers());
      default -> throw new IllegalArgumentException("a night has no " + column);
    };
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** What the night of a date is marked with. */
  PublishedNight.Marks marks(LocalDate date) {
    SourceAges ages = new SourceAges(work.company(), landed, date);
    List<String> waivers =
        work.company().waivers().stream()
            .filter(waiver -> !waiver.until().isBefore(date))
            .map(Waiver::told)
            .toList();
    return new PublishedNight.Marks(
        ages.told(),
        ages.staleTold(),
        held.stream()
            .filter(hold -> !hold.isOvertaken())
            .map(Held::reason)
            .collect(Collectors.joining("; ")),
        String.join("; ", waivers));
  }
}
