package dev.tenure.bench;

import dev.tenure.Errors;
import dev.tenure.publish.DuckDbSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * What a night makes of usage events, made by DuckDB of the same files: each event once by its id,
 * counted by day, account, person and event, and written as Parquet.
 *
 * @param seconds how long it took
 * @param rows rows of the counts
 * @param events events counted
 */
public record DuckDbUsage(double seconds, long rows, long events) {
  private static final String MEMORY = "4GB";

  /**
   * Computes the counts with two threads.
   *
   * @param scratch an existing folder
   */
  public static DuckDbUsage of(List<Path> files, Path scratch) {
    Path result = scratch.resolve("usage_days.parquet");
    try (DuckDbSession session = DuckDbSession.inMemory(scratch.resolve("spill"), MEMORY)) {
      session.execute("SET threads = 2");
      session.execute("SET preserve_insertion_order = false");
      long start = System.nanoTime();
      session.execute(
          String.format(
              Locale.ROOT,
              """
              COPY (
                FROM (
                  FROM %s
                  SELECT any_value(CAST("timestamp" AS DATE)) AS event_date, any_value(account_id) AS account_id,
                    any_value(user_id) AS user_id, any_value(event) AS event
                  GROUP BY message_id
                )
                SELECT event_date, account_id, user_id, event, count(*) AS event_count
                GROUP BY ALL
              ) TO %s (FORMAT parquet)
              """,
              DuckDbSession.parquet(files.stream()),
              DuckDbSession.text(result)));
      double seconds = (System.nanoTime() - start) / 1e9;
      String counts = "read_parquet(" + DuckDbSession.text(result) + ")";
      return new DuckDbUsage(
          seconds,
          session.number("FROM %s SELECT count(*)".formatted(counts)),
          session.number("FROM %s SELECT CAST(sum(event_count) AS BIGINT)".formatted(counts)));
    } catch (SQLException e) {
      throw Errors.notMeasured("DuckDB", e);
    }
  }
}
