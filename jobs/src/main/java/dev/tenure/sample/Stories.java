package dev.tenure.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/** The script's stories, each about one subscription. */
final class Stories {
  private final Deals deals;

  Stories(Deals deals) {
    this.deals = deals;
  }

  /** Plans a story's scenes from a day on. */
  void play(Story story, Life life, Subscription it, LocalDate day) {
    switch (story) {
      case SEATS -> {
        life.plan(day, today -> deals.changeSeats(life, it, today, 5));
        life.plan(day.plusDays(20), today -> deals.changeSeats(life, it, today, -2));
      }
      case PLAN -> {
        life.plan(day, today -> deals.changePlan(life, it, today, 1));
        life.plan(day.plusDays(25), today -> deals.changePlan(life, it, today, -1));
      }
      case SWAP -> life.plan(day, today -> deals.swap(life, it, today));
      case OWED_SHORTLY -> owe(life, it, day, 12, today -> recover(life, it, today));
      case NEVER_PAID -> owe(life, it, day, 21, today -> deals.markUnpaid(life, it, today));
      case CANCELED_UNPAID ->
          owe(life, it, day, 24, today -> deals.cancel(life, it, today, Departure.PAYMENT_FAILED));
      case CANCELED_NOW ->
          life.plan(day, today -> deals.cancel(life, it, today, deals.reason(life)));
      case CANCELED_LATER -> life.plan(day, today -> requestEnd(life, it, today));
      case WITHDRAWN -> life.plan(day, today -> requestAndWithdraw(life, it, today));
      case DELETED -> life.plan(day, today -> deals.delete(life, it, today));
      case BUSY_DAY -> life.plan(day, today -> workHard(life, it, today));
      case PAUSED -> {
        life.plan(day, today -> deals.pause(life, it, today));
        life.plan(day.plusDays(40), today -> deals.resume(life, it, today));
      }
      case PAUSED_FOR_LONG -> {
        life.plan(day, today -> deals.pause(life, it, today));
        life.plan(
            day.plusDays(SubscriptionLevels.PAUSE_DAYS), today -> deals.lapse(life, it, today));
      }
      case DISCOUNTED -> {
        life.plan(day, today -> deals.discount(life, it, today, OptionalInt.empty()));
        life.plan(day.plusDays(30), today -> deals.endDiscount(life, it, today));
      }
      case DISCOUNTED_FOR_MONTHS ->
          life.plan(day, today -> deals.discount(life, it, today, OptionalInt.of(2)));
      case CONVERTING_TRIAL, LAPSING_TRIAL ->
          throw new IllegalArgumentException(story + " begins with a trial");
    }
  }

  /** Begins a trial that converts or lapses. */
  void tryOut(Life life, BillingSystem system, LocalDate day, List<Deals.Line> lines, Story story) {
    Subscription trial = deals.beginTrial(life, system, day, lines, 14);
    if (story == Story.LAPSING_TRIAL) {
      life.plan(
          day.plusDays(5), today -> deals.requestEnd(life, trial, today, Departure.LOW_USAGE));
    }
  }

  /** Owes for longer than MRR is kept, and pays then. */
  void oweForLong(Life life, Subscription it, LocalDate day) {
    int days = life.dice().between(37, 48);
    owe(life, it, day, days, today -> deals.pay(life, it, today, Feature.PAST_DUE_REACTIVATED));
  }

  /** Enters late that one subscription began, and a week later that another one had ended. */
  void correct(Life life, BillingSystem system, List<Deals.Line> lines, LocalDate from, int time) {
    Subscription first = deals.begin(life, system, from.minusDays(200L + time), lines);
    LocalDate began = from.plusDays(35 + 3L * time);
    LocalDate ended = from.plusDays(50 + 3L * time);
    life.plan(from.plusDays(100), day -> deals.enterLate(life, system, began, day, lines));
    life.plan(from.plusDays(107), day -> deals.endLate(life, first, ended, day));
  }

  /** Pays for long before anybody tells whose customer it is. */
  void linkLate(Life life, BillingSystem system, List<Deals.Line> lines, LocalDate from, int time) {
    deals.begin(life, system, from.minusDays(200L + time), lines);
    life.plan(from.plusDays(107), day -> deals.linkLate(life));
  }

  private void owe(Life life, Subscription it, LocalDate day, int days, Act then) {
    life.plan(day, today -> deals.failPayment(life, it, today));
    life.plan(day.plusDays(days), then);
  }

  private void recover(Life life, Subscription it, LocalDate day) {
    deals.pay(life, it, day, Feature.PAST_DUE_RECOVERED);
  }

  private void requestEnd(Life life, Subscription it, LocalDate day) {
    deals.requestEnd(life, it, day, deals.reason(life));
  }

  /** Flags the end, early in a period, and takes it back long before the period ends. */
  private void requestAndWithdraw(Life life, Subscription it, LocalDate day) {
    if (day.isAfter(it.periodEnd().minusDays(12))) {
      life.plan(it.periodEnd().plusDays(1), today -> requestAndWithdraw(life, it, today));
      return;
    }
    requestEnd(life, it, day);
    life.plan(day.plusDays(4), today -> deals.withdrawEnd(it));
  }

  /** More seats here, fewer there, on one day. */
  private void workHard(Life life, Subscription it, LocalDate day) {
    deals.changeSeats(life, it, day, 3);
    life.subscriptions().stream()
        .filter(other -> other != it && other.status() == SubscriptionStatus.ACTIVE)
        .filter(other -> other.discount().isEmpty() && !other.isPaused())
        .findFirst()
        .ifPresentOrElse(
            other -> deals.changeSeats(life, other, day, -1),
            () -> deals.changePlan(life, it, day, 1));
  }
}
