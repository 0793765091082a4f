package dev.tenure.quality;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.tenure.contract.Check;
import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.model.StampedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Checks a table against its contract: every rule, the key and the columns that are never NULL, in
 * one scan. Rows that break a rule are fetched only for rules that are broken.
 */
public final class TableChecks {
  /** How many keys of broken rows are told. */
  public static final int KEYS_TOLD = 5;

  private static final String SOURCE = "source";

  private TableChecks() {}

  /** A rule, as it is counted. */
  private record Rule(String title, String sql, boolean isFatal) {}

  public static List<CheckResult> check(Contract contract, Dataset<Row> table) {
    List<Rule> rules = rules(contract, table);
    List<String> key = key(contract);
    List<org.apache.spark.sql.Column> counts = new ArrayList<>();
    counts.add(count_distinct(struct(columns(key))));
    rules.forEach(rule -> counts.add(count_if(isBroken(rule.sql()))));
    Row counted =
        table.agg(count(lit(1)), counts.toArray(org.apache.spark.sql.Column[]::new)).head();
    long rows = counted.getLong(0);
    List<CheckResult> results = new ArrayList<>();
    results.add(uniqueness(contract, table, key, rows, rows - counted.getLong(1)));
    for (int i = 0; i < rules.size(); i++) {
      results.add(result(contract, table, key, rules.get(i), rows, counted.getLong(i + 2)));
    }
    return results;
  }

  /** The rows of a table that break a rule. */
  public static Dataset<Row> broken(Dataset<Row> table, String rule) {
    return table.filter(isBroken(rule));
  }

  private static org.apache.spark.sql.Column isBroken(String rule) {
    return not(coalesce(expr("(" + rule + ")"), lit(false)));
  }

  private static List<Rule> rules(Contract contract, Dataset<Row> table) {
    List<Rule> rules = new ArrayList<>();
    for (Column column : StampedColumns.of(contract)) {
      if (column.isRequired() && List.of(table.columns()).contains(column.name())) {
        rules.add(new Rule(column.name() + " is never NULL", column.name() + " IS NOT NULL", true));
      }
    }
    if (contract.write().isPublished()) {
      dates(contract, List.of(table.columns())).ifPresent(rules::add);
    }
    for (Check check : contract.checks()) {
      rules.add(new Rule(check.title(), check.rule(), check.stopsPublication()));
    }
    return rules;
  }

  /** The days that pandas' nanoseconds reach; 9999-12-31 for "never" is not one of them. */
  private static Optional<Rule> dates(Contract contract, List<String> present) {
    String rule =
        StampedColumns.of(contract).stream()
            .filter(column -> isDate(column) && present.contains(column.name()))
            .map(column -> "coalesce(year(" + column.name() + "), 1970) BETWEEN 1678 AND 2261")
            .collect(Collectors.joining(" AND "));
    return rule.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule("dates lie between 1678 and 2261, NULL for none", rule, true));
  }

  private static boolean isDate(Column column) {
    return column.type().equals(DataTypes.DateType)
        || column.type().equals(DataTypes.TimestampType);
  }

  private static CheckResult uniqueness(
      Contract contract, Dataset<Row> table, List<String> key, long rows, long repeated) {
    List<String> keys = List.of();
    if (repeated > 0) {
      Dataset<Row> twice =
          table.groupBy(columns(key)).count().filter(col("count").gt(1)).select(columns(key));
      keys = told(twice);
    }
    String title = "one row per " + String.join(", ", key);
    String rule = "count(*) OVER (PARTITION BY " + String.join(", ", key) + ") = 1";
    return new CheckResult(contract.name(), title, rule, true, rows, repeated, keys, Set.of());
  }

  private static CheckResult result(
      Contract contract, Dataset<Row> table, List<String> key, Rule rule, long rows, long failed) {
    List<String> keys =
        failed == 0 ? List.of() : told(broken(table, rule.sql()).select(columns(key)));
    return new CheckResult(
        contract.name(),
        rule.title(),
        rule.sql(),
        rule.isFatal(),
        rows,
        failed,
        keys,
        failed > 0 && rule.isFatal() ? sources(broken(table, rule.sql())) : Set.of());
  }

  private static Set<String> sources(Dataset<Row> broken) {
    if (!List.of(broken.columns()).contains(SOURCE)) {
      return Set.of();
    }
    return broken.select(col(SOURCE)).na().drop().distinct().collectAsList().stream()
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  private static List<String> told(Dataset<Row> keys) {
    return keys.limit(KEYS_TOLD).collectAsList().stream().map(Row::toString).toList();
  }

  private static List<String> key(Contract contract) {
    return StampedColumns.key(contract);
  }

  private static org.apache.spark.sql.Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(org.apache.spark.sql.Column[]::new);
  }
}
