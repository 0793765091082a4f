package dev.tenure.asof;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * The day that a computation speaks of, and the last extract_date that it may know of (inclusive).
 *
 * @param ratesOn the day whose fiscal year's plan rates convert money: the date itself, or for a
 *     closed month a day of the month
 */
public record AsOf(LocalDate date, LocalDate knownOn, LocalDate ratesOn) {
  public AsOf {
    requireNonNull(date, "date is null");
    requireNonNull(knownOn, "knownOn is null");
    requireNonNull(ratesOn, "ratesOn is null");
  }

  public AsOf(LocalDate date, LocalDate knownOn) {
    this(date, knownOn, date);
  }

  /** As a night sees it: what was known on the day itself. */
  public static AsOf night(LocalDate date) {
    return new AsOf(date, date);
  }

  /** The same at the plan rates of another day's fiscal year. */
  public AsOf atRatesOn(LocalDate day) {
    return new AsOf(date, knownOn, day);
  }
}
