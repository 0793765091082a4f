package dev.tenure.publish;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** An aligned table for people: numbers to the right, NULL empty, the number of rows below. */
final class TableRows {
  private final List<String> names;
  private final List<Boolean> numbers = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private TableRows(ResultSet result) throws SQLException {
    names = Cell.columns(result);
    for (int i = 0; i < names.size(); i++) {
      numbers.add(isNumber(result, i));
      widths.add(width(names.get(i)));
    }
  }

  static void write(ResultSet result, Appendable out) throws SQLException, IOException {
    TableRows table = new TableRows(result);
    while (result.next()) {
      table.add(result);
    }
    table.print(out);
  }

  private void add(ResultSet result) throws SQLException {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String text = Cell.text(Cell.value(result, i + 1));
      String line = text == null ? "" : text.replaceAll("\\R", "⏎");
      row.add(line);
      widths.set(i, Math.max(widths.get(i), width(line)));
    }
    rows.add(row);
  }

  private void print(Appendable out) throws IOException {
    out.append(line(names)).append('\n').append(rule()).append('\n');
    for (List<String> row : rows) {
      out.append(line(row)).append('\n');
    }
    out.append(rows.size() == 1 ? "(1 row)" : "(%d rows)".formatted(rows.size())).append('\n');
  }

  private String line(List<String> cells) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String blanks = " ".repeat(widths.get(i) - width(cells.get(i)));
      padded.add(numbers.get(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return String.join("  ", padded).stripTrailing();
  }

  private String rule() {
    return String.join("  ", widths.stream().map("-"::repeat).toList());
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isNumber(ResultSet result, int index) throws SQLException {
    String type = result.getMetaData().getColumnTypeName(index + 1);
    return type.startsWith("DECIMAL")
        || type.endsWith("INT")
        || type.equals("INTEGER")
        || type.equals("DOUBLE")
        || type.equals("FLOAT");
  }
}
