package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What one item of a subscription is worth while it earns or is paused.
 *
 * @param plan the product's name
 * @param percentOff what is taken off for ever
 */
record ItemWorth(
    String id,
    String plan,
    String family,
    int quantity,
    PriceWorth price,
    int percentOff,
    boolean isPaused) {
  ItemWorth {
    requireNonNull(id, "id is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(family, "family is null");
    requireNonNull(price, "price is null");
  }

  /** Per month in the reporting currency. */
  BigDecimal monthly() {
    return price.monthly(quantity, percentOff);
  }

  /** Per year in the reporting currency. */
  BigDecimal annual() {
    return price.annual(quantity, percentOff);
  }

  /** What of it is paused. */
  BigDecimal paused() {
    return isPaused ? monthly() : BigDecimal.ZERO;
  }

  ItemWorth asPaused() {
    return new ItemWorth(id, plan, family, quantity, price, percentOff, true);
  }
}
