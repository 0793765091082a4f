package dev.tenure.sample;

import java.nio.charset.StandardCharsets;

/** A CSV file in the making: a header and rows; null is an empty cell. */
final class CsvText {
  private final StringBuilder text = new StringBuilder();
  private int rows;

  CsvText(String... header) {
    text.append(row((Object[]) header));
  }

  /** One row with its line end, as {@link #add(String)} takes it. */
  static String row(Object... cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      row.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    return row.append('\n').toString();
  }

  CsvText add(Object... cells) {
    return add(row(cells));
  }

  CsvText add(String row) {
    text.append(row);
    rows++;
    return this;
  }

  /** The rows so far, the header not counted. */
  int rows() {
    return rows;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String cell(Object value) {
    String cell = value == null ? "" : value.toString();
    boolean needsQuotes =
        cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0 || cell.indexOf('\n') >= 0;
    return needsQuotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
