package dev.tenure.sample;

/** What can befall a subscription in the script. */
enum Story {
  SEATS,
  PLAN,
  SWAP,
  CONVERTING_TRIAL,
  LAPSING_TRIAL,
  OWED_SHORTLY,
  NEVER_PAID,
  CANCELED_UNPAID,
  CANCELED_NOW,
  CANCELED_LATER,
  WITHDRAWN,
  DELETED,
  BUSY_DAY,
  PAUSED,
  PAUSED_FOR_LONG,
  DISCOUNTED,
  DISCOUNTED_FOR_MONTHS;

  boolean isTrial() {
    return this == CONVERTING_TRIAL || this == LAPSING_TRIAL;
  }

  /** Whether a period must end within the script. */
  boolean needsShortTerm() {
    return this == CANCELED_LATER || this == WITHDRAWN;
  }
}
