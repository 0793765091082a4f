package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A bill.
 *
 * @param reason why it was made, in Stripe's word
 * @param created epoch seconds
 * @param settled epoch seconds, when it was paid, made void or given up; it is settled or not by
 *     its status
 */
record Invoice(
    String id,
    String subscriptionId,
    String customerId,
    String reason,
    List<InvoiceLine> lines,
    long created,
    InvoiceStatus status,
    long settled) {
  Invoice {
    requireNonNull(id, "id is null");
    requireNonNull(subscriptionId, "subscriptionId is null");
    requireNonNull(customerId, "customerId is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(status, "status is null");
    lines = List.copyOf(lines);
  }

  Invoice settled(InvoiceStatus next, long at) {
    return new Invoice(id, subscriptionId, customerId, reason, lines, created, next, at);
  }

  long total() {
    return lines.stream().mapToLong(it -> it.amount() - it.discount()).sum();
  }
}
