package dev.tenure.sample;

import java.util.Locale;

/** Stripe's statuses, as far as the company's subscriptions reach them. */
enum SubscriptionStatus {
  TRIALING,
  ACTIVE,
  PAST_DUE,
  UNPAID,
  CANCELED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
