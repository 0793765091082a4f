package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/** An item of a subscription on a day. */
public record LedgerItem(String source, String subscriptionId, String itemId, LocalDate day) {
  public LedgerItem {
    requireNonNull(source, "source is null");
    requireNonNull(subscriptionId, "subscriptionId is null");
    requireNonNull(itemId, "itemId is null");
    requireNonNull(day, "day is null");
  }
}
