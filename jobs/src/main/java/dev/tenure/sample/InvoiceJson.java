package dev.tenure.sample;

import java.util.List;

/** Invoices as Stripe's newer API writes them. */
final class InvoiceJson {
  private InvoiceJson() {}

  static String invoice(Invoice invoice) {
    boolean isPaid = invoice.status() == InvoiceStatus.PAID;
    boolean isOwed =
        switch (invoice.status()) {
          case DRAFT, OPEN, UNCOLLECTIBLE -> true;
          case PAID, VOID -> false;
        };
    long total = invoice.total();
    long due = Math.max(total, 0);
    String details = Json.object().put("subscription", invoice.subscriptionId()).end();
    String parent =
        Json.object()
            .put("type", "subscription_details")
            .raw("subscription_details", details)
            .end();
    return Json.object()
        .put("id", invoice.id())
        .put("object", "invoice")
        .put("customer", invoice.customerId())
        .put("status", invoice.status().word())
        .put("billing_reason", invoice.reason())
        .put("created", invoice.created())
        .raw("status_transitions", transitions(invoice))
        .put("currency", StripeJson.currency(invoice.lines().get(0).item()))
        .put("total", total)
        .put("amount_due", due)
        .put("amount_paid", isPaid ? due : 0)
        .put("amount_remaining", isOwed ? due : 0)
        .raw("parent", parent)
        .raw("lines", lines(invoice))
        .put("livemode", true)
        .end();
  }

  private static String transitions(Invoice invoice) {
    InvoiceStatus status = invoice.status();
    return Json.object()
        .putNumber("finalized_at", status == InvoiceStatus.DRAFT ? null : invoice.created())
        .putNumber(
            "marked_uncollectible_at",
            status == InvoiceStatus.UNCOLLECTIBLE ? invoice.settled() : null)
        .putNumber("paid_at", status == InvoiceStatus.PAID ? invoice.settled() : null)
        .putNumber("voided_at", status == InvoiceStatus.VOID ? invoice.settled() : null)
        .end();
  }

  private static String lines(Invoice invoice) {
    StringBuilder lines = new StringBuilder("[");
    for (int i = 0; i < invoice.lines().size(); i++) {
      lines.append(i == 0 ? "" : ",").append(line(invoice, invoice.lines().get(i), i));
    }
    return Json.object()
        .put("object", "list")
        .raw("data", lines.append(']').toString())
        .put("has_more", false)
        .end();
  }

  private static String line(Invoice invoice, InvoiceLine line, int number) {
    boolean isOnce = line.kind() == InvoiceLine.Kind.ONCE;
    Json json =
        Json.object()
            .put("id", "il_" + invoice.id().substring(3) + number)
            .put("object", "line_item")
            .put("amount", line.amount())
            .put("currency", StripeJson.currency(line.item()))
            .put("quantity", isOnce ? 1 : line.item().quantity())
            .raw("period", Json.object().put("start", line.start()).put("end", line.end()).end())
            .raw("parent", parent(invoice, line));
    if (line.discount() > 0) {
      String discount = Json.object().put("amount", line.discount()).end();
      json.raw("discount_amounts", Json.array(List.of(discount)));
    }
    if (!isOnce) {
      String price = Json.object().put("price", line.item().price().id()).end();
      json.raw("pricing", Json.object().raw("price_details", price).end());
    }
    return json.end();
  }

  private static String parent(Invoice invoice, InvoiceLine line) {
    boolean isProration = line.kind() == InvoiceLine.Kind.PRORATION;
    Json details = Json.object().put("subscription", invoice.subscriptionId());
    if (line.kind() == InvoiceLine.Kind.ONCE) {
      details.put("proration", false);
      return Json.object()
          .put("type", "invoice_item_details")
          .raw("invoice_item_details", details.end())
          .end();
    }
    details.put("subscription_item", line.item().id()).put("proration", isProration);
    return Json.object()
        .put("type", "subscription_item_details")
        .raw("subscription_item_details", details.end())
        .end();
  }
}
