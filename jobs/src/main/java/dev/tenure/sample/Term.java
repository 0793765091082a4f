package dev.tenure.sample;

import java.time.LocalDate;

/** The billing intervals on sale. */
enum Term {
  DAY("day", 1, Feature.INTERVAL_DAY),
  WEEK("week", 1, Feature.INTERVAL_WEEK),
  MONTH("month", 1, Feature.INTERVAL_MONTH),
  QUARTER("month", 3, Feature.INTERVAL_QUARTER),
  HALF_YEAR("month", 6, Feature.INTERVAL_HALF_YEAR),
  YEAR("year", 1, Feature.INTERVAL_YEAR),
  TWO_YEARS("year", 2, Feature.INTERVAL_TWO_YEARS);

  private final String interval;
  private final int count;
  private final Feature feature;

  Term(String interval, int count, Feature feature) {
    this.interval = interval;
    this.count = count;
    this.feature = feature;
  }

  /** Stripe's word: day, week, month or year. */
  String interval() {
    return interval;
  }

  int count() {
    return count;
  }

  Feature feature() {
    return feature;
  }

  /** The day on which the period of this number begins, the first being 0. */
  LocalDate start(LocalDate anchor, long period) {
    return switch (this) {
      case DAY -> anchor.plusDays(period);
      case WEEK -> anchor.plusWeeks(period);
      case MONTH, QUARTER, HALF_YEAR -> anchor.plusMonths(period * count);
      case YEAR, TWO_YEARS -> anchor.plusYears(period * count);
    };
  }
}
