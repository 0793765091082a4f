package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a line of an invoice bills.
 *
 * @param amount in minor units; a credit is negative
 * @param discount what of it is taken off, in minor units
 * @param start epoch seconds, with which its service period begins
 * @param end epoch seconds, before which it ends
 */
record InvoiceLine(Kind kind, Item item, long amount, long discount, long start, long end) {
  /** A period in advance, the rest of one after a change, or something once. */
  enum Kind {
    PERIOD,
    PRORATION,
    ONCE
  }

  InvoiceLine {
    requireNonNull(kind, "kind is null");
    requireNonNull(item, "item is null");
  }

  /** The period that the subscription is in. */
  static InvoiceLine period(Subscription subscription, Item item, long billedAt) {
    int percentOff =
        subscription.discount().filter(it -> it.holdsAt(billedAt)).map(Discount::percent).orElse(0);
    long gross = rounded(whole(item));
    BigDecimal share = BigDecimal.valueOf(100L - percentOff).movePointLeft(2);
    return new InvoiceLine(
        Kind.PERIOD,
        item,
        gross,
        gross - rounded(whole(item).multiply(share)),
        subscription.periodStartEpoch(),
        subscription.periodEndEpoch());
  }

  /** The rest of the period for an item, to the second. */
  static InvoiceLine charge(Subscription subscription, Item item, long from) {
    long end = subscription.periodEndEpoch();
    BigDecimal rest = BigDecimal.valueOf(end - from);
    BigDecimal all = BigDecimal.valueOf(end - subscription.periodStartEpoch());
    long amount = whole(item).multiply(rest).divide(all, 0, RoundingMode.HALF_UP).longValueExact();
    return new InvoiceLine(Kind.PRORATION, item, amount, 0, from, end);
  }

  /** What the rest of the period had cost. */
  static InvoiceLine credit(Subscription subscription, Item item, long from) {
    InvoiceLine charge = charge(subscription, item, from);
    return new InvoiceLine(Kind.PRORATION, item, -charge.amount, 0, from, charge.end);
  }

  /** A service that is rendered once. */
  static InvoiceLine once(Item item, long amount, long at) {
    return new InvoiceLine(Kind.ONCE, item, amount, 0, at, at);
  }

  private static BigDecimal whole(Item item) {
    return item.price().minorUnits().multiply(BigDecimal.valueOf(item.quantity()));
  }

  private static long rounded(BigDecimal amount) {
    return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
