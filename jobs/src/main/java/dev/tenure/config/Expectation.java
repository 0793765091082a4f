package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What is expected of a source's extracts.
 *
 * @param deliversEvery days between two extracts; what is older than that is stale
 * @param holdAbove the share of living records, 0 to 1, of which more may not end in one extract;
 *     the source is held at its last good extract otherwise
 * @param ready what a night waits for; nothing where it reads what is there
 */
public record Expectation(int deliversEvery, double holdAbove, Optional<Ready> ready) {
  /** An extract every day, a fifth of the records, and no waiting. */
  public static final Expectation USUAL = new Expectation(1, 0.2, Optional.empty());

  public Expectation {
    if (deliversEvery < 1) {
      throw new IllegalArgumentException("deliversEvery is less than 1: " + deliversEvery);
    }
    if (!(holdAbove > 0 && holdAbove <= 1)) {
      throw new IllegalArgumentException("holdAbove is no share: " + holdAbove);
    }
    requireNonNull(ready, "ready is null");
  }
}
