package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.contract.Contract;
import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Home;
import dev.tenure.trace.MetricTrace;
import dev.tenure.trace.MetricTracer;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes every row of the newest night's metric_values apart, all windows and dimensions. */
public final class TracedMetrics {
  private TracedMetrics() {}

  /**
   * Asserts that the leaves of each row come to what it says, and that no row is left out.
   *
   * @param from the first month whose rows are traced
   * @return how many rows were traced
   */
  public static int assertAddUp(Home home, Catalogue catalogue, YearMonth from) {
    long start = System.nanoTime();
    MetricTracer tracer = new MetricTracer(home, catalogue, Optional.empty());
    List<String> wrong = new ArrayList<>();
    int traced = 0;
    int leaves = 0;
    for (SqlModel metric : catalogue.where(Contract::isMetric)) {
      for (MetricTrace trace : tracer.metric(metric.name(), from)) {
        traced++;
        leaves += trace.leaves().size();
        if (!trace.addsUp()) {
          wrong.add(
              "%s of %s, %s, %s: %s"
                  .formatted(
                      trace.metric(),
                      trace.month(),
                      trace.window(),
                      trace.dimension(),
                      trace.totals()));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(traced)
        .isPositive()
        .isEqualTo(rows(home, "metric_values", "period >= DATE '%s'".formatted(from.atDay(1))));
    System.out.printf(
        "%d rows of metric_values traced to %d leaves in %.1f s%n",
        traced, leaves, (System.nanoTime() - start) / 1e9);
    return traced;
  }

  private static int rows(Home home, String mart, String where) {
    StringBuilder out = new StringBuilder();
    new MartQuery(
            home.published(),
            "FROM %s SELECT count(*) WHERE %s".formatted(mart, where),
            QueryFormat.CSV,
            Optional.empty())
        .run(out);
    return Integer.parseInt(out.toString().lines().toList().get(1));
  }

  /**
   * Asserts the same of what was reported of the window 1m for all accounts when a month closed.
   *
   * @return how many rows were traced
   */
  public static int assertReportedAddUp(Home home, Catalogue catalogue, YearMonth month) {
    MetricTracer tracer = new MetricTracer(home, catalogue, Optional.empty());
    int traced = 0;
    for (SqlModel metric : catalogue.where(Contract::isMetric)) {
      String reported =
          "metric = '%s' AND period = DATE '%s' AND \"window\" = '1m' AND dimension = 'all'"
              .formatted(metric.name(), month.atDay(1));
      boolean isFrozen =
          metric.contract().trace().orElseThrow().leaves().stream()
              .map(it -> catalogue.model(it.table()).contract().fromMarts().orElseThrow())
              .allMatch(it -> it.isOfClosedMonth());
      if (isFrozen && rows(home, "reported_metric_values", reported) > 0) {
        MetricTrace trace = tracer.reported(metric.name(), month, "1m", "all");
        assertThat(trace.addsUp()).as("%s: %s", metric.name(), trace.totals()).isTrue();
        assertThat(trace.leaves()).as(metric.name()).isNotNull();
        traced++;
      }
    }
    System.out.printf("%d rows reported of %s traced%n", traced, month);
    return traced;
  }
}
