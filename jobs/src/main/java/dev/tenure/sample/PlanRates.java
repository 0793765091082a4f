package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What a euro is worth in dollars: planned for a fiscal year, and on the spot in a month. */
final class PlanRates {
  private final long seed;

  PlanRates(long seed) {
    this.seed = seed;
  }

  /** Dollars for one unit of the currency in the fiscal (calendar) year that holds the day. */
  BigDecimal plan(String currency, LocalDate day) {
    if (currency.equals("USD")) {
      return BigDecimal.ONE;
    }
    int basisPoints = Dice.of(seed, "plan rate", day.getYear()).between(10_200, 11_800);
    return BigDecimal.valueOf(basisPoints, 4);
  }

  /** Dollars for one euro at the first of the month that holds the day. */
  BigDecimal spot(LocalDate day) {
    long month = day.getYear() * 12L + day.getMonthValue();
    int drift = Dice.of(seed, "spot rate", month).between(-300, 300);
    return plan("EUR", day).add(BigDecimal.valueOf(drift, 4));
  }
}
