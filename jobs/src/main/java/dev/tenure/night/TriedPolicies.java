package dev.tenure.night;

import static org.apache.spark.sql.functions.lit;

import dev.tenure.Errors;
import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.model.StampedColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Policies that somebody tries in the place of those in force, beside what is published.
 *
 * @param values policy → days, or a share
 */
record TriedPolicies(Map<String, BigDecimal> values) {
  private static final String VERSION = "tried";
  private static final String DAYS = "\\d{1,4}";
  private static final String SHARE = "0|1|0?\\.\\d{1,6}";

  TriedPolicies {
    values = Map.copyOf(values);
  }

  static TriedPolicies none() {
    return new TriedPolicies(Map.of());
  }

  /**
   * @param choices as {@code grace_days=14}
   * @param policies the contract of the policies in force
   * @throws dev.tenure.TenureException with exit code 2 if a choice names no policy, or says what
   *     the policy cannot be
   */
  static TriedPolicies of(List<String> choices, Contract policies) {
    Map<String, Column> known = new LinkedHashMap<>();
    policies.columns().stream()
        .filter(column -> !column.name().equals(StampedColumns.POLICY_VERSION.name()))
        .forEach(column -> known.put(column.name(), column));
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String choice : choices) {
      String[] parts = choice.split("=", 2);
      Column policy = known.get(parts[0].strip());
      if (policy == null || parts.length < 2) {
        problems.add(
            "'%s': write NAME=VALUE with one of %s"
                .formatted(choice, String.join(", ", known.keySet())));
        continue;
      }
      boolean isDays = policy.type().equals(DataTypes.IntegerType);
      if (parts[1].matches(isDays ? DAYS : SHARE)) {
        values.put(policy.name(), new BigDecimal(parts[1]));
      } else {
        problems.add(
            "'%s': %s"
                .formatted(choice, isDays ? "days are a whole number" : "a share is from 0 to 1"));
      }
    }
    if (!problems.isEmpty()) {
      throw Errors.problems("--policy", problems);
    }
    return new TriedPolicies(values);
  }

  /** The row of the policies in force, with what is tried. */
  Dataset<Row> on(Dataset<Row> policies) {
    if (values.isEmpty()) {
      return policies;
    }
    Dataset<Row> tried = policies.withColumn(StampedColumns.POLICY_VERSION.name(), lit(VERSION));
    for (Map.Entry<String, BigDecimal> value : values.entrySet()) {
      tried =
          tried.withColumn(
              value.getKey(),
              lit(value.getValue()).cast(policies.schema().apply(value.getKey()).dataType()));
    }
    return tried;
  }
}
