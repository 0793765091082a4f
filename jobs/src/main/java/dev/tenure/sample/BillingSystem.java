package dev.tenure.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A Stripe account; holds what has changed since its last extract. */
final class BillingSystem implements SourceSystem {
  private final String name;
  private final String currency;
  private final StripeShape shape;
  private final StripeJson json;
  private final Catalogue catalogue;
  private final Ids ids;
  private final TruthLedger ledger;
  private final Set<Customer> changedCustomers = new LinkedHashSet<>();
  private final Set<Customer> deletedCustomers = new LinkedHashSet<>();
  private final Set<Subscription> changedSubscriptions = new LinkedHashSet<>();
  private final List<Invoice> changedInvoices = new ArrayList<>();
  private boolean isCatalogueDelivered;

  BillingSystem(
      String name,
      String currency,
      StripeShape shape,
      LocalDate catalogueDay,
      Ids ids,
      TruthLedger ledger) {
    this.name = name;
    this.currency = currency;
    this.shape = shape;
    this.json = new StripeJson(shape, catalogueDay);
    this.catalogue = new Catalogue(ids, name, currency);
    this.ids = ids;
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return name;
  }

  String currency() {
    return currency;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  String newId(String prefix, long number) {
    return ids.stripe(prefix, name, number);
  }

  void touch(Subscription subscription) {
    changedSubscriptions.add(subscription);
  }

  void add(Customer customer) {
    changedCustomers.add(customer);
  }

  void delete(Customer customer) {
    changedCustomers.remove(customer);
    deletedCustomers.add(customer);
  }

  /** Takes a new or paid invoice; only the newer of the two systems delivers invoices. */
  void add(Invoice invoice) {
    if (shape == StripeShape.PERIODS_ON_ITEMS) {
      changedInvoices.add(invoice);
    }
  }

  @Override
  public void extract(LocalDate day, Inbox inbox) {
    if (!isCatalogueDelivered) {
      write(inbox, day, "products", catalogue.products().stream().map(json::product).toList());
      write(inbox, day, "prices", catalogue.prices().stream().map(json::price).toList());
      isCatalogueDelivered = true;
    }
    extractCustomers(day, inbox);
    extractSubscriptions(day, inbox);
    if (!changedInvoices.isEmpty()) {
      write(inbox, day, "invoices", changedInvoices.stream().map(json::invoice).toList());
      changedInvoices.clear();
    }
  }

  private void extractCustomers(LocalDate day, Inbox inbox) {
    List<String> records = new ArrayList<>();
    changedCustomers.forEach(it -> records.add(json.customer(it)));
    deletedCustomers.forEach(it -> records.add(StripeJson.tombstone("customer", it.id())));
    if (!records.isEmpty()) {
      write(inbox, day, "customers", records);
    }
    changedCustomers.clear();
    deletedCustomers.clear();
  }

  private void extractSubscriptions(LocalDate day, Inbox inbox) {
    List<String> records = new ArrayList<>();
    for (Subscription subscription : changedSubscriptions) {
      records.add(json.subscription(subscription));
      ledger.shown(day, subscription);
    }
    addJunk(day, inbox, records);
    write(inbox, day, "subscriptions", records);
    changedSubscriptions.clear();
  }

  private void addJunk(LocalDate day, Inbox inbox, List<String> records) {
    inbox
        .corruption(name, "subscriptions", day)
        .ifPresent(
            kind -> {
              records.add(junk(kind, day));
              inbox.noteJunk(
                  name, "subscriptions", day, fileName("subscriptions"), records.size(), kind);
            });
  }

  private String junk(Corruption kind, LocalDate day) {
    String id = newId("sub", -day.toEpochDay());
    return kind == Corruption.NO_ID
        ? changedSubscriptions.stream()
            .filter(it -> !it.isDeleted())
            .findFirst()
            .map(json::withoutId)
            .orElse("{\"object\":\"subscription\",\"status\":\"active\"}")
        : StripeJson.unreadable(id);
  }

  private void write(Inbox inbox, LocalDate day, String entity, List<String> records) {
    byte[] page = StripeJson.page(entity, records).getBytes(StandardCharsets.UTF_8);
    inbox.write(name, entity, day, fileName(entity), page);
  }

  private static String fileName(String entity) {
    return entity + ".json";
  }
}
