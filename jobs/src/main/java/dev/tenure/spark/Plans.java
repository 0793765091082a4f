package dev.tenure.spark;

import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.jdk.javaapi.CollectionConverters;

/** What a query will do, before it does it. */
public final class Plans {
  private static final Set<String> WORK =
      Set.of("Join", "Aggregate", "Window", "Sort", "Distinct", "Generate");

  private Plans() {}

  /**
   * Whether a query only reads and selects once it is optimized, so that computing it again costs
   * no more than keeping it. Parts that join with an empty table are gone by then.
   */
  public static boolean isSelection(Dataset<Row> rows) {
    return isSelection(rows.queryExecution().optimizedPlan());
  }

  private static boolean isSelection(LogicalPlan plan) {
    return !WORK.contains(plan.nodeName())
        && CollectionConverters.asJava(plan.children()).stream().allMatch(Plans::isSelection);
  }
}
