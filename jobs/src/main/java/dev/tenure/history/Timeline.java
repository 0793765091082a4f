package dev.tenure.history;

import static dev.tenure.history.HistoryColumns.CURSOR_AT;
import static dev.tenure.history.HistoryColumns.EXTRACT_DATE;
import static dev.tenure.history.HistoryColumns.FILE;
import static dev.tenure.history.HistoryColumns.IS_DELETED;
import static dev.tenure.history.HistoryColumns.IS_FULL;
import static dev.tenure.history.HistoryColumns.NEXT_FULL;
import static dev.tenure.history.HistoryColumns.RECORD_NUMBER;
import static dev.tenure.history.HistoryColumns.SEEN_ON;
import static dev.tenure.history.HistoryColumns.VALID_FROM;
import static dev.tenure.history.HistoryColumns.VALID_TO;
import static dev.tenure.history.HistoryColumns.VALUES;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Turns evidence into versions. Evidence is a key's state at the end of a day: its values or a
 * tombstone, whether that day's extract is full, and the next full extract that could show it gone.
 */
final class Timeline {
  private static final String LATER = "_later";
  private static final String PREVIOUS = "_previous";
  private static final String ABSENT_BEFORE = "_absent_before";
  private static final String ABSENT_AFTER = "_absent_after";
  private static final String STATE = "_state";
  private static final String BEGINS = "_begins";
  private static final String VERSION = "_version";

  private final HistoryColumns columns;
  private final WindowSpec byDate;

  Timeline(HistoryColumns columns) {
    this.columns = columns;
    this.byDate = columns.byKey().orderBy(EXTRACT_DATE);
  }

  Dataset<Row> versions(Dataset<Row> evidence) {
    return folded(withAbsences(informative(winners(evidence))));
  }

  /** One row per key and date; the column {@code _later} holds the key's next date. */
  private Dataset<Row> winners(Dataset<Row> evidence) {
    return evidence
        .withColumn(LATER, nextDateInArrival())
        .filter(col(LATER).isNull().or(col(LATER).gt(col(EXTRACT_DATE))));
  }

  /** The date of the key's next observation; equal to its own date where the next one beats it. */
  Column nextDateInArrival() {
    return lead(col(EXTRACT_DATE), 1)
        .over(
            columns
                .byKey()
                .orderBy(
                    col(EXTRACT_DATE),
                    col(CURSOR_AT).asc_nulls_first(),
                    col(FILE).asc_nulls_first(),
                    col(RECORD_NUMBER).asc_nulls_first()));
  }

  /**
   * Leaves out what the calendar proves anyway: an unchanged state in a full extract. In a changes
   * extract it stays, since a late extract put before it must find it.
   */
  private Dataset<Row> informative(Dataset<Row> winners) {
    Column previousWasPresent = not(col(PREVIOUS + "." + IS_DELETED));
    Column previousNextFull = col(PREVIOUS + "." + NEXT_FULL);
    Column wasAbsent = previousWasPresent.and(previousNextFull.lt(col(EXTRACT_DATE)));
    Column isLastAndPresent = col(LATER).isNull().and(not(col(IS_DELETED)));
    return winners
        .withColumn(PREVIOUS, previous(IS_DELETED, NEXT_FULL, VALUES))
        .withColumn(ABSENT_BEFORE, when(wasAbsent, previousNextFull))
        .withColumn(ABSENT_AFTER, when(isLastAndPresent, col(NEXT_FULL)))
        .filter(
            not(col(IS_FULL))
                .or(not(isUnchanged()))
                .or(col(ABSENT_BEFORE).isNotNull())
                .or(col(ABSENT_AFTER).isNotNull()));
  }

  private Dataset<Row> withAbsences(Dataset<Row> informative) {
    Column itself =
        state(
            col(EXTRACT_DATE),
            col(IS_DELETED),
            col(IS_FULL),
            col(FILE),
            col(RECORD_NUMBER),
            col(VALUES));
    Column states =
        array(
            when(
                col(ABSENT_BEFORE).isNotNull(),
                absence(ABSENT_BEFORE, col(PREVIOUS + "." + VALUES))),
            itself,
            when(col(ABSENT_AFTER).isNotNull(), absence(ABSENT_AFTER, col(VALUES))));
    return informative
        .select(columns.keysAnd(explode(array_compact(states)).as(STATE)))
        .select(columns.keysAnd(col(STATE + ".*")));
  }

  private static Column absence(String date, Column values) {
    return state(
        col(date), lit(true), lit(true), lit(null).cast("string"), lit(null).cast("long"), values);
  }

  private static Column state(
      Column date, Column isDeleted, Column isFull, Column file, Column number, Column values) {
    return struct(
        date.as(EXTRACT_DATE),
        isDeleted.as(IS_DELETED),
        isFull.as(IS_FULL),
        file.as(FILE),
        number.as(RECORD_NUMBER),
        values.as(VALUES));
  }

  /** Joins unchanged states to the version they continue; a deletion keeps the last values. */
  private Dataset<Row> folded(Dataset<Row> states) {
    Column isDeletion = col(IS_DELETED).and(col(PREVIOUS).isNotNull());
    Column isSeenAgain = not(col(BEGINS)).and(not(col(IS_FULL)));
    Column sighting = struct(col(EXTRACT_DATE), col(FILE), col(RECORD_NUMBER));
    Column lastValues = when(isDeletion, col(PREVIOUS + "." + VALUES)).otherwise(col(VALUES));
    return states
        .withColumn(PREVIOUS, previous(IS_DELETED, VALUES))
        .withColumn(BEGINS, not(isUnchanged()))
        .withColumn(VERSION, sum(col(BEGINS).cast("int")).over(byDate))
        .withColumn(
            SEEN_ON, array_sort(collect_list(when(isSeenAgain, sighting)).over(byVersion())))
        .filter(col(BEGINS))
        .withColumn(VALUES, lastValues)
        .withColumn(VALID_FROM, col(EXTRACT_DATE))
        .withColumn(VALID_TO, lead(col(EXTRACT_DATE), 1).over(byDate))
        .select(unpacked());
  }

  private WindowSpec byVersion() {
    return Window.partitionBy(columns.keysAnd(col(VERSION)));
  }

  private Column previous(String... names) {
    Column[] state = new Column[names.length];
    for (int index = 0; index < names.length; index++) {
      state[index] = col(names[index]);
    }
    return lag(struct(state), 1).over(byDate);
  }

  private static Column isUnchanged() {
    return col(PREVIOUS + "." + IS_DELETED)
        .eqNullSafe(col(IS_DELETED))
        .and(col(IS_DELETED).or(col(PREVIOUS + "." + VALUES).eqNullSafe(col(VALUES))));
  }

  private Column[] unpacked() {
    return columns.storedNames().stream()
        .map(name -> columns.values().contains(name) ? col(VALUES + "." + name) : col(name))
        .toArray(Column[]::new);
  }
}
