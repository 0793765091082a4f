package dev.tenure.night;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Records as Stripe's API writes them; {T} stands for the customer and {I} for the subscription.
 */
final class StripeLines {
  private StripeLines() {}

  static String sub(String id, String status, String start, String fields, String item) {
    return "{\"id\":\"{T}-%s\",\"customer\":\"{T}\",\"status\":\"%s\",\"created\":%d,\"start_date\":%d,\"currency\":\"usd\",%s\"items\":{\"data\":[%s]}}"
        .formatted(
            id, status, epoch(start), epoch(start), fields, item.replace("{I}", "{T}-" + id));
  }

  static String item(int cents) {
    return item(cents, "month", 1, 1);
  }

  static String item(int cents, String interval, int count, int quantity) {
    return item("\"unit_amount\":" + cents, "usd", interval, count, quantity);
  }

  static String item(String price, String currency, String interval, int count, int quantity) {
    return "{\"id\":\"{I}-i\",\"quantity\":%d,\"price\":{\"id\":\"p\",\"product\":\"main\",\"currency\":\"%s\",%s,\"recurring\":{\"interval\":\"%s\",\"interval_count\":%d,\"usage_type\":\"licensed\"}}}"
        .formatted(quantity, currency, price, interval, count);
  }

  static String discounts(String discounts) {
    return "\"discounts\":[" + discounts + "],";
  }

  static String percent(String id, int percent, String duration, String start) {
    String months = duration.equals("repeating") ? ",\"duration_in_months\":3" : "";
    return "{\"id\":\"%s\",\"start\":%d,\"source\":{\"coupon\":{\"percent_off\":%d,\"duration\":\"%s\"%s}}}"
        .formatted(id, epoch(start), percent, duration, months);
  }

  static String paused() {
    return "\"pause_collection\":{\"behavior\":\"void\",\"resumes_at\":null},";
  }

  static String ended(String date) {
    return "\"ended_at\":%d,\"canceled_at\":%d,".formatted(epoch(date), epoch(date));
  }

  static long epoch(String date) {
    return LocalDate.parse(date).atTime(12, 0).toEpochSecond(ZoneOffset.UTC);
  }

  /** An invoice of a day, with its lines. */
  static String invoice(String id, String customer, String day, String... lines) {
    return "{\"id\":\"%s\",\"customer\":\"%s\",\"status\":\"paid\",\"currency\":\"usd\",\"created\":%d,\"status_transitions\":{\"finalized_at\":%d},\"lines\":{\"data\":[%s]}}"
        .formatted(id, customer, epoch(day), epoch(day), String.join(",", lines));
  }

  /** A line of a monthly price with what each discount takes off. */
  static String line(
      String subscription, int cents, String from, String to, String discountAmounts) {
    return "{\"id\":\"il-%s-%s\",\"amount\":%d,\"quantity\":1,\"type\":\"subscription\",\"proration\":false,\"subscription\":\"%s\",\"subscription_item\":\"%s-i\",\"period\":{\"start\":%d,\"end\":%d},\"price\":{\"id\":\"p\",\"type\":\"recurring\",\"unit_amount\":%d,\"recurring\":{\"interval\":\"month\",\"interval_count\":1,\"usage_type\":\"licensed\"}},\"discount_amounts\":[%s]}"
        .formatted(
            subscription,
            from,
            cents,
            subscription,
            subscription,
            epoch(from),
            epoch(to),
            cents,
            discountAmounts);
  }

  /** A line for something that is paid once, beside a subscription. */
  static String fee(String subscription, int cents, String day) {
    return "{\"id\":\"il-%s-fee\",\"amount\":%d,\"quantity\":1,\"type\":\"invoiceitem\",\"proration\":false,\"subscription\":\"%s\",\"period\":{\"start\":%d,\"end\":%d},\"price\":{\"id\":\"fee\",\"type\":\"one_time\"}}"
        .formatted(subscription, cents, subscription, epoch(day), epoch(day));
  }
}
