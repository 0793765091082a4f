package dev.tenure.quality;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * What became of one rule on one table.
 *
 * @param rule the rule as SQL
 * @param keys up to five keys of rows that break it
 * @param sources the sources that broken rows name; empty where the table has no such column
 */
public record CheckResult(
    String table,
    String title,
    String rule,
    boolean stopsPublication,
    long rowsChecked,
    long rowsFailed,
    List<String> keys,
    Set<String> sources) {
  public CheckResult {
    requireNonNull(table, "table is null");
    requireNonNull(title, "title is null");
    requireNonNull(rule, "rule is null");
    keys = List.copyOf(keys);
    sources = Set.copyOf(sources);
  }

  public boolean isBroken() {
    return rowsFailed > 0;
  }

  public boolean isFatal() {
    return isBroken() && stopsPublication;
  }
}
