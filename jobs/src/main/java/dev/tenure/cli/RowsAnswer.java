package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The first rows of a table.
 *
 * @param hasMore whether the table holds others
 */
record RowsAnswer(List<String> columns, List<Row> rows, boolean hasMore) implements Answer {
  RowsAnswer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The first {@code most} rows; a further one is only told of. */
  static RowsAnswer of(Dataset<Row> table, int most) {
    List<Row> rows = table.limit(most + 1).collectAsList();
    return new RowsAnswer(
        Arrays.asList(table.columns()),
        rows.subList(0, Math.min(most, rows.size())),
        rows.size() > most);
  }

  @Override
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[columns.size()];
    lines.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(padded(line, widths)).append('\n'));
    return text.append(hasMore ? "… and more" : "%d rows".formatted(rows.size())).toString();
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

  /** Rows are taken as Spark writes them, so that decimals keep all their digits. */
  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode array = json.putArray("rows");
    rows.forEach(row -> array.addRawValue(new RawValue(row.json())));
    return json.put("has_more", hasMore);
  }
}
