package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.name;
import static dev.tenure.publish.DuckDbSession.names;
import static dev.tenure.publish.DuckDbSession.text;
import static java.util.stream.Collectors.joining;

import dev.tenure.publish.MartFiles.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The statements that keep a mart as a table of PostgreSQL, and move its rows between the two
 * databases as CSV. The table is altered and never replaced, so that grants and views stay.
 */
record PostgresMart(String schema, MartFiles mart) {
  private static final String CSV = "FORMAT csv, NULL '\\N'";

  /** The table, qualified. */
  String table() {
    return name(schema) + "." + name(mart.mart());
  }

  /** A table beside it into which several connections copy at once. */
  String staging() {
    return name(schema) + "." + name("staging_" + mart.mart());
  }

  String columns() {
    return names(mart.columns().stream().map(Column::name));
  }

  /**
   * Makes the table what the contract says.
   *
   * @param existing its columns and their types as PostgreSQL names them; empty for no table
   */
  List<String> prepare(Map<String, String> existing) {
    List<String> statements = new ArrayList<>();
    if (existing.isEmpty()) {
      statements.add("CREATE TABLE %s (%s)".formatted(table(), definitions()));
    } else {
      statements.addAll(alterations(existing));
    }
    statements.add("COMMENT ON TABLE %s IS %s".formatted(table(), text(mart.described())));
    for (Column column : mart.columns()) {
      statements.add(
          "COMMENT ON COLUMN %s.%s IS %s"
              .formatted(table(), name(column.name()), text(column.comment())));
    }
    return statements;
  }

  private List<String> alterations(Map<String, String> existing) {
    List<String> statements = new ArrayList<>();
    for (Column column : mart.columns()) {
      String type = type(column.type());
      String found = existing.get(column.name());
      if (found == null) {
        statements.add(
            "ALTER TABLE %s ADD COLUMN %s %s".formatted(table(), name(column.name()), type));
      } else if (!found.equals(type)) {
        statements.add(
            "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING NULL"
                .formatted(table(), name(column.name()), type));
      }
    }
    List<String> wanted = mart.columns().stream().map(Column::name).toList();
    existing.keySet().stream()
        .filter(column -> !wanted.contains(column))
        .forEach(
            column ->
                statements.add("ALTER TABLE %s DROP COLUMN %s".formatted(table(), name(column))));
    return statements;
  }

  /** The key that the table should have; empty for none. */
  String key() {
    return names(mart.key().stream());
  }

  String addKey() {
    return "ALTER TABLE %s ADD PRIMARY KEY (%s)".formatted(table(), key());
  }

  private String definitions() {
    return mart.columns().stream()
        .map(column -> name(column.name()) + " " + type(column.type()))
        .collect(joining(", "));
  }

  List<String> createStaging() {
    return List.of(
        dropStaging(), "CREATE UNLOGGED TABLE %s (%s)".formatted(staging(), definitions()));
  }

  String dropStaging() {
    return "DROP TABLE IF EXISTS " + staging();
  }

  String takeStaged() {
    return "INSERT INTO %s (%s) SELECT %s FROM %s"
        .formatted(table(), columns(), columns(), staging());
  }

  String copyIn(String target) {
    return "COPY %s (%s) FROM STDIN (%s)".formatted(target, columns(), CSV);
  }

  String copyOut() {
    String values = mart.columns().stream().map(PostgresMart::valueOut).collect(joining(", "));
    return "COPY (SELECT %s FROM %s) TO STDOUT (%s)".formatted(values, table(), CSV);
  }

  private static String valueOut(Column column) {
    String quoted = name(column.name());
    if (isList(column)) {
      return "to_json(" + quoted + ")";
    }
    return DuckDbTypes.of(column.type()).equals("TIMESTAMP")
        ? quoted + " AT TIME ZONE 'UTC'"
        : quoted;
  }

  /**
   * Writes rows of the mart's table in a DuckDB file as CSV.
   *
   * @param part which of the parts
   * @param parts how many parts there are
   */
  String writeCsv(Path file, int part, int parts) {
    String values = mart.columns().stream().map(PostgresMart::valueIn).collect(joining(", "));
    String rows = parts == 1 ? "" : " WHERE rowid %% %d = %d".formatted(parts, part);
    return "COPY (SELECT %s FROM %s%s) TO %s (FORMAT csv, HEADER false, NULLSTR '\\N')"
        .formatted(values, name(mart.mart()), rows, text(file));
  }

  /** PostgreSQL writes a list in braces, with every element in quotes. */
  private static String valueIn(Column column) {
    String quoted = name(column.name());
    return isList(column)
        ? "'{' || array_to_string(list_transform(%s, lambda e: coalesce('\"' || replace(replace(CAST(e AS VARCHAR), '\\', '\\\\'), '\"', '\\\"') || '\"', 'NULL')), ',') || '}'"
            .formatted(quoted)
        : quoted;
  }

  /**
   * What {@link #copyOut} wrote, as a relation of DuckDB in the mart's exact types. Every value is
   * read as a text and cast here, since DuckDB would take the text of a number that it reads and
   * writes again: 1 for a DOUBLE that it writes as 1.0.
   */
  String readCsv(Path file) {
    String texts =
        mart.columns().stream()
            .map(column -> text(column.name()) + ": 'VARCHAR'")
            .collect(joining(", ", "{", "}"));
    String values = mart.columns().stream().map(PostgresMart::valueBack).collect(joining(", "));
    return "(SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '\\N', allow_quoted_nulls = false, new_line = '\\n', columns = %s))"
        .formatted(values, text(file), texts);
  }

  private static String valueBack(Column column) {
    String quoted = name(column.name());
    String text = isList(column) ? "CAST(" + quoted + " AS JSON)" : quoted;
    return "CAST(%s AS %s) AS %s".formatted(text, DuckDbTypes.of(column.type()), quoted);
  }

  /** A relation of DuckDB with the mart's columns and no rows. */
  String none() {
    return "(FROM " + name(mart.mart()) + " LIMIT 0)";
  }

  private static boolean isList(Column column) {
    return DuckDbTypes.of(column.type()).endsWith("[]");
  }

  /** The type as PostgreSQL's catalogue writes it. */
  static String type(String contractType) {
    String type = DuckDbTypes.of(contractType);
    if (type.endsWith("[]")) {
      return type(contractType.strip().replaceFirst("(?i)^ARRAY<(.+)>$", "$1")) + "[]";
    }
    if (type.startsWith("DECIMAL")) {
      return type.replace("DECIMAL", "numeric").replace(" ", "");
    }
    return switch (type) {
      case "VARCHAR" -> "text";
      case "DOUBLE" -> "double precision";
      case "TIMESTAMP" -> "timestamp with time zone";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }
}
