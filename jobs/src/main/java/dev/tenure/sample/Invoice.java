package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A period's bill.
 *
 * @param created epoch seconds
 * @param periodEnd epoch seconds
 */
record Invoice(
    String id,
    String subscriptionId,
    String customerId,
    List<Item> items,
    long created,
    long periodEnd,
    boolean isPaid) {
  Invoice {
    requireNonNull(id, "id is null");
    requireNonNull(subscriptionId, "subscriptionId is null");
    requireNonNull(customerId, "customerId is null");
    items = List.copyOf(items);
  }

  Invoice paid() {
    return new Invoice(id, subscriptionId, customerId, items, created, periodEnd, true);
  }
}
