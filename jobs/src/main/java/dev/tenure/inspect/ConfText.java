package dev.tenure.inspect;

import dev.tenure.config.Database;
import dev.tenure.config.Entity;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import java.util.List;
import java.util.Set;

/** Lines of tenure.yml for what was recognized. */
final class ConfText {
  /** Columns in which a connector tells when it wrote a row. */
  private static final List<String> SYNCED =
      List.of("_fivetran_synced", "_airbyte_extracted_at", "uuid_ts", "loaded_at");

  private ConfText() {}

  /** A source of its own; the name of the source is free. */
  static String of(KnownShape shape, Entity entity, Input input, Set<String> columns) {
    return """
        sources:
          %s:
            vendor: %s
        %s    entities:
              %s: {%s}
        """
        .formatted(
            shape.vendor(),
            shape.vendor(),
            tables(input),
            shape.entity(),
            entity.format() instanceof Format.Table table
                ? table(shape, table, columns)
                : "%s, extract: %s"
                    .formatted(format(entity.format(), shape.entity()), shape.extract()));
  }

  private static String tables(Input input) {
    if (input instanceof Input.DeltaTables lake) {
      return "    tables: {delta: %s}\n".formatted(lake.folder());
    }
    if (input instanceof Database database) {
      return "    tables: {jdbc: \"%s\"%s, user: %s, password: %s}\n"
          .formatted(
              database.url(),
              database.schema().map(", schema: %s"::formatted).orElse(""),
              database.user().named(),
              database.password().named());
    }
    return "";
  }

  /**
   * Changes are read from the last one on where the connector stamps its rows, else all is read.
   */
  private static String table(KnownShape shape, Format.Table table, Set<String> columns) {
    String name = table.table().equals(shape.entity()) ? "" : "table: " + table.table() + ", ";
    String cursor =
        SYNCED.stream()
            .filter(columns::contains)
            .findFirst()
            .map(", cursor: %s"::formatted)
            .orElse("");
    boolean isFull = cursor.isEmpty() || shape.extract().equals("full");
    return name + (isFull ? "extract: full" : "extract: " + shape.extract() + cursor);
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
