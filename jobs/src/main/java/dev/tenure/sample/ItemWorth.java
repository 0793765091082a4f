package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What one item of a subscription is worth while it earns.
 *
 * @param plan the product's name
 * @param monthly in the reporting currency
 */
record ItemWorth(String id, String plan, String family, int quantity, BigDecimal monthly) {
  ItemWorth {
    requireNonNull(id, "id is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(family, "family is null");
    requireNonNull(monthly, "monthly is null");
  }
}
