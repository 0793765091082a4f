package dev.tenure.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One account as it lives: what it has, what is planned for it, and its hidden health. */
final class Life {
  private final AccountProfile profile;
  private final Link link;
  private final LocalDate freeFrom;
  private final Dice dice;
  private final double usualHealth;
  private final TreeMap<LocalDate, List<Act>> agenda = new TreeMap<>();
  private final Map<BillingSystem, Customer> customers = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private CrmAccount record;
  private double health;
  private int subscriptionCount;
  private int invoiceCount;
  private LocalDate joined;
  private LocalDate left;
  private LocalDate lastMoved;

  /**
   * @param freeFrom the day from which chance rules its life, and not the script
   */
  Life(long seed, AccountProfile profile, Link link, LocalDate freeFrom) {
    this.profile = profile;
    this.link = link;
    this.freeFrom = freeFrom;
    this.dice = Dice.of(seed, "life", profile.number());
    this.usualHealth = Math.max(0.1, Math.min(0.95, 0.6 + 0.2 * dice.noise()));
    this.health = usualHealth;
  }

  AccountProfile profile() {
    return profile;
  }

  int number() {
    return profile.number();
  }

  Link link() {
    return link;
  }

  Dice dice() {
    return dice;
  }

  /** From 0, about to leave, to 1. */
  double health() {
    return health;
  }

  boolean isFree(LocalDate day) {
    return !day.isBefore(freeFrom);
  }

  Optional<CrmAccount> crmAccount() {
    return Optional.ofNullable(record);
  }

  void enterCrm(CrmAccount account) {
    record = account;
  }

  void leaveCrm() {
    record = null;
  }

  Map<BillingSystem, Customer> customers() {
    return customers;
  }

  /** The live subscriptions, oldest first. */
  List<Subscription> subscriptions() {
    return List.copyOf(subscriptions);
  }

  boolean hasSubscription() {
    return !subscriptions.isEmpty();
  }

  long nextSubscriptionNumber() {
    return profile.number() * 1_000L + subscriptionCount++;
  }

  long nextInvoiceNumber() {
    return profile.number() * 100_000L + invoiceCount++;
  }

  Optional<LocalDate> joined() {
    return Optional.ofNullable(joined);
  }

  /** The day on which its last subscription ended, if it has none. */
  Optional<LocalDate> left() {
    return Optional.ofNullable(left);
  }

  void begin(Subscription subscription, LocalDate day) {
    joined = joined == null ? day : joined;
    left = null;
    subscriptions.add(subscription);
  }

  void end(Subscription subscription, LocalDate day) {
    subscriptions.remove(subscription);
    left = subscriptions.isEmpty() ? day : null;
  }

  /** Whether something else has moved its MRR on this day; from now on something has. */
  boolean movesAgain(LocalDate day) {
    boolean again = day.equals(lastMoved);
    lastMoved = day;
    return again;
  }

  /** Whether it has ever paid. */
  boolean hasPaid() {
    return lastMoved != null;
  }

  void plan(LocalDate day, Act act) {
    agenda.computeIfAbsent(day, it -> new ArrayList<>()).add(act);
  }

  void playAgenda(LocalDate day) {
    while (!agenda.isEmpty() && !agenda.firstKey().isAfter(day)) {
      agenda.pollFirstEntry().getValue().forEach(act -> act.play(day));
    }
  }

  /** Every Monday its health wanders, drawn towards what is usual for it. */
  void age(LocalDate day) {
    if (day.getDayOfWeek() == DayOfWeek.MONDAY) {
      double next = health + 0.1 * (usualHealth - health) + 0.06 * dice.noise();
      health = Math.max(0.02, Math.min(0.98, next));
    }
  }
}
