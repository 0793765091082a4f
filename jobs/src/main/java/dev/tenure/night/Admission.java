package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.tenure.config.ExtractKind;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.SqlModel;
import dev.tenure.night.Landed.SourceEntity;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Looks whether the extracts that no published night has read can be believed. Those that lack a
 * required column, of which most records are rejected, or in which so many records end that a
 * re-sync is likelier than that many customers leaving on a day, are not.
 */
final class Admission {
  /** Fewer records than this may be anything. */
  private static final long FEWEST = 5;

  private static final double MOST = 0.5;

  private final Workspace work;
  private final Landed landed;
  private final List<LandedFile> fresh;
  private final Map<Extract, List<LandedFile>> extracts;

  /**
   * @param landed what the tables were loaded with
   * @param fresh the files of it that are to be looked at
   */
  Admission(Workspace work, Landed landed, List<LandedFile> fresh) {
    this.work = work;
    this.landed = landed;
    this.fresh = List.copyOf(fresh);
    this.extracts = extracts(landed, this.fresh);
  }

  /** The extracts that fresh files belong to, with all their files. */
  private static Map<Extract, List<LandedFile>> extracts(Landed landed, List<LandedFile> fresh) {
    Map<Extract, List<LandedFile>> extracts = new LinkedHashMap<>();
    fresh.forEach(file -> extracts.put(Extract.of(file), new ArrayList<>()));
    for (LandedFile file : landed.files()) {
      Optional.ofNullable(extracts.get(Extract.of(file))).ifPresent(files -> files.add(file));
    }
    return extracts;
  }

  /** What is not to be believed, the earliest of each source; nothing where all is well. */
  List<Hold> examine() {
    if (fresh.isEmpty()) {
      return List.of();
    }
    List<Hold> found = new ArrayList<>();
    found.addAll(missingColumns());
    found.addAll(rejections());
    found.addAll(endings());
    Map<String, Hold> first = new TreeMap<>();
    found.forEach(
        hold ->
            first.merge(
                hold.source(), hold, (one, two) -> two.since().isBefore(one.since()) ? two : one));
    return List.copyOf(first.values());
  }

  private Hold hold(Extract extract, String rule, String reason) {
    Set<String> files = new TreeSet<>();
    extracts.getOrDefault(extract, List.of()).forEach(file -> files.add(file.identity()));
    return new Hold(extract.source(), extract.entity(), extract.date(), rule, reason, files);
  }

  private List<Hold> missingColumns() {
    List<Hold> found = new ArrayList<>();
    extracts.forEach(
        (extract, files) -> {
          long readable = files.stream().mapToLong(it -> it.records() - it.malformed()).sum();
          Set<String> delivered = new HashSet<>();
          files.forEach(file -> delivered.addAll(file.columns()));
          for (SqlModel mapping : mappings(extract)) {
            Set<String> missing = new TreeSet<>(mapping.contract().requiredFields());
            missing.removeAll(delivered);
            if (isEnough(extract, readable)
                && !missing.isEmpty()
                && !isTombstones(extract, mapping, delivered)) {
              found.add(
                  hold(
                      extract,
                      "required column is missing",
                      "%s of %s has no column %s, which %s needs"
                          .formatted(
                              extract.entity(),
                              extract.date(),
                              String.join(", ", missing),
                              mapping.name())));
            }
          }
        });
    return found;
  }

  /** Changes that have few of the columns are deletions alone, which have an id and little else. */
  private boolean isTombstones(Extract extract, SqlModel mapping, Set<String> delivered) {
    Set<String> read = new HashSet<>();
    mapping.contract().reads().values().forEach(it -> read.addAll(List.of(it.fieldNames())));
    long found = read.stream().filter(delivered::contains).count();
    return kind(extract) == ExtractKind.CHANGES && found * 2 < read.size();
  }

  /** What a full extract has it has of all records; a few changes may be broken ones. */
  private boolean isEnough(Extract extract, long records) {
    return records >= (kind(extract) == ExtractKind.FULL ? 1 : FEWEST);
  }

  private ExtractKind kind(Extract extract) {
    return work.company()
        .sources()
        .get(extract.source())
        .entities()
        .get(extract.entity())
        .extractOn(extract.date());
  }

  private List<SqlModel> mappings(Extract extract) {
    SourceEntity origin = new SourceEntity(extract.source(), extract.entity());
    RawRecordViews views = new RawRecordViews(work.company());
    return work.catalogue().where(Contract::isMapping).stream()
        .filter(
            mapping ->
                views
                    .origins(mapping.contract().reads().keySet().iterator().next())
                    .contains(origin))
        .filter(
            mapping ->
                CoreTables.mayFeed(
                    work.company(), mapping.contract().feeds().orElseThrow(), origin))
        .toList();
  }

