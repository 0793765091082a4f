package dev.tenure.sample;

/** Why a subscription ends. */
enum Departure {
  TOO_EXPENSIVE("voluntary", "too_expensive", "cancellation_requested"),
  MISSING_FEATURES("voluntary", "missing_features", "cancellation_requested"),
  LOW_USAGE("voluntary", "unused", "cancellation_requested"),
  POOR_SUPPORT("voluntary", "customer_service", "cancellation_requested"),
  SWITCHED("voluntary", "switched_service", "cancellation_requested"),
  PAYMENT_FAILED("involuntary", null, "payment_failed"),
  PAUSE_LAPSED("unknown", null, null),
  RECORD_DELETED("unknown", null, null);

  private final String kind;
  private final String feedback;
  private final String stripeReason;

  Departure(String kind, String feedback, String stripeReason) {
    this.kind = kind;
    this.feedback = feedback;
    this.stripeReason = stripeReason;
  }

  /** voluntary, involuntary or unknown. */
  String kind() {
    return kind;
  }

  /** The truth's reason: the customer's own, else what happened. */
  String reason() {
    if (feedback != null) {
      return feedback;
    }
    return switch (this) {
      case PAYMENT_FAILED -> "payment_failed";
      case PAUSE_LAPSED -> "pause";
      default -> "deleted";
    };
  }

  /** Stripe's {@code cancellation_details.feedback}, or null. */
  String feedback() {
    return feedback;
  }

  /** Stripe's {@code cancellation_details.reason}, or null. */
  String stripeReason() {
    return stripeReason;
  }
}
