package dev.tenure.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows as an aligned table of text. */
final class RowTable {
  private RowTable() {}

  /** The first {@code most} rows; a further one is only told of. */
  static String text(String[] columns, List<Row> rows, int most) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Arrays.asList(columns));
    rows.stream().limit(most).forEach(row -> lines.add(cells(row)));
    int[] widths = new int[columns.length];
    lines.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(padded(line, widths)).append('\n'));
    text.append(rows.size() > most ? "… and more\n" : "%d rows%n".formatted(rows.size()));
    return text.toString();
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.isNullAt(i) ? "" : row.get(i).toString());
    }
    return cells;
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
    }
    return text.toString().stripTrailing();
  }
}
