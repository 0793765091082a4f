package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

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

  /** Columnar; each row becomes a record. */
  record Parquet() implements Format {}
}
