package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A price in the reporting currency.
 *
 * @param unit for one unit and term, in the price's own currency
 * @param rate units of the reporting currency for one unit of the price's
 */
record PriceWorth(BigDecimal unit, Term term, BigDecimal rate) {
  PriceWorth {
    requireNonNull(unit, "unit is null");
    requireNonNull(term, "term is null");
    requireNonNull(rate, "rate is null");
  }

  /** What a quantity is worth per month, a percentage taken off for ever. */
  BigDecimal monthly(int quantity, int percentOff) {
    return MonthlyValue.of(left(percentOff), quantity, term, rate);
  }

  /** What a quantity is worth per year, rounded once as that of a month is. */
  BigDecimal annual(int quantity, int percentOff) {
    return MonthlyValue.of(left(percentOff), 12L * quantity, term, rate);
  }

  private BigDecimal left(int percentOff) {
    return unit.multiply(BigDecimal.valueOf(100L - percentOff)).movePointLeft(2);
  }
}
