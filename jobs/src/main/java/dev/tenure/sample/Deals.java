package dev.tenure.sample;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What can happen to a subscription. Every deed counts its features. */
final class Deals {
  private static final String CREATED = "subscription_create";

  private final LocalDate from;
  private final Crm crm;
  private final Customers customers;
  private final FeatureCounts features;
  private final Invoicing invoicing = new Invoicing();

  Deals(LocalDate from, Crm crm, Customers customers, FeatureCounts features) {
    this.from = from;
    this.crm = crm;
    this.customers = customers;
    this.features = features;
  }

  /** Begins a subscription that pays from its first day; one before the first day is history. */
  Subscription begin(Life life, BillingSystem system, LocalDate day, List<Line> lines) {
    Subscription subscription = begin(life, system, day, lines, null);
    moved(life, day);
    if (day.isBefore(from)) {
      subscription.runUntil(from.minusDays(1));
      invoicing.recall(life, subscription);
      features.count(Feature.HISTORY_ACTIVE);
    } else {
      invoicing.bill(life, subscription, day, CREATED, true);
    }
    return subscription;
  }

  /** Enters a subscription that has begun before this day, and bills it from its beginning. */
  Subscription enterLate(
      Life life, BillingSystem system, LocalDate began, LocalDate day, List<Line> lines) {
    Subscription subscription = begin(life, system, began, lines, null);
    invoicing.bill(life, subscription, day, CREATED, true);
    correct(subscription, Correction.LATE_FACT);
    moved(life, day);
    return subscription;
  }

  /** Ends a subscription as of a day before this one. */
  void endLate(Life life, Subscription subscription, LocalDate end, LocalDate day) {
    subscription.end(end, BusinessTime.secondOfDay(life.dice()), reason(life));
    correct(subscription, Correction.BACKDATED_CHANGE);
    ended(life, subscription, day);
  }

  /** Tells at last whose customers they are. */
  void linkLate(Life life) {
    customers.linkLate(life);
  }

  private void correct(Subscription subscription, Correction correction) {
    subscription.correct(correction);
    features.count(correction.feature());
  }

  /** Begins a subscription with a free trial of so many days. */
  Subscription beginTrial(
      Life life, BillingSystem system, LocalDate day, List<Line> lines, int trialDays) {
    return begin(life, system, day, lines, day.plusDays(trialDays));
  }

  /** A subscription that began and ended before the first day. */
  void recall(Life life, BillingSystem system, LocalDate day, List<Line> lines, LocalDate ended) {
    Subscription subscription = begin(life, system, day, lines, null);
    moved(life, day);
    subscription.runUntil(ended);
    subscription.end(ended, BusinessTime.secondOfDay(life.dice()), reason(life));
    life.end(subscription, ended);
    features.count(Feature.HISTORY_CANCELED);
  }

  /** What the calendar brings: the trial ends, the period turns, the flagged end comes. */
  void turn(Life life, Subscription subscription, LocalDate day, boolean isPaid) {
    if (subscription.endsWithPeriod()) {
      subscription.endWithPeriod();
      features.count(
          subscription.trialEnd().filter(day::equals).isPresent()
              ? Feature.TRIAL_LAPSED
              : Feature.CANCELED_AT_PERIOD_END);
      ended(life, subscription, day);
    } else if (subscription.status() == SubscriptionStatus.TRIALING) {
      subscription.convertTrial();
      features.count(Feature.TRIAL_CONVERTED);
      moved(life, day);
      invoicing.bill(life, subscription, day, CREATED, true);
    } else {
      subscription.renew();
      invoicing.bill(life, subscription, day, "subscription_cycle", isPaid);
    }
  }

  void changeSeats(Life life, Subscription subscription, LocalDate day, int by) {
    Item before = subscription.mainItem();
    int seats = Math.max(1, before.quantity() + by);
    if (seats != before.quantity()) {
      subscription.changeSeats(seats);
      invoicing.change(life, subscription, day, before);
      features.count(by > 0 ? Feature.SEATS_UP : Feature.SEATS_DOWN);
      moved(life, day);
    }
  }

