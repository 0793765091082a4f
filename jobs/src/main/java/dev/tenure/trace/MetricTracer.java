package dev.tenure.trace;

import static dev.tenure.publish.NightMarts.literal;

import dev.tenure.Errors;
import dev.tenure.publish.NightMarts.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Explains rows of metric_values by the accounts behind them, computed anew from account_months.
 */
public final class MetricTracer {
  private static final String ALL = "all";
  private static final Map<String, Parts> METRICS = metrics();

  private final TracedNight night;

  /**
   * @param published the folder that readers know
   * @param asOf a past night; the newest one when empty
   * @throws dev.tenure.TenureException with exit code 2 if the night was not published
   */
  public MetricTracer(Path published, Optional<LocalDate> asOf) {
    this.night = TracedNight.of(published, asOf);
  }

  /** What an account adds to a metric, of its MRR at both ends of the window and in between. */
  private record Parts(String numerator, String denominator) {}

  private static Map<String, Parts> metrics() {
    Map<String, Parts> metrics = new TreeMap<>();
    metrics.put("mrr", new Parts("closing", "0"));
    metrics.put("paying_accounts", new Parts("IF(closing > 0, 1, 0)", "0"));
    metrics.put("arpa", new Parts("closing", "IF(closing > 0, 1, 0)"));
    metrics.put("gross_revenue_retention", new Parts("least(opening, closing)", "opening"));
    metrics.put("net_revenue_retention", new Parts("IF(opening > 0, closing, 0)", "opening"));
    metrics.put("expansion_rate", new Parts("expansion", "opening"));
    metrics.put("contraction_rate", new Parts("-contraction", "opening"));
    return metrics;
  }

  /**
   * What each account adds to a metric of a month.
   *
   * @param window 1m, 3m or 12m
   * @param dimension as {@code segment=Enterprise}; {@code all} for all accounts
   * @throws dev.tenure.TenureException with exit code 2 if the metric cannot be traced or the night
   *     has no such row
   */
  public MetricTrace metric(String metric, YearMonth month, String window, String dimension) {
    Parts parts = METRICS.get(metric);
    if (parts == null) {
      throw Errors.untraceableMetric(metric, METRICS.keySet());
    }
    String[] named = dimension.equals(ALL) ? new String[] {ALL, ALL} : dimension.split("=", 2);
    String value = named.length < 2 ? "" : named[1];
    List<Row> rows =
        night
            .marts()
            .rows(
                "FROM metric_values SELECT numerator, denominator, value WHERE metric = %s AND period = DATE '%s' AND \"window\" = %s AND dimension = %s AND dimension_value = %s"
                    .formatted(
                        literal(metric),
                        month.atDay(1),
                        literal(window),
                        literal(named[0]),
                        literal(value)));
    if (rows.isEmpty() || named[0].equals("plan")) {
      throw Errors.noMetricRow(metric, month, window, dimension, night.asOfDate());
    }
    List<MetricTrace.Share> shares =
        night.marts().rows(shares(parts, month, months(window), accounts(named[0], value))).stream()
            .map(
                row ->
                    new MetricTrace.Share(
                        row.text("account_id"), row.amount("numerator"), row.amount("denominator")))
            .toList();
    Row row = rows.get(0);
    return new MetricTrace(
        metric,
        month,
        window,
        dimension,
        night.asOfDate(),
        night.runId(),
        row.text("value"),
        row.amount("numerator"),
        parts.denominator().equals("0") ? BigDecimal.ZERO : row.amount("denominator"),
        shares);
  }

  private static int months(String window) {
    return Integer.parseInt(window.substring(0, window.length() - 1));
  }

  /** The accounts of a value of a dimension: a column of accounts, unknown where it is empty. */
  private static String accounts(String dimension, String value) {
    return dimension.equals(ALL)
        ? "true"
        : "account_id IN (FROM accounts SELECT account_id WHERE coalesce(\"%s\", 'unknown') = %s)"
            .formatted(dimension.replace("\"", "\"\""), literal(value));
  }

  private static String shares(Parts parts, YearMonth month, int months, String accounts) {
    return """
        FROM (
          FROM account_months
          SELECT account_id,
            coalesce(sum(closing_mrr) FILTER (month = DATE '%1$s'), 0) AS closing,
            coalesce(sum(closing_mrr) FILTER (month = DATE '%2$s'), 0) AS opening,
            coalesce(sum(expansion_mrr) FILTER (month > DATE '%2$s' AND month <= DATE '%1$s'), 0) AS expansion,
            coalesce(sum(contraction_mrr) FILTER (month > DATE '%2$s' AND month <= DATE '%1$s'), 0) AS contraction
          WHERE %3$s
          GROUP BY account_id
        )
        SELECT account_id, %4$s AS numerator, %5$s AS denominator
        WHERE numerator <> 0 OR denominator <> 0
        ORDER BY numerator DESC, account_id
        """
        .formatted(
            month.atDay(1),
            month.minusMonths(months).atDay(1),
            accounts,
            parts.numerator(),
            parts.denominator());
  }
}
