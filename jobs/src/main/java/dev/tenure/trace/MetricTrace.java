package dev.tenure.trace;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * A row of metric_values and what each account adds to it.
 *
 * @param window the span of the metric: 1m, 3m or 12m
 * @param dimension as {@code segment=Enterprise}, or {@code all}
 * @param value the published value, empty where there is none
 * @param numerator as published
 * @param denominator as published; 0 for a metric that divides by nothing
 * @param shares the accounts that add something, the largest numerators first
 */
public record MetricTrace(
    String metric,
    YearMonth month,
    String window,
    String dimension,
    LocalDate asOfDate,
    String runId,
    String value,
    BigDecimal numerator,
    BigDecimal denominator,
    List<Share> shares) {
  public MetricTrace {
    requireNonNull(metric, "metric is null");
    requireNonNull(month, "month is null");
    requireNonNull(window, "window is null");
    requireNonNull(dimension, "dimension is null");
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(value, "value is null");
    requireNonNull(numerator, "numerator is null");
    requireNonNull(denominator, "denominator is null");
    shares = List.copyOf(shares);
  }

  /** What an account adds. */
  public record Share(String account, BigDecimal numerator, BigDecimal denominator) {}

  public BigDecimal numerators() {
    return shares.stream().map(Share::numerator).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public BigDecimal denominators() {
    return shares.stream().map(Share::denominator).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether the accounts come to both published numbers, to the last digit. */
  public boolean addsUp() {
    return numerators().compareTo(numerator) == 0 && denominators().compareTo(denominator) == 0;
  }
}