  /** Moves the same item so many ranks up or down, if there is such a plan. */
  void changePlan(Life life, Subscription subscription, LocalDate day, int ranks) {
    Item before = subscription.mainItem();
    catalogue(subscription)
        .neighbour(before.price(), ranks)
        .ifPresent(
            price -> {
              subscription.changePrice(price);
              invoicing.change(life, subscription, day, before);
              features.count(ranks > 0 ? Feature.PLAN_UP : Feature.PLAN_DOWN);
              moved(life, day);
            });
  }

  /** Ends the subscription and begins another with another plan on the same day. */
  void swap(Life life, Subscription subscription, LocalDate day) {
    Item item = subscription.mainItem();
    int rank = item.price().product().rank() < 3 ? 3 : 2;
    Price price = catalogue(subscription).plan(rank, item.price().term());
    List<Line> lines = List.of(new Line(price, item.quantity()));
    Subscription next = begin(life, subscription.customer().system(), day, lines, null);
    invoicing.bill(life, next, day, CREATED, true);
    subscription.end(day, BusinessTime.secondOfDay(life.dice()), Departure.SWITCHED);
    features.count(Feature.PLAN_SWAP);
    ended(life, subscription, day);
  }

  void failPayment(Life life, Subscription subscription, LocalDate day) {
    subscription.become(SubscriptionStatus.PAST_DUE);
    invoicing.billOnce(life, subscription, day);
  }

  void pay(Life life, Subscription subscription, LocalDate day, Feature feature) {
    subscription.become(SubscriptionStatus.ACTIVE);
    invoicing.pay(subscription, day);
    features.count(feature);
    if (feature == Feature.PAST_DUE_REACTIVATED) {
      moved(life, day);
    }
  }

  void markUnpaid(Life life, Subscription subscription, LocalDate day) {
    subscription.become(SubscriptionStatus.UNPAID);
    features.count(Feature.PAST_DUE_UNPAID);
    moved(life, day);
  }

  /** Ends it now: on request, or because nobody pays. */
  void cancel(Life life, Subscription subscription, LocalDate day, Departure why) {
    features.count(
        why == Departure.PAYMENT_FAILED ? Feature.PAST_DUE_CANCELED : Feature.CANCELED_IMMEDIATELY);
    subscription.end(day, BusinessTime.secondOfDay(life.dice()), why);
    ended(life, subscription, day);
  }

  void pause(Life life, Subscription subscription, LocalDate day) {
    subscription.pause();
    features.count(Feature.PAUSED);
    moved(life, day);
  }

  void resume(Life life, Subscription subscription, LocalDate day) {
    subscription.resume();
    features.count(Feature.RESUMED);
    if (subscription.isLive()) {
      invoicing.bill(life, subscription, day, "subscription_update", true);
    }
    moved(life, day);
  }

  /** Nothing happens in the billing system: a pause that lasts too long is lost. */
  void lapse(Life life, Subscription subscription, LocalDate day) {
    if (subscription.isPaused() && subscription.isLive()) {
      features.count(Feature.PAUSE_LAPSED);
      moved(life, day);
    }
  }

  /** Takes a fifth off for ever, or half for some months. */
  void discount(Life life, Subscription subscription, LocalDate day, OptionalInt months) {
    int second = BusinessTime.secondOfDay(life.dice());
    Long end =
        months.isEmpty() ? null : BusinessTime.epoch(day.plusMonths(months.getAsInt()), second);
    subscription.discount(
        new Discount(
            "di_" + subscription.id().substring(4),
            months.isEmpty() ? 20 : 50,
            months,
            BusinessTime.epoch(day, second),
            end));
    if (months.isEmpty()) {
      features.count(Feature.DISCOUNT_FOR_EVER);
      moved(life, day);
    } else {
      features.count(Feature.DISCOUNT_LIMITED);
    }
  }

  void endDiscount(Life life, Subscription subscription, LocalDate day) {
    subscription.endDiscount();
    features.count(Feature.DISCOUNT_ENDED);
    moved(life, day);
  }

