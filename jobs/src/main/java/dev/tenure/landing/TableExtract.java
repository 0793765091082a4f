package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was read of a table for a night.
 *
 * @param table the table, with its version or the last change that was read
 * @param payloads one row a record, with the column payload
 */
public record TableExtract(
    String source, String entity, LocalDate extractDate, String table, Dataset<Row> payloads) {
  /** Stands before the last change read, in the name of what was read of a table. */
  static final String THROUGH = " through ";

  public TableExtract {
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(extractDate, "extractDate is null");
    requireNonNull(table, "table is null");
    requireNonNull(payloads, "payloads is null");
  }
}
