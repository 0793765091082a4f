package dev.tenure.sample;

/** What is told late of an account, so that months may change that were closed. */
enum Correction {
  /** It began long before it was entered. */
  LATE_FACT("late_fact", Feature.BEGUN_IN_THE_PAST),
  /** It ended long before anybody said so. */
  BACKDATED_CHANGE("backdated_change", Feature.ENDED_IN_THE_PAST),
  /** Nobody knew whose customer it was. */
  LINK_CHANGE("link_change", Feature.LINKED_LATE);

  private final String reason;
  private final Feature feature;

  Correction(String reason, Feature feature) {
    this.reason = reason;
    this.feature = feature;
  }

  /** Why a number is told anew. */
  String reason() {
    return reason;
  }

  Feature feature() {
    return feature;
  }
}
