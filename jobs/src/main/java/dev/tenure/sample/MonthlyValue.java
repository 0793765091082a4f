package dev.tenure.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The MRR of one item, exact until it is rounded once, half up, to six decimals. */
final class MonthlyValue {
  private static final int DECIMALS = 6;

  private MonthlyValue() {}

  /**
   * The monthly value of an item in the reporting currency.
   *
   * @param rate units of the reporting currency for one unit of the item's
   */
  static BigDecimal of(BigDecimal unitAmount, long quantity, Term term, BigDecimal rate) {
    BigDecimal perTerm = unitAmount.multiply(BigDecimal.valueOf(quantity)).multiply(rate);
    return switch (term) {
      case DAY -> over(perTerm.multiply(BigDecimal.valueOf(365)), 12);
      case WEEK -> over(perTerm.multiply(BigDecimal.valueOf(52)), 12);
      case MONTH, QUARTER, HALF_YEAR -> over(perTerm, term.count());
      case YEAR, TWO_YEARS -> over(perTerm, 12L * term.count());
    };
  }

  private static BigDecimal over(BigDecimal amount, long months) {
    return amount.divide(BigDecimal.valueOf(months), DECIMALS, RoundingMode.HALF_UP);
  }
}
