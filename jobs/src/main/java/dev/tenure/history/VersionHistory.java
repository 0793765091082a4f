package dev.tenure.history;

import static dev.tenure.history.HistoryColumns.CURSOR_AT;
import static dev.tenure.history.HistoryColumns.EXTRACT_DATE;
import static dev.tenure.history.HistoryColumns.FILE;
import static dev.tenure.history.HistoryColumns.IS_DELETED;
import static dev.tenure.history.HistoryColumns.IS_FULL;
import static dev.tenure.history.HistoryColumns.NEXT_FULL;
import static dev.tenure.history.HistoryColumns.RECORD_NUMBER;
import static dev.tenure.history.HistoryColumns.SOURCE;
import static dev.tenure.history.HistoryColumns.VALID_TO;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.raise_error;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The versions of an entity's records by the dates on which we learnt of them.
 *
 * <p>Observations have the key columns (with {@code source}), the value columns, {@code
 * extract_date} DATE, {@code is_deleted} BOOLEAN, {@code cursor_at} TIMESTAMP or NULL, {@code file}
 * STRING and {@code record_number} BIGINT. Values may be of any type but MAP. Of several
 * observations of one key on one date the highest cursor wins, then the file, then the record
 * number. A key absent from a full extract is deleted as of its date; a changes extract proves only
 * what it holds.
 *
 * <p>Versions have the keys, the values (of a deletion the last known ones), {@code valid_from},
 * {@code valid_to} (exclusive, NULL while open), {@code is_deleted}, {@code file} and {@code
 * record_number} of the observation that began it (NULL for an absence), and {@code seen_on}: the
 * changes extracts that showed it again unchanged, without which a later look at an earlier date
 * could not be right. Full extracts that show nothing new leave no trace.
 */
public final class VersionHistory {
  private final HistoryColumns columns;
  private final Timeline timeline;

  /** Names the key columns, of which one is {@code source}, and the value columns. */
  public VersionHistory(List<String> keys, List<String> values) {
    this.columns = new HistoryColumns(keys, values);
    this.timeline = new Timeline(columns);
  }

  /** All versions from all observations, in one pass; the calendar has every observed date. */
  public Dataset<Row> build(Dataset<Row> observations, ExtractCalendar extracts) {
    CalendarTables calendar = new CalendarTables(observations.sparkSession(), extracts);
    return timeline.versions(dated(observations, calendar.kinds(extracts)));
  }

  /**
   * What new extracts change in the stored versions, wherever their dates lie among those already
   * loaded. An extract is taken as a whole: the observations hold all that its date has to say, and
   * replace what it said before.
   */
  public Change increment(
      Dataset<Row> stored,
      Dataset<Row> newObservations,
      ExtractCalendar newExtracts,
      ExtractCalendar allExtracts) {
    ExtractCalendar loaded = allExtracts.with(newExtracts);
    CalendarTables calendar = new CalendarTables(stored.sparkSession(), loaded);
    Dataset<Row> touched = touched(stored, newObservations, newExtracts);
    Dataset<Row> storedEvidence =
        kindsKnown(
            new StoredEvidence(columns).of(touched, calendar, newExtracts),
            calendar.kinds(loaded).drop(NEXT_FULL));
    Dataset<Row> newEvidence = dated(newObservations, calendar.kinds(newExtracts));
    Dataset<Row> versions = timeline.versions(newEvidence.unionByName(storedEvidence));
    return Change.between(columns, touched, versions);
  }

  /** The observations with {@code is_duplicate}: another one of its key and date was preferred. */
  public Dataset<Row> withDuplicatesMarked(Dataset<Row> observations) {
    return observations.withColumn(
        "is_duplicate", timeline.nextDateInArrival().eqNullSafe(col(EXTRACT_DATE)));
  }

  HistoryColumns columns() {
    return columns;
  }

  private Dataset<Row> dated(Dataset<Row> observations, Dataset<Row> kinds) {
    Dataset<Row> evidence =
        observations.select(
            columns.keysAnd(
                col(EXTRACT_DATE),
                coalesce(col(IS_DELETED), lit(false)).as(IS_DELETED),
                col(FILE),
                col(RECORD_NUMBER),
                col(CURSOR_AT),
                columns.packedValues()));
    return kindsKnown(evidence, kinds);
  }

  private static Dataset<Row> kindsKnown(Dataset<Row> evidence, Dataset<Row> kinds) {
    Column sameExtract =
        col(SOURCE).equalTo(col("_source")).and(col(EXTRACT_DATE).equalTo(col("_date")));
    Column unknown =
        raise_error(
            concat_ws(
                " ",
                lit("The calendar of extracts lacks"),
                col(SOURCE),
                col(EXTRACT_DATE).cast("string")));
    return evidence
        .join(kinds, sameExtract, "left")
        .withColumn(IS_FULL, coalesce(col(IS_FULL), unknown))
        .drop("_source", "_date");
  }

  /**
   * The versions that the new extracts can change: of the keys they hold, or of all keys where one
   * is full, from the version in force on the first new date on.
   */
  private Dataset<Row> touched(
      Dataset<Row> stored, Dataset<Row> newObservations, ExtractCalendar newExtracts) {
    LocalDate first = newExtracts.firstDate().orElse(LocalDate.EPOCH);
    Dataset<Row> recent =
        stored.filter(
            col(SOURCE)
                .isin(newExtracts.sources().toArray())
                .and(col(VALID_TO).isNull().or(col(VALID_TO).geq(lit(first)))));
    Object[] fullSources = newExtracts.fullSources().toArray();
    if (fullSources.length == newExtracts.sources().size()) {
      return recent;
    }
    Column isOfFullSource = col(SOURCE).isin(fullSources);
    Dataset<Row> observedKeys = newObservations.select(columns.keysAnd()).distinct();
    String[] keys = columns.keys().toArray(String[]::new);
    Dataset<Row> observed = recent.join(observedKeys, keys, "left_semi");
    return fullSources.length == 0
        ? observed
        : recent.filter(isOfFullSource).unionByName(observed.filter(not(isOfFullSource)));
  }
}
