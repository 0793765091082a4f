package dev.tenure.spark;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;
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

  /**
   * All rows of several tables of the same columns in the same order. They are put under each other
   * at once: one after the other, each step analyses all that are there already.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Dataset<Row> union(List<Dataset<Row>> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing to put under each other");
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<LogicalPlan> plans =
        parts.stream()
            .map(part -> ((org.apache.spark.sql.classic.Dataset<Row>) part).logicalPlan())
            .toList();
    return org.apache.spark.sql.classic.Dataset.ofRows(
        (org.apache.spark.sql.classic.SparkSession) parts.get(0).sparkSession(),
        new Union(CollectionConverters.asScala(plans).toSeq(), false, false));
  }

  private static boolean isSelection(LogicalPlan plan) {
    return !WORK.contains(plan.nodeName())
        && CollectionConverters.asJava(plan.children()).stream().allMatch(Plans::isSelection);
  }
}