  void requestEnd(Life life, Subscription subscription, LocalDate day, Departure why) {
    subscription.requestEnd(day, BusinessTime.secondOfDay(life.dice()), why);
  }

  void withdrawEnd(Subscription subscription) {
    subscription.withdrawEnd();
    features.count(Feature.CANCELLATION_WITHDRAWN);
  }

  /** Deletes the record; only a tombstone tells of it. */
  void delete(Life life, Subscription subscription, LocalDate day) {
    subscription.delete();
    features.count(Feature.SUBSCRIPTION_TOMBSTONE);
    ended(life, subscription, day);
  }

  /** Deletes a customer, which ends all its subscriptions. */
  void delete(Life life, Customer customer, LocalDate day) {
    for (Subscription subscription : life.subscriptions()) {
      if (subscription.customer().equals(customer)) {
        subscription.end(day, BusinessTime.secondOfDay(life.dice()), Departure.RECORD_DELETED);
        ended(life, subscription, day);
      }
    }
    customers.delete(life, customer);
    features.count(Feature.CUSTOMER_TOMBSTONE);
  }

  /** Why an account of this health would leave. */
  Departure reason(Life life) {
    return life.dice().chance(1 - life.health())
        ? life.dice().pick(List.of(Departure.LOW_USAGE, Departure.POOR_SUPPORT))
        : life.dice()
            .pick(List.of(Departure.TOO_EXPENSIVE, Departure.MISSING_FEATURES, Departure.SWITCHED));
  }

  private Subscription begin(
      Life life, BillingSystem system, LocalDate day, List<Line> lines, LocalDate trialEnd) {
    int second = BusinessTime.secondOfDay(life.dice());
    Customer customer = customers.of(life, system, day, second);
    long number = life.nextSubscriptionNumber();
    List<Item> items = new ArrayList<>();
    for (Line line : lines) {
      String id = system.newId("si", number * 10 + items.size());
      items.add(new Item(id, line.price(), line.quantity()));
    }
    Subscription subscription =
        new Subscription(system.newId("sub", number), customer, day, second, items, trialEnd);
    countBeginning(life, subscription);
    life.begin(subscription, day);
    life.crmAccount().ifPresent(it -> crm.becomeCustomer(it, day));
    return subscription;
  }

  private void countBeginning(Life life, Subscription subscription) {
    features.count(subscription.term().feature());
    if (subscription.mainItem().quantity() > 1) {
      features.count(Feature.PER_SEAT);
    }
    if (subscription.items().size() > 1) {
      features.count(Feature.TWO_ITEMS);
    }
    if (life.hasSubscription()) {
      features.count(Feature.SEVERAL_SUBSCRIPTIONS);
    }
    boolean isBack = life.left().filter(it -> it.isBefore(subscription.startDay())).isPresent();
    if (isBack && life.hasPaid() && subscription.trialEnd().isEmpty()) {
      features.count(Feature.REACTIVATION);
    }
  }

  private void ended(Life life, Subscription subscription, LocalDate day) {
    invoicing.close(life, subscription, day);
    life.end(subscription, day);
    crm.contracts().end(subscription, day);
    if (subscription.trialEnd().filter(it -> !day.isAfter(it)).isPresent()) {
      return;
    }
    moved(life, day);
    boolean joinedThisMonth =
        life.joined().filter(it -> YearMonth.from(it).equals(YearMonth.from(day))).isPresent();
    if (joinedThisMonth && !life.hasSubscription() && subscription.trialEnd().isEmpty()) {
      features.count(Feature.JOIN_AND_LEAVE_IN_A_MONTH);
    }
  }

  private void moved(Life life, LocalDate day) {
    if (life.movesAgain(day)) {
      features.count(Feature.SEVERAL_MOVEMENTS_IN_A_DAY);
    }
  }

  private static Catalogue catalogue(Subscription subscription) {
    return subscription.customer().system().catalogue();
  }

  /** A price and a number of seats that somebody takes. */
  record Line(Price price, int quantity) {}
}
