package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Stripe's objects as its API writes them. */
final class StripeJson {
  private final StripeShape shape;
  private final long catalogueCreated;

  StripeJson(StripeShape shape, LocalDate catalogueDay) {
    this.shape = shape;
    this.catalogueCreated = BusinessTime.epoch(catalogueDay, 36_000);
  }

  static String page(String entity, List<String> records) {
    return Json.object()
        .put("object", "list")
        .raw("data", "[\n" + String.join(",\n", records) + "\n]")
        .put("has_more", false)
        .put("url", "/v1/" + entity)
        .end();
  }

  static String tombstone(String object, String id) {
    return Json.object().put("id", id).put("object", object).put("deleted", true).end();
  }

  String customer(Customer customer) {
    Json metadata = Json.object();
    customer.metadataAccountId().ifPresent(id -> metadata.put("account_id", id));
    return Json.object()
        .put("id", customer.id())
        .put("object", "customer")
        .put("email", customer.email())
        .put("name", customer.name())
        .put("created", customer.created())
        .put("currency", customer.system().currency().toLowerCase(Locale.ROOT))
        .put("livemode", true)
        .raw("metadata", metadata.end())
        .end();
  }

  String product(Product product) {
    String metadata =
        Json.object()
            .put("rank", Integer.toString(product.rank()))
            .put("family", product.family())
            .end();
    return Json.object()
        .put("id", product.id())
        .put("object", "product")
        .put("name", product.name())
        .put("active", true)
        .put("created", catalogueCreated)
        .put("livemode", true)
        .raw("metadata", metadata)
        .end();
  }

  String price(Price price) {
    String recurring =
        Json.object()
            .put("interval", price.term().interval())
            .put("interval_count", price.term().count())
            .put("usage_type", "licensed")
            .end();
    return Json.object()
        .put("id", price.id())
        .put("object", "price")
        .put("active", true)
        .put("product", price.product().id())
        .put("currency", price.currency().toLowerCase(Locale.ROOT))
        .putNumber("unit_amount", wholeOrNull(price.minorUnits()))
        .put("unit_amount_decimal", price.minorUnits().toPlainString())
        .put("type", "recurring")
        .put("billing_scheme", "per_unit")
        .raw("recurring", recurring)
        .put("nickname", price.product().name() + " per " + words(price.term()))
        .put("created", catalogueCreated)
        .put("livemode", true)
        .end();
  }

  String subscription(Subscription subscription) {
    if (subscription.isDeleted()) {
      return tombstone("subscription", subscription.id());
    }
    Json json = Json.object().put("id", subscription.id()).put("object", "subscription");
    return details(json, subscription).end();
  }

  /** A subscription without an id: nobody can say whose it is. */
  String withoutId(Subscription subscription) {
    return details(Json.object().put("object", "subscription"), subscription).end();
  }

  /** A subscription whose numbers are words. */
  static String unreadable(String id) {
    return Json.object()
        .put("id", id)
        .put("object", "subscription")
        .put("customer", "cus_unreadable")
        .put("status", "active")
        .put("created", "yesterday")
        .put("start_date", "yesterday")
        .raw(
            "items",
            "{\"object\":\"list\",\"data\":[{\"id\":\"si_unreadable\",\"quantity\":\"three\"}]}")
        .end();
  }

  String invoice(Invoice invoice) {
    return InvoiceJson.invoice(invoice);
  }

  private Json details(Json json, Subscription subscription) {
    json.put("customer", subscription.customer().id())
        .put("status", subscription.status().word())
        .put("created", subscription.startEpoch())
        .put("start_date", subscription.startEpoch())
        .putNumber("ended_at", subscription.endedAt())
        .putNumber(
            "cancel_at", subscription.endsWithPeriod() ? subscription.periodEndEpoch() : null)
        .putNumber("canceled_at", subscription.canceledAt())
        .put("cancel_at_period_end", subscription.endsWithPeriod())
        .raw("cancellation_details", cancellation(subscription))
        .putNumber(
            "trial_start", subscription.trialEnd().isPresent() ? subscription.startEpoch() : null)
        .putNumber("trial_end", subscription.trialEndEpoch());
    if (shape == StripeShape.PERIODS_ON_SUBSCRIPTION) {
      json.put("current_period_start", subscription.periodStartEpoch())
          .put("current_period_end", subscription.periodEndEpoch());
    }
    if (subscription.isPaused()) {
      json.raw("pause_collection", Json.object().put("behavior", "void").end());
    }
    discount(json, subscription);
    return json.put("currency", currency(subscription.mainItem()))
        .put("livemode", true)
        .raw("metadata", "{}")
        .raw(
            "items",
            list(subscription.items().stream().map(it -> item(subscription, it)).toList()));
  }

  private void discount(Json json, Subscription subscription) {
    Optional<Discount> given = subscription.discount();
    switch (shape) {
      case PERIODS_ON_ITEMS ->
          json.raw(
              "discounts",
              Json.array(
                  given
                      .map(
                          it ->
                              discount(it)
                                  .raw("source", Json.object().raw("coupon", coupon(it)).end())
                                  .end())
                      .stream()
                      .toList()));
      case PERIODS_ON_SUBSCRIPTION ->
          given.ifPresent(it -> json.raw("discount", discount(it).raw("coupon", coupon(it)).end()));
    }
  }

  private static Json discount(Discount discount) {
    return Json.object()
        .put("id", discount.id())
        .put("object", "discount")
        .put("start", discount.start())
        .putNumber("end", discount.end());
  }

  private static String coupon(Discount discount) {
    Json coupon =
        Json.object()
            .put("id", discount.isForEver() ? "loyal" : "welcome")
            .put("object", "coupon")
            .put("percent_off", discount.percent())
            .put("duration", discount.isForEver() ? "forever" : "repeating");
    discount.months().ifPresent(it -> coupon.put("duration_in_months", it));
    return coupon.end();
  }

  private static String cancellation(Subscription subscription) {
    Departure why = subscription.departure().orElse(null);
    return Json.object()
        .put("comment", (String) null)
        .put("feedback", why == null ? null : why.feedback())
        .put("reason", why == null ? null : why.stripeReason())
        .end();
  }

  private String item(Subscription subscription, Item item) {
    Json json =
        Json.object()
            .put("id", item.id())
            .put("object", "subscription_item")
            .put("quantity", item.quantity())
            .put("created", subscription.startEpoch());
    switch (shape) {
      case PERIODS_ON_ITEMS ->
          json.put("current_period_start", subscription.periodStartEpoch())
              .put("current_period_end", subscription.periodEndEpoch());
      case PERIODS_ON_SUBSCRIPTION -> json.raw("plan", plan(item.price()));
    }
    return json.raw("price", price(item.price())).end();
  }

  private static String plan(Price price) {
    return Json.object()
        .put("id", price.id())
        .put("object", "plan")
        .putNumber("amount", wholeOrNull(price.minorUnits()))
        .put("amount_decimal", price.minorUnits().toPlainString())
        .put("interval", price.term().interval())
        .put("interval_count", price.term().count())
        .put("usage_type", "licensed")
        .put("product", price.product().id())
        .end();
  }

  static String list(List<String> elements) {
    return Json.object().put("object", "list").raw("data", Json.array(elements)).end();
  }

  static String currency(Item item) {
    return item.price().currency().toLowerCase(Locale.ROOT);
  }

  private static Long wholeOrNull(BigDecimal minorUnits) {
    return minorUnits.scale() > 0 ? null : minorUnits.longValueExact();
  }

  private static String words(Term term) {
    return term.count() == 1 ? term.interval() : term.count() + " " + term.interval() + "s";
  }
}
