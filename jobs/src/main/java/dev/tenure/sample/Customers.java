package dev.tenure.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Gives accounts their customers in the billing systems, each linked as its account is. */
final class Customers {
  private static final List<String> PUBLIC_DOMAINS =
      List.of("gmail.com", "outlook.com", "yahoo.com", "icloud.com");

  private final Reference reference;
  private final SupportDesk support;
  private final FeatureCounts features;

  Customers(Reference reference, SupportDesk support, FeatureCounts features) {
    this.reference = reference;
    this.support = support;
    this.features = features;
  }

  /** The account's customer in a system; it becomes one on this day if it is not one yet. */
  Customer of(Life life, BillingSystem system, LocalDate day, int secondOfDay) {
    Customer known = life.customers().get(system);
    if (known != null) {
      return known;
    }
    Customer customer = create(life, system, BusinessTime.epoch(day, secondOfDay));
    life.customers().put(system, customer);
    system.add(customer);
    count(life, system);
    if (life.link() == Link.MAPPING) {
      reference.link(customer, life.profile().id());
    }
    if (life.link() != Link.NONE) {
      support.open(life, day);
    }
    return customer;
  }

  /** Tells at last whose customers they are. */
  void linkLate(Life life) {
    life.customers().values().forEach(it -> reference.link(it, life.profile().id()));
    features.count(Correction.LINK_CHANGE.feature());
  }

  void delete(Life life, Customer customer) {
    life.customers().remove(customer.system());
    customer.system().delete(customer);
  }

  private Customer create(Life life, BillingSystem system, long created) {
    AccountProfile profile = life.profile();
    String id = system.newId("cus", life.number() + life.nextSubscriptionNumber() * 1_000_000L);
    String unlinked = "unmapped:" + system.name() + ":" + id;
    return new Customer(
        id,
        system,
        isUnlinked(life) ? unlinked : profile.id(),
        profile.name(),
        email(life),
        life.link() == Link.ID ? Optional.of(profile.id()) : Optional.empty(),
        created);
  }

  private static boolean isUnlinked(Life life) {
    return life.link() == Link.NONE || life.link() == Link.LATER;
  }

  private static String email(Life life) {
    return switch (life.link()) {
      case ID, DOMAIN -> "billing@" + life.profile().domain();
      case MAPPING, NONE, LATER ->
          "accounts." + life.number() + "@" + PUBLIC_DOMAINS.get(life.number() % 4);
    };
  }

  private void count(Life life, BillingSystem system) {
    features.count(life.link().feature());
    if (system.currency().equals("EUR")) {
      features.count(Feature.EUR_CUSTOMER);
    }
    if (life.customers().size() > 1) {
      features.count(Feature.BOTH_CURRENCIES);
    }
  }
}
