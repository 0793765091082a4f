package dev.tenure.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows written as an aligned table between pipes: a header, then one line a row. An empty cell is
 * NULL, {@code ''} an empty text.
 */
public record PipeTable(List<String> columns, List<List<Optional<String>>> rows) {
  public PipeTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * @throws IllegalArgumentException naming the line of the table, counted from 1, that is wrong
   */
  public static PipeTable parse(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a table has at least a header line");
    }
    List<String> columns = cells(lines.get(0), 1).stream().map(String::strip).toList();
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i), i + 1);
      if (cells.size() != columns.size()) {
        throw new IllegalArgumentException(
            "line %d of the table has %d cells, its header %d"
                .formatted(i + 1, cells.size(), columns.size()));
      }
      rows.add(cells.stream().map(PipeTable::value).toList());
    }
    return new PipeTable(columns, rows);
  }

  private static List<String> cells(String line, int number) {
    if (line.length() < 2 || !line.startsWith("|") || !line.endsWith("|")) {
      throw new IllegalArgumentException(
          "line %d of the table does not start and end with |: %s".formatted(number, line));
    }
    return Arrays.asList(line.substring(1, line.length() - 1).split("\\|", -1));
  }

  private static Optional<String> value(String cell) {
    String stripped = cell.strip();
    if (stripped.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(stripped.equals("''") ? "" : stripped);
  }
}
