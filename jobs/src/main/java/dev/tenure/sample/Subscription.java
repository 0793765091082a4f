package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as its billing system holds it now. Every change marks it for the next extract.
 */
final class Subscription {
  private final String id;
  private final Customer customer;
  private final LocalDate startDay;
  private final int secondOfDay;
  private final List<Item> items;
  private final LocalDate trialEnd;
  private SubscriptionStatus status;
  private LocalDate anchor;
  private long period;
  private LocalDate periodEnd;
  private boolean endsWithPeriod;
  private Long canceledAt;
  private Long endedAt;
  private LocalDate endedDay;
  private boolean isDeleted;
  private Departure departure;
  private boolean isPaused;
  private Discount discount;
  private Correction correction;

  /**
   * @param secondOfDay the local time of day at which it began and its periods turn
   * @param trialEnd the day on which the trial ends, or null
   */
  Subscription(
      String id,
      Customer customer,
      LocalDate startDay,
      int secondOfDay,
      List<Item> items,
      LocalDate trialEnd) {
    this.id = id;
    this.customer = customer;
    this.startDay = startDay;
    this.secondOfDay = secondOfDay;
    this.items = new ArrayList<>(items);
    this.trialEnd = trialEnd;
    this.status = trialEnd == null ? SubscriptionStatus.ACTIVE : SubscriptionStatus.TRIALING;
    this.anchor = startDay;
    this.periodEnd = trialEnd == null ? term().start(anchor, 1) : trialEnd;
    touch();
  }

  String id() {
    return id;
  }

  Customer customer() {
    return customer;
  }

  LocalDate startDay() {
    return startDay;
  }

  List<Item> items() {
    return List.copyOf(items);
  }

  Item mainItem() {
    return items.get(0);
  }

  Term term() {
    return items.get(0).price().term();
  }

  SubscriptionStatus status() {
    return status;
  }

  Optional<LocalDate> trialEnd() {
    return Optional.ofNullable(trialEnd);
  }

  Optional<LocalDate> endedDay() {
    return Optional.ofNullable(endedDay);
  }

  /** The first day without it, if it is set to end with its period. */
  Optional<LocalDate> plannedEnd() {
    return endsWithPeriod ? Optional.of(periodEnd) : Optional.empty();
  }

  LocalDate periodEnd() {
    return periodEnd;
  }

  boolean endsWithPeriod() {
    return endsWithPeriod;
  }

  boolean isDeleted() {
    return isDeleted;
  }

  /** Whether it goes on without being collected. */
  boolean isPaused() {
    return isPaused;
  }

  Optional<Discount> discount() {
    return Optional.ofNullable(discount);
  }

  Optional<Departure> departure() {
    return Optional.ofNullable(departure);
  }

  /** What was told late of it, if anything was. */
  Optional<Correction> correction() {
    return Optional.ofNullable(correction);
  }

  void correct(Correction told) {
    correction = told;
  }

  /** Whether it has an active, trialing or owing customer. */
  boolean isLive() {
    return !isDeleted && status != SubscriptionStatus.CANCELED;
  }

  long startEpoch() {
    return BusinessTime.epoch(startDay, secondOfDay);
  }

  Long trialEndEpoch() {
    return trialEnd == null ? null : BusinessTime.epoch(trialEnd, secondOfDay);
  }

  long periodStartEpoch() {
    return BusinessTime.epoch(term().start(anchor, period), secondOfDay);
  }

  long periodEndEpoch() {
    return BusinessTime.epoch(periodEnd, secondOfDay);
  }

  /** A moment of the day, the one in which its periods turn. */
  long epochOn(LocalDate day) {
    return BusinessTime.epoch(day, secondOfDay);
  }

  Long canceledAt() {
    return canceledAt;
  }

  Long endedAt() {
    return endedAt;
  }

  /** Lets the periods run, unseen, up to the one that holds the day. */
  void runUntil(LocalDate day) {
    while (!periodEnd.isAfter(day)) {
      renew();
    }
  }

  void renew() {
    period++;
    periodEnd = term().start(anchor, period + 1);
    touch();
  }

  void convertTrial() {
    status = SubscriptionStatus.ACTIVE;
    anchor = trialEnd;
    periodEnd = term().start(anchor, 1);
    touch();
  }

  void changeSeats(int seats) {
    items.set(0, mainItem().withQuantity(seats));
    touch();
  }

  void changePrice(Price price) {
    items.set(0, mainItem().withPrice(price));
    touch();
  }

  void become(SubscriptionStatus next) {
    status = next;
    touch();
  }

  void pause() {
    isPaused = true;
    touch();
  }

  void resume() {
    isPaused = false;
    touch();
  }

  void discount(Discount given) {
    discount = given;
    touch();
  }

  void endDiscount() {
    discount = null;
    touch();
  }

  void requestEnd(LocalDate day, int second, Departure why) {
    endsWithPeriod = true;
    canceledAt = BusinessTime.epoch(day, second);
    departure = why;
    touch();
  }

  void withdrawEnd() {
    endsWithPeriod = false;
    canceledAt = null;
    departure = null;
    touch();
  }

  /** Ends at the moment in which a period turns. */
  void endWithPeriod() {
    end(periodEnd, secondOfDay, departure);
  }

  void end(LocalDate day, int second, Departure why) {
    status = SubscriptionStatus.CANCELED;
    endedDay = day;
    endedAt = BusinessTime.epoch(day, second);
    canceledAt = canceledAt == null ? endedAt : canceledAt;
    departure = why;
    touch();
  }

  void delete() {
    isDeleted = true;
    departure = Departure.RECORD_DELETED;
    touch();
  }

  private void touch() {
    customer.system().touch(this);
  }
}
