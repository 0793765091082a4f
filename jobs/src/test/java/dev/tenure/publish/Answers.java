package dev.tenure.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows of a result as texts, the values apart by blanks. */
final class Answers {
  private Answers() {}

  static List<String> of(ResultSet rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    int columns = Cell.columns(rows).size();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        values.add(Cell.text(Cell.value(rows, i)));
      }
      lines.add(String.join(" ", values));
    }
    return lines;
  }
}
