package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.history.ExtractCalendar;
import dev.tenure.history.ExtractCalendar.Extract;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records that are versions and say themselves from when they hold, as a connector's tables with
 * history do: each is an observation of the day on which it began, as if an extract of that day had
 * brought it, and one that ended a tombstone of the day of its end, which a version that follows on
 * the same day outdoes.
 */
final class OwnVersions {
  static final String STARTED = "version_started_at";
  static final String ENDED = "version_ended_at";
  static final List<String> COLUMNS = List.of(STARTED, ENDED);

  private static final String DAY = "extract_date";

  private OwnVersions() {}

  /** The observations with the dates that their records give them. */
  static Dataset<Row> dated(Dataset<Row> observations) {
    Column started = coalesce(col(STARTED).cast("date"), col(DAY));
    // A version ends a millisecond before the next one starts.
    Column ended = expr(ENDED + " + INTERVAL 1 MILLISECOND").cast("date");
    Dataset<Row> begun =
        observations
            .withColumn(DAY, started)
            .withColumn("cursor_at", coalesce(col(STARTED), col("cursor_at")));
    Dataset<Row> over =
        observations
            .filter(col(ENDED).isNotNull())
            .withColumn(DAY, ended)
            .withColumn("cursor_at", col(ENDED))
            .withColumn("is_deleted", lit(true));
    return begun.unionByName(over).drop(STARTED, ENDED);
  }

  /**
   * The calendar with the days that records name, none of which proves an absence.
   *
   * @param sources those whose records are versions
   */
  static ExtractCalendar calendar(
      ExtractCalendar extracts, Dataset<Row> dated, Set<String> sources) {
    List<Extract> named =
        dated.select("source", DAY).distinct().collectAsList().stream()
            .map(row -> new Extract(row.getString(0), day(row), false))
            .toList();
    return ExtractCalendar.of(
        Stream.concat(
                named.stream(),
                extracts.extracts().stream()
                    .map(
                        it ->
                            new Extract(
                                it.source(),
                                it.extractDate(),
                                it.isFull() && !sources.contains(it.source()))))
            .toList());
  }

  private static LocalDate day(Row row) {
    return Optional.ofNullable(row.getLocalDate(1)).orElseThrow();
  }
}
