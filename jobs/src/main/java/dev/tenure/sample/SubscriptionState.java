package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What an extract shows of a subscription, as far as its MRR depends on it.
 *
 * @param endDay the first day without it: when it ended, else when it is set to end
 * @param items what it is worth while it earns
 */
record SubscriptionState(
    SubscriptionStatus status,
    LocalDate startDay,
    Optional<LocalDate> trialEnd,
    Optional<LocalDate> endDay,
    List<ItemWorth> items,
    boolean isPaused,
    boolean isDeleted) {
  SubscriptionState {
    requireNonNull(status, "status is null");
    requireNonNull(startDay, "startDay is null");
    requireNonNull(trialEnd, "trialEnd is null");
    requireNonNull(endDay, "endDay is null");
    items = List.copyOf(items);
  }

  /** The first day on which it can earn. */
  LocalDate firstPaidDay() {
    return trialEnd.orElse(startDay);
  }

  /** Whether its status earns; a canceled one earned until it ended. */
  boolean earns() {
    return !isDeleted
        && switch (status) {
          case ACTIVE, PAST_DUE, CANCELED -> true;
          case TRIALING, UNPAID -> false;
        };
  }
}
