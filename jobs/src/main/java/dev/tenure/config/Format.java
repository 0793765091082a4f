package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;

/** How the records of a file are written. Compression is told from the file itself. */
public sealed interface Format extends Serializable {
  /** A header and one record a row; quoted values may hold newlines. */
  record Csv(char delimiter) implements Format {}

  /** One JSON object a line. */
  record JsonLines() implements Format {}

  /** An array of objects, or an object whose array {@code records} holds them (an API page). */
  record Json(String records) implements Format {
    public Json {
      requireNonNull(records, "records is null");
    }
  }

  /**
   * A table of a lake or database; each row becomes a record.
   *
   * @param table its name
   * @param cursor the column with the time of the last change, by which changes are read
   * @param overlapMinutes how far before the last change the next read begins again
   * @param splitBy a whole-number column by whose ranges several readers share the table
   */
  record Table(String table, Optional<String> cursor, int overlapMinutes, Optional<String> splitBy)
      implements Format {
    public Table {
      requireNonNull(table, "table is null");
      requireNonNull(cursor, "cursor is null");
      requireNonNull(splitBy, "splitBy is null");
    }
  }

  /** Columnar; each row becomes a record. */
  record Parquet() implements Format {}
}
