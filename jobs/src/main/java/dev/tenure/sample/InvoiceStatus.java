package dev.tenure.sample;

import java.util.Locale;

/** How an invoice stands. */
enum InvoiceStatus {
  DRAFT,
  OPEN,
  PAID,
  UNCOLLECTIBLE,
  VOID;

  /** Stripe's word. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
