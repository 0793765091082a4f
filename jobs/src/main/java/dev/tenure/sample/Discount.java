package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * A percentage off a whole subscription.
 *
 * @param months for how long; empty for ever
 * @param start when it began, in seconds
 */
record Discount(String id, int percent, OptionalInt months, long start) {
  Discount {
    requireNonNull(id, "id is null");
    requireNonNull(months, "months is null");
  }

  boolean isForEver() {
    return months.isEmpty();
  }
}
