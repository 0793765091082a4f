package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * A percentage off a whole subscription.
 *
 * @param months for how long; empty for ever
 * @param start when it began, in seconds
 * @param end when it ends, in seconds, or null
 */
record Discount(String id, int percent, OptionalInt months, long start, Long end) {
  Discount {
    requireNonNull(id, "id is null");
    requireNonNull(months, "months is null");
  }

  boolean holdsAt(long second) {
    return start <= second && (end == null || second < end);
  }

  boolean isForEver() {
    return months.isEmpty();
  }
}
