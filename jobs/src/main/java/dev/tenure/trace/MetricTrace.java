package dev.tenure.trace;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of metric_values, or of reported_metric_values, and what it is made of.
 *
 * @param window the span of the metric, such as 12m
 * @param dimension as {@code segment=Enterprise}, or {@code all}
 * @param place the mart that holds it, and of a reported one the day on which it was closed
 * @param asOfDate the night that was read
 * @param runId the run that computed it
 * @param definition the hash of what defined the metric in that run; empty where it is not known
 * @param status why there is no value; ok where there is one
 * @param parts what the leaves add up to, by name, beside the numbers themselves
 * @param totals numerator, denominator and value, as far as the metric has them
 * @param leaves the rows of the ledger behind it, the largest first
 */
public record MetricTrace(
    String metric,
    YearMonth month,
    String window,
    String dimension,
    String place,
    LocalDate asOfDate,
    String runId,
    Optional<String> definition,
    String status,
    Map<String, BigDecimal> parts,
    List<Total> totals,
    List<MetricLeaf> leaves) {
  public MetricTrace {
    requireNonNull(metric, "metric is null");
    requireNonNull(month, "month is null");
    requireNonNull(window, "window is null");
    requireNonNull(dimension, "dimension is null");
    requireNonNull(place, "place is null");
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(definition, "definition is null");
    requireNonNull(status, "status is null");
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    totals = List.copyOf(totals);
    leaves = List.copyOf(leaves);
  }

  /**
   * A row that adds something.
   *
   * @param table the table whose rows they are
   * @param name an account, a customer, a term of a contract, a churn or a cost
   * @param account whose it is, if anybody's
   * @param amounts what it adds to each part
   */
  public record MetricLeaf(
      String table, String name, Optional<String> account, Map<String, BigDecimal> amounts) {
    public MetricLeaf {
      requireNonNull(table, "table is null");
      requireNonNull(name, "name is null");
      requireNonNull(account, "account is null");
      amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
    }
  }

  /**
   * A published number and what the leaves come to.
   *
   * @param published empty where there is none, for the reason that the status tells
   * @param sum empty where the parts come to nothing, as by a division by 0
   * @param isSum whether it is the leaves' sum, to the last digit; else it comes from their sums
   */
  public record Total(
      String name, Optional<BigDecimal> published, Optional<BigDecimal> sum, boolean isSum) {
    /** The digits to which a quotient or power of sums is compared. */
    private static final BigDecimal NEARLY = new BigDecimal("1e-8");

    public Total {
      requireNonNull(name, "name is null");
      requireNonNull(published, "published is null");
      requireNonNull(sum, "sum is null");
    }

    /** Whether it is what was published; what was not cannot be wrong. */
    public boolean addsUp() {
      return published.isEmpty() || sum.filter(this::isPublished).isPresent();
    }

    private boolean isPublished(BigDecimal found) {
      BigDecimal told = published.orElseThrow();
      BigDecimal allowed =
          isSum ? BigDecimal.ZERO : NEARLY.multiply(told.abs().max(BigDecimal.ONE));
      return found.subtract(told).abs().compareTo(allowed) <= 0;
    }
  }

  /** Whether the leaves come to all published numbers. */
  public boolean addsUp() {
    return totals.stream().allMatch(Total::addsUp);
  }
}
