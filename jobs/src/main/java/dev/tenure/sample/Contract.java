package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An agreement about a subscription, as the CRM holds it.
 *
 * @param namesSubscription whether the paper names the subscription; else only a family of products
 * @param months how long a term is
 * @param isAuto whether it goes on for another term by itself
 * @param monthly what it says that a month is worth, in the subscription's currency
 * @param renewal which contract it renews, if any
 * @param noticeDay the day on which the customer told that it will not go on
 * @param endedDay the first day without it, if it was terminated
 */
record Contract(
    String id,
    String accountId,
    Subscription subscription,
    boolean namesSubscription,
    LocalDate startDay,
    int months,
    boolean isAuto,
    BigDecimal monthly,
    LocalDate signedDay,
    Optional<Renewal> renewal,
    Optional<LocalDate> noticeDay,
    Optional<LocalDate> endedDay) {
  /** Notice is to be given so many days before a term ends. */
  static final int NOTICE_DAYS = 60;

  /** The family of products of those that name no subscription. */
  static final String FAMILY = "platform";

  Contract {
    requireNonNull(id, "id is null");
    requireNonNull(accountId, "accountId is null");
    requireNonNull(subscription, "subscription is null");
    requireNonNull(startDay, "startDay is null");
    requireNonNull(monthly, "monthly is null");
    requireNonNull(signedDay, "signedDay is null");
    requireNonNull(renewal, "renewal is null");
    requireNonNull(noticeDay, "noticeDay is null");
    requireNonNull(endedDay, "endedDay is null");
  }

  String currency() {
    return subscription.mainItem().price().currency();
  }

  /** The first day of a term; the first is number 0. */
  LocalDate termStart(int number) {
    return startDay.plusMonths((long) number * months);
  }

  /** The last day of the first term. */
  LocalDate lastDay() {
    return termStart(1).minusDays(1);
  }

  /** Whether a term runs on a day, however often it has renewed itself. */
  boolean runsOn(LocalDate day) {
    return endedDay.isEmpty() && !day.isBefore(startDay) && (isAuto || !day.isAfter(lastDay()));
  }

  Contract withNotice(LocalDate day) {
    return with(Optional.of(day), endedDay);
  }

  Contract withEnd(LocalDate day) {
    return with(noticeDay, Optional.of(day));
  }

  private Contract with(Optional<LocalDate> notice, Optional<LocalDate> ended) {
    return new Contract(
        id,
        accountId,
        subscription,
        namesSubscription,
        startDay,
        months,
        isAuto,
        monthly,
        signedDay,
        renewal,
        notice,
        ended);
  }

  /**
   * What a contract renews.
   *
   * @param timing when it was signed, as its story has it
   */
  record Renewal(String contractId, Timing timing) {
    Renewal {
      requireNonNull(contractId, "contractId is null");
      requireNonNull(timing, "timing is null");
    }
  }

  /** When a renewal is signed, seen from the last day of what it renews. */
  enum Timing {
    /** More than 30 days before. */
    EARLY("early", Feature.CONTRACT_RENEWED_EARLY),
    /** From 30 days before to the day itself. */
    ON_TIME("on_time", Feature.CONTRACT_RENEWED_ON_TIME),
    /** Up to 30 days after. */
    LATE("late", Feature.CONTRACT_RENEWED_LATE);

    private final String word;
    private final Feature feature;

    Timing(String word, Feature feature) {
      this.word = word;
      this.feature = feature;
    }

    String word() {
      return word;
    }

    Feature feature() {
      return feature;
    }

    /** A day on which to sign. */
    LocalDate signingDay(LocalDate lastDay, Dice dice) {
      return switch (this) {
        case EARLY -> lastDay.minusDays(dice.between(31, 60));
        case ON_TIME -> lastDay.minusDays(dice.between(0, 30));
        case LATE -> lastDay.plusDays(dice.between(1, 30));
      };
    }
  }
}
