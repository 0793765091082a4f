package dev.tenure.inspect;

import dev.tenure.config.Entity;
import dev.tenure.config.Format;

/** Lines of tenure.yml for what was recognized. */
final class ConfText {
  private ConfText() {}

  /** A source of its own; the name of the source is free. */
  static String of(KnownShape shape, Entity entity) {
    return """
        sources:
          %s:
            vendor: %s
            entities:
              %s: {%s, extract: %s}
        """
        .formatted(
            shape.vendor(),
            shape.vendor(),
            shape.entity(),
            format(entity.format(), shape.entity()),
            shape.extract());
  }

  /** How an entity's files are written, as its line in tenure.yml has it. */
  static String format(Format format, String entity) {
    if (format instanceof Format.Csv csv) {
      return csv.delimiter() == ',' ? "format: csv" : "format: csv, delimiter: " + quoted(csv);
    }
    if (format instanceof Format.Json json) {
      boolean isUsual = json.records().isEmpty() || json.records().equals(entity);
      return isUsual ? "format: json" : "format: json, records: " + json.records();
    }
    return format instanceof Format.Parquet ? "format: parquet" : "format: json_lines";
  }

  private static String quoted(Format.Csv csv) {
    return csv.delimiter() == '\t' ? "tab" : "'" + csv.delimiter() + "'";
  }
}
