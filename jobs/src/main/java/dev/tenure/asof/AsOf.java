package dev.tenure.asof;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * The day that a computation speaks of, and the last extract_date that it may know of (inclusive).
 */
public record AsOf(LocalDate date, LocalDate knownOn) {
  public AsOf {
    requireNonNull(date, "date is null");
    requireNonNull(knownOn, "knownOn is null");
  }

  /** As a night sees it: what was known on the day itself. */
  public static AsOf night(LocalDate date) {
    return new AsOf(date, date);
  }
}
