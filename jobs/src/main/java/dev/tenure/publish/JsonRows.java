package dev.tenure.publish;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** An array of objects, one a line; decimals are numbers with all their digits, dates are texts. */
final class JsonRows {
  private JsonRows() {}

  static void write(ResultSet rows, Appendable out) throws SQLException, IOException {
    List<String> names = Cell.columns(rows).stream().map(JsonRows::quote).toList();
    out.append('[');
    String separator = "\n";
    while (rows.next()) {
      out.append(separator).append(object(rows, names));
      separator = ",\n";
    }
    out.append("\n]\n");
  }

  private static String object(ResultSet rows, List<String> names) throws SQLException {
    StringBuilder object = new StringBuilder("{");
    for (int i = 0; i < names.size(); i++) {
      object.append(i == 0 ? "" : ", ").append(names.get(i)).append(": ");
      object.append(literal(Cell.value(rows, i + 1)));
    }
    return object.append('}').toString();
  }

  private static String literal(Object value) {
    if (value == null || value instanceof Double number && !Double.isFinite(number)) {
      return "null";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return Cell.text(value);
    }
    return quote(Cell.text(value));
  }

  private static String quote(String text) {
    return text.codePoints().mapToObj(JsonRows::escape).collect(Collectors.joining("", "\"", "\""));
  }

  private static String escape(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> character < ' ' ? "\\u%04x".formatted(character) : Character.toString(character);
    };
  }
}
