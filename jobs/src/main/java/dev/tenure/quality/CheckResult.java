package dev.tenure.quality;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What became of one rule on one table.
 *
 * @param rule the rule as SQL
 * @param keys up to five keys of rows that break it
 */
public record CheckResult(
    String table,
    String title,
    String rule,
    boolean stopsPublication,
    long rowsChecked,
    long rowsFailed,
    List<String> keys) {
  public CheckResult {
    requireNonNull(table, "table is null");
    requireNonNull(title, "title is null");
    requireNonNull(rule, "rule is null");
    keys = List.copyOf(keys);
  }

  public boolean isBroken() {
    return rowsFailed > 0;
  }

  public boolean isFatal() {
    return isBroken() && stopsPublication;
  }
}