  private List<Hold> rejections() {
    boolean anyMalformed = fresh.stream().anyMatch(file -> file.malformed() > 0);
    boolean anyRejected =
        loadsSincePublication().stream()
            .anyMatch(step -> step.counts().getOrDefault("quarantined", 0L) > 0);
    if (!anyMalformed && !anyRejected) {
      return List.of();
    }
    List<Hold> found = new ArrayList<>();
    new Quarantine(work)
        .all(landed)
        .filter(col("source").isin(sources().toArray()))
        .groupBy("source", "entity", "extract_date", "rule")
        .agg(count_distinct(struct("file", "record_number")), min("reason"))
        .collectAsList()
        .forEach(
            row -> {
              Extract extract =
                  new Extract(row.getString(0), row.getString(1), row.getLocalDate(2));
              long records =
                  extracts.getOrDefault(extract, List.of()).stream()
                      .mapToLong(LandedFile::records)
                      .sum();
              long rejected = row.getLong(4);
              if (rejected >= FEWEST && records > 0 && rejected > MOST * records) {
                found.add(
                    hold(
                        extract,
                        "most records are rejected",
                        "%,d of %,d records of %s of %s break one rule, such as: %s"
                            .formatted(
                                rejected,
                                records,
                                extract.entity(),
                                extract.date(),
                                row.getString(5))));
              }
            });
    return found;
  }

  private Set<String> sources() {
    Set<String> sources = new TreeSet<>();
    fresh.forEach(file -> sources.add(file.source()));
    return sources;
  }

  private List<Step> loadsSincePublication() {
    List<Step> loads = new ArrayList<>();
    for (Step step : work.ledger().steps()) {
      if (step.outcome() == Step.Outcome.DONE && step.name().equals(PublishedNight.STEP)) {
        loads.clear();
      } else if (step.outcome() == Step.Outcome.DONE && step.name().startsWith("load.")) {
        loads.add(step);
      }
    }
    return loads;
  }

  /** How many records of a source began and ended to live on a date. */
  private record Turn(long begun, long ended) {}

  private List<Hold> endings() {
    List<Dataset<Row>> turns = new ArrayList<>();
    for (SqlModel table : CoreTables.tables(work)) {
      if (table.contract().write() == Write.HISTORY && mayHaveEndings(table.name())) {
        turns.add(turns(table.contract()));
      }
    }
    if (turns.isEmpty()) {
      return List.of();
    }
    Map<List<String>, TreeMap<LocalDate, Turn>> counted = new HashMap<>();
    turns.stream()
        .reduce(Dataset::unionAll)
        .orElseThrow()
        .collectAsList()
        .forEach(
            row ->
                counted
                    .computeIfAbsent(
                        List.of(row.getString(0), row.getString(1)), it -> new TreeMap<>())
                    .put(row.getLocalDate(2), new Turn(row.getLong(3), row.getLong(4))));
    List<Hold> found = new ArrayList<>();
    counted.forEach((place, dates) -> found.addAll(endings(place.get(0), place.get(1), dates)));
    return found;
  }

  /** Every ending is a new version, so that few new versions need no look. */
  private boolean mayHaveEndings(String table) {
    String path = work.home().table(work.catalogue().model(table).contract().layer(), table);
    List<Step> loads =
        loadsSincePublication().stream()
            .filter(step -> step.name().equals("load." + table))
            .toList();
    boolean isRebuilt = loads.stream().anyMatch(it -> !it.counts().containsKey("new versions"));
    long versions =
        loads.stream().mapToLong(it -> it.counts().getOrDefault("new versions", 0L)).sum();
    return work.exists(path) && (isRebuilt || versions >= FEWEST);
  }

  /** One row per source and date on which records begin or end to live. */
  private Dataset<Row> turns(Contract table) {
    String path = work.home().table(table.layer(), table.name());
    LocalDate first =
        fresh.stream().map(LandedFile::extractDate).min(LocalDate::compareTo).orElseThrow();
    Column lives =
        not(col("is_deleted")).and(coalesce(expr(table.livesWhile().orElse("true")), lit(true)));
    Column[] keys = table.grain().stream().map(name -> col(name)).toArray(Column[]::new);
    return work.store()
        .read(path, work.ledger().version(path))
        .filter(
            col("source")
                .isin(sources().toArray())
                .and(col("valid_to").isNull().or(col("valid_to").geq(lit(first)))))
        .select(
            col("source"),
            col("valid_from"),
            lives.as("lives"),
            coalesce(lag(lives, 1).over(Window.partitionBy(keys).orderBy("valid_from")), lit(false))
                .as("lived"))
        .filter(col("lives").notEqual(col("lived")))
        .groupBy(lit(table.name()).as("table"), col("source"), col("valid_from"))
        .agg(count_if(col("lives")), count_if(col("lived")));
  }

  private List<Hold> endings(String table, String source, TreeMap<LocalDate, Turn> dates) {
    double holdAbove = work.company().sources().get(source).expectation().holdAbove();
    long living = 0;
    for (Map.Entry<LocalDate, Turn> day : dates.entrySet()) {
      Turn turn = day.getValue();
      boolean isMany = turn.ended() >= FEWEST && turn.ended() > holdAbove * living;
      Optional<Extract> extract =
          isMany ? freshExtract(table, source, day.getKey()) : Optional.empty();
      if (extract.isPresent()) {
        String reason =
            "%,d of %,d living %s end in %s of %s; hold_above allows %s of them"
                .formatted(
                    turn.ended(), living, table, extract.get().entity(), day.getKey(), holdAbove);
        return List.of(hold(extract.get(), "too many records end", reason));
      }
      living += turn.begun() - turn.ended();
    }
    return List.of();
  }

  private Optional<Extract> freshExtract(String table, String source, LocalDate date) {
    return extracts.keySet().stream()
        .filter(it -> it.source().equals(source) && it.date().equals(date))
        .filter(
            it ->
                mappings(it).stream()
                    .anyMatch(mapping -> mapping.contract().feeds().orElseThrow().equals(table)))
        .findFirst();
  }
}
