package dev.tenure.publish;

import dev.tenure.publish.MartFiles.Column;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The DuckDB type of a contract's type. */
final class DuckDbTypes {
  private static final Pattern ARRAY = Pattern.compile("ARRAY<(.+)>");
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(\\d+, ?\\d+\\)");

  private DuckDbTypes() {}

  static String of(String contractType) {
    String type = contractType.strip().toUpperCase(Locale.ROOT);
    Matcher array = ARRAY.matcher(type);
    if (array.matches()) {
      return of(array.group(1)) + "[]";
    }
    if (DECIMAL.matcher(type).matches()) {
      return type;
    }
    return switch (type) {
      case "STRING" -> "VARCHAR";
      case "INT" -> "INTEGER";
      case "VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP" -> type;
      default ->
          throw new IllegalArgumentException("a mart cannot have a column of type " + contractType);
    };
  }

  /** The column as the exports hold it: an instant as one, so that no reader takes it for local. */
  static String exported(Column column) {
    String name = DuckDbSession.name(column.name());
    return of(column.type()).equals("TIMESTAMP")
        ? "CAST(" + name + " AS TIMESTAMPTZ) AS " + name
        : name;
  }

  /** The column of a Parquet file in its exact type. */
  static String cast(Column column) {
    String name = DuckDbSession.name(column.name());
    String type = of(column.type());
    // Spark's instants arrive with a time zone, and a cast would shift them into the session's.
    String value = type.equals("TIMESTAMP") ? "make_timestamp(epoch_us(" + name + "))" : name;
    return "CAST(" + value + " AS " + type + ") AS " + name;
  }
}
