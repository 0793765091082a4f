package dev.tenure.sample;

/** The generation of Stripe's API that a billing account answers with. */
enum StripeShape {
  /** Periods on the items, prices only, invoices that name their subscription under parent. */
  PERIODS_ON_ITEMS,
  /** Periods on the subscription, and a legacy plan beside each item's price. */
  PERIODS_ON_SUBSCRIPTION
}
