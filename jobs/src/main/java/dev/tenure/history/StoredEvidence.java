package dev.tenure.history;

import static dev.tenure.history.HistoryColumns.CURSOR_AT;
import static dev.tenure.history.HistoryColumns.EXTRACT_DATE;
import static dev.tenure.history.HistoryColumns.FILE;
import static dev.tenure.history.HistoryColumns.IS_DELETED;
import static dev.tenure.history.HistoryColumns.NEXT_FULL;
import static dev.tenure.history.HistoryColumns.RECORD_NUMBER;
import static dev.tenure.history.HistoryColumns.SEEN_ON;
import static dev.tenure.history.HistoryColumns.SOURCE;
import static dev.tenure.history.HistoryColumns.VALID_FROM;
import static dev.tenure.history.HistoryColumns.VALID_TO;
import static dev.tenure.history.HistoryColumns.VALUES;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns stored versions back into the evidence they were made of, as far as new extracts can ask
 * for it. A living version was seen in every full extract between its ends, so these need not be
 * stored: only the first one after each new extract is told, and the rest is known not to be an
 * absence.
 */
final class StoredEvidence {
  private static final String SIGHTING = "_sighting";

  private final HistoryColumns columns;

  StoredEvidence(HistoryColumns columns) {
    this.columns = columns;
  }

  /** Evidence outside the days of the new extracts, whose word replaces what is stored of them. */
  Dataset<Row> of(Dataset<Row> stored, CalendarTables calendar, ExtractCalendar newExtracts) {
    Dataset<Row> pieces =
        stored
            .join(calendar.segments(newExtracts), overlaps())
            .select(
                columns.keysAnd(
                    explode(sightings()).as(SIGHTING),
                    col(IS_DELETED),
                    columns.packedValues(),
                    nextFull().as(NEXT_FULL)));
    return pieces.select(
        columns.keysAnd(
            col(SIGHTING + "." + EXTRACT_DATE),
            col(IS_DELETED),
            col(SIGHTING + "." + FILE),
            col(SIGHTING + "." + RECORD_NUMBER),
            lit(null).cast("timestamp").as(CURSOR_AT),
            col(VALUES),
            col(NEXT_FULL)));
  }

  private static Column overlaps() {
    return col(SOURCE)
        .equalTo(col("_source"))
        .and(col("_ends").isNull().or(col(VALID_FROM).lt(col("_ends"))))
        .and(isAfterStart(coalesce(col(VALID_TO), lit("9999-12-31").cast("date"))));
  }

  private static Column isAfterStart(Column date) {
    return col("_starts").isNull().or(date.gt(col("_starts")));
  }

  private static Column sightings() {
    Column impliedHere =
        not(col(IS_DELETED))
            .and(col(VALID_FROM).leq(col("_starts")))
            .and(col(VALID_TO).isNull().or(col("_first_full").lt(col(VALID_TO))))
            .and(col("_first_full").isNotNull());
    Column beginning = when(isAfterStart(col(VALID_FROM)), sighting(col(VALID_FROM)));
    Column implied = when(impliedHere, sighting(col("_first_full")));
    Column seenHere =
        filter(
            col(SEEN_ON),
            seen ->
                isAfterStart(seen.getField(EXTRACT_DATE))
                    .and(col("_ends").isNull().or(seen.getField(EXTRACT_DATE).lt(col("_ends")))));
    return concat(array_compact(array(beginning, implied)), seenHere);
  }

  private static Column sighting(Column date) {
    return struct(date.as(EXTRACT_DATE), col(FILE), col(RECORD_NUMBER));
  }

  /** Where the next version begins inside the piece, nothing can be absent before it. */
  private static Column nextFull() {
    Column endsInside =
        col(VALID_TO).isNotNull().and(col("_ends").isNull().or(col(VALID_TO).lt(col("_ends"))));
    return when(not(endsInside), col("_next_full"));
  }
}
