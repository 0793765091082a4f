package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;

/**
 * What a mart would become with the model as it stands now, beside what readers see.
 *
 * @param publishedRows the rows of the published slice, or of the whole ledger
 * @param rows the rows that the model returns now
 * @param changed the rows of one key in which any other column differs
 * @param columns the columns that are not in the key and not stamped by a run
 * @param examples the first rows that differ, in the order of their keys
 * @param downstream the published tables that read this one, directly or through others
 */
public record MartChange(
    String mart,
    LocalDate asOfDate,
    List<String> key,
    long publishedRows,
    long rows,
    long added,
    long gone,
    long changed,
    List<ColumnChange> columns,
    List<Example> examples,
    List<String> downstream) {
  /**
   * One column of a mart.
   *
   * @param changedRows in how many rows of one key its value differs
   * @param publishedTotal its published sum as text; empty for a column that is no number
   * @param total its sum now
   */
  public record ColumnChange(String name, long changedRows, String publishedTotal, String total) {
    public boolean isEqual() {
      return changedRows == 0 && publishedTotal.equals(total);
    }
  }

  /**
   * A row that differs.
   *
   * @param key its key, in the order of the mart's
   * @param what added, gone or changed
   * @param values of a changed row: column, published value and value now
   */
  public record Example(List<String> key, String what, List<String> values) {
    public Example {
      key = List.copyOf(key);
      values = List.copyOf(values);
    }
  }

  public MartChange {
    requireNonNull(mart, "mart is null");
    requireNonNull(asOfDate, "asOfDate is null");
    key = List.copyOf(key);
    columns = List.copyOf(columns);
    examples = List.copyOf(examples);
    downstream = List.copyOf(downstream);
  }

  public boolean isEqual() {
    return added == 0 && gone == 0 && changed == 0;
  }
}
