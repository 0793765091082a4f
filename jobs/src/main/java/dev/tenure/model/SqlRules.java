package dev.tenure.model;

import dev.tenure.contract.Contract;
import dev.tenure.document.Problems;
import java.util.Set;
import java.util.TreeSet;

/** How a model may be written. Each message says why, and what to write instead. */
final class SqlRules {
  static final String PARAMETER = "as_of_date";

  private static final Set<String> CLOCKS =
      Set.of(
          "current_date",
          "curdate",
          "current_timestamp",
          "now",
          "localtimestamp",
          "current_time",
          "unix_timestamp");
  private static final Set<String> DICE =
      Set.of(
          "rand",
          "random",
          "randn",
          "uuid",
          "shuffle",
          "monotonically_increasing_id",
          "spark_partition_id",
          "input_file_name");

  private SqlRules() {}

  /**
   * @param policies the parameters that a company's policies give
   */
  static void check(
      Contract contract, String place, ModelQuery query, Set<String> policies, Problems problems) {
    // A clock is read without parentheses too, dice are thrown with them only: uuid is a column.
    Set<String> names = new TreeSet<>(query.functions());
    names.addAll(query.bareNames());
    for (String clock : among(names, CLOCKS)) {
      problems.add(
          place,
          "%s reads the clock, so that a past night cannot be repeated; use :as_of_date"
              .formatted(clock));
    }
    for (String dice : among(query.functions(), DICE)) {
      problems.add(
          place,
          "%s gives another result on every run; derive the value from a key".formatted(dice));
    }
    for (String parameter : query.parameters()) {
      if (!parameter.equals(PARAMETER) && !policies.contains(parameter)) {
        problems.add(
            place,
            ":%s is no parameter; a model knows :as_of_date%s"
                .formatted(
                    parameter,
                    policies.isEmpty()
                        ? ""
                        : " and the columns of policy_values: "
                            + String.join(", ", new TreeSet<>(policies))));
      }
    }
    if (query.selectsStar()) {
      problems.add(
          place,
          "the final SELECT is a *, so that a new input column would change what is promised;"
              + " name the columns");
    }
    if (query.hasImplicitCrossJoin()) {
      problems.add(
          place,
          "two tables are joined without a condition; write JOIN … ON, or CROSS JOIN if meant");
    }
    for (String leaf : query.unknownLeaves()) {
      problems.add(
          place,
          "%s hides a table from the lineage; read a table of the warehouse by its name"
              .formatted(leaf));
    }
    if (query.tables().isEmpty()) {
      problems.add(place, "the model reads no table; is a FROM missing?");
    }
    checkMapping(contract, place, query, problems);
  }

  private static void checkMapping(
      Contract contract, String place, ModelQuery query, Problems problems) {
    if (contract.isMapping() && !query.tables().equals(contract.reads().keySet())) {
      problems.add(
          place,
          "a mapping reads exactly the raw view that its contract names under reads: (%s), found %s"
              .formatted(String.join(", ", contract.reads().keySet()), query.tables()));
    }
  }

  private static Set<String> among(Set<String> names, Set<String> forbidden) {
    Set<String> found = new TreeSet<>(names);
    found.retainAll(forbidden);
    return found;
  }
}
