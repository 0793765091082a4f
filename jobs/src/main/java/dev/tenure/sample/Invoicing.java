package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the invoices as Stripe does: each period in advance, and what a change within a period
 * brings and takes with the next invoice, for long periods at once. It changes no subscription.
 */
final class Invoicing {
  private static final int SETUP_EVERY = 3;
  private static final int MISTAKE_EVERY = 11;
  private static final long SETUP_FEE = 50_000;
  private static final long WORKSHOP_FEE = 90_000;

  private final Map<Subscription, Invoice> open = new HashMap<>();
  private final Map<Subscription, List<InvoiceLine>> pending = new HashMap<>();

  /** Bills the period that begins, and what waits for an invoice. */
  void bill(Life life, Subscription subscription, LocalDate day, String reason, boolean isPaid) {
    long created = BusinessTime.epoch(day, BusinessTime.secondOfDay(life.dice()));
    List<InvoiceLine> lines = waiting(subscription);
    subscription.items().forEach(it -> lines.add(InvoiceLine.period(subscription, it, created)));
    long number = life.nextInvoiceNumber();
    if (reason.equals("subscription_create") && number % SETUP_EVERY == 0) {
      lines.add(InvoiceLine.once(subscription.mainItem(), SETUP_FEE, created));
    }
    InvoiceStatus status = status(subscription, isPaid);
    Invoice invoice = invoice(number, subscription, reason, lines, created, status);
    if (number % MISTAKE_EVERY == 0) {
      long again = life.nextInvoiceNumber();
      send(subscription, invoice(again, subscription, reason, lines, created, InvoiceStatus.VOID));
    }
    send(subscription, invoice);
  }

  /** Bills the period that runs already when the first extract is taken. */
  void recall(Life life, Subscription subscription) {
    long created = subscription.periodStartEpoch();
    List<InvoiceLine> lines = new ArrayList<>();
    subscription.items().forEach(it -> lines.add(InvoiceLine.period(subscription, it, created)));
    long number = life.nextInvoiceNumber();
    send(
        subscription,
        invoice(number, subscription, "subscription_cycle", lines, created, InvoiceStatus.PAID));
  }

  /** Bills something that does not recur, and that nobody pays yet. */
  void billOnce(Life life, Subscription subscription, LocalDate day) {
    long created = BusinessTime.epoch(day, BusinessTime.secondOfDay(life.dice()));
    List<InvoiceLine> lines =
        List.of(InvoiceLine.once(subscription.mainItem(), WORKSHOP_FEE, created));
    long number = life.nextInvoiceNumber();
    send(
        subscription,
        invoice(number, subscription, "subscription_update", lines, created, InvoiceStatus.OPEN));
  }

  /** Credits the rest of the period as it was and charges it as it is; a trial costs nothing. */
  void change(Life life, Subscription subscription, LocalDate day, Item before) {
    if (subscription.status() == SubscriptionStatus.TRIALING) {
      return;
    }
    long now = subscription.epochOn(day);
    List<InvoiceLine> lines = pending.computeIfAbsent(subscription, it -> new ArrayList<>());
    lines.add(InvoiceLine.credit(subscription, before, now));
    lines.add(InvoiceLine.charge(subscription, subscription.mainItem(), now));
    switch (subscription.term()) {
      case DAY, WEEK, MONTH -> {}
      case QUARTER, HALF_YEAR, YEAR, TWO_YEARS -> billWaiting(life, subscription, now);
    }
  }

  void pay(Subscription subscription, LocalDate day) {
    settle(subscription, InvoiceStatus.PAID, day);
  }

  /** Bills what still waits for an invoice, and gives up what a lost customer owes. */
  void close(Life life, Subscription subscription, LocalDate day) {
    if (pending.containsKey(subscription)) {
      billWaiting(life, subscription, subscription.epochOn(day));
    }
    if (subscription.departure().filter(Departure.PAYMENT_FAILED::equals).isPresent()) {
      settle(subscription, InvoiceStatus.UNCOLLECTIBLE, day);
    }
    open.remove(subscription);
  }

  private void billWaiting(Life life, Subscription subscription, long now) {
    List<InvoiceLine> lines = waiting(subscription);
    long number = life.nextInvoiceNumber();
    send(
        subscription,
        invoice(number, subscription, "subscription_update", lines, now, InvoiceStatus.PAID));
  }

  private List<InvoiceLine> waiting(Subscription subscription) {
    List<InvoiceLine> lines = pending.remove(subscription);
    return lines == null ? new ArrayList<>() : lines;
  }

  private void settle(Subscription subscription, InvoiceStatus status, LocalDate day) {
    Invoice invoice = open.remove(subscription);
    if (invoice != null) {
      send(subscription, invoice.settled(status, subscription.epochOn(day)));
    }
  }

  private void send(Subscription subscription, Invoice invoice) {
    subscription.customer().system().add(invoice);
    if (invoice.status() == InvoiceStatus.OPEN) {
      open.put(subscription, invoice);
    }
  }

  /** What is paused is void, and what a subscription that nobody pays any more costs a draft. */
  private static InvoiceStatus status(Subscription subscription, boolean isPaid) {
    if (subscription.isPaused()) {
      return InvoiceStatus.VOID;
    }
    if (subscription.status() == SubscriptionStatus.UNPAID) {
      return InvoiceStatus.DRAFT;
    }
    return isPaid ? InvoiceStatus.PAID : InvoiceStatus.OPEN;
  }

  private static Invoice invoice(
      long number,
      Subscription subscription,
      String reason,
      List<InvoiceLine> lines,
      long created,
      InvoiceStatus status) {
    String id = subscription.customer().system().newId("in", number);
    String customer = subscription.customer().id();
    return new Invoice(id, subscription.id(), customer, reason, lines, created, status, created);
  }
}
