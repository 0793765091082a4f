package dev.tenure.night;

import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.invoice;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.line;
import static dev.tenure.night.StripeLines.sub;

import dev.tenure.night.SegmentTraps.Inbox;
import java.io.IOException;
import java.util.List;

/**
 * What is agreed for a later day in Stripe's schedules, use that is metered beside a licence, and
 * tiers that no extract tells: vendors' records whose numbers are reckoned by hand.
 */
final class AgreedTraps {
  private static final String FIRST = "2025-01-31";

  static final List<TrapAnswer> ANSWERS =
      List.of(
          TrapAnswer.movements(
              121,
              "seats and a price that were agreed for the day are a step of the contract",
              "2025-01-01,new,new_logo,100",
              "2025-05-16,expansion,contracted_step,32"),
          TrapAnswer.month(
              121,
              "both steps to come are committed",
              "2025-04-01",
              "closing_mrr, cmrr_gross, cmrr_net",
              "100,220,220"),
          TrapAnswer.month(
              121,
              "and then the last one, at a price that nobody has paid yet",
              "2025-08-01",
              "closing_mrr, cmrr_gross, cmrr_net",
              "132,220,220"),
          TrapAnswer.month(
              122,
              "what is to fall is out of net alone",
              "2025-08-01",
              "closing_mrr, cmrr_gross, cmrr_net",
              "100,100,0"),
          TrapAnswer.month(
              123,
              "900 of 90 days are 304.375 a month, beside MRR",
              "2025-03-01",
              "closing_mrr, usage_mrr",
              "50,304.375"),
          TrapAnswer.month(
              123, "of two months two thirds", "2025-02-01", "usage_mrr", "199.534722"),
          TrapAnswer.movements(123, "use moves no MRR", "2025-01-01,new,new_logo,50"),
          TrapAnswer.item(
              125,
              "tiers that nobody expanded are worth what was invoiced",
              "2025-01-01,140,140,140,140,1680"),
          TrapAnswer.movements(125, "from the first day on", "2025-01-01,new,new_logo,140"),
          new TrapAnswer(
              "124 where no costs tell the margin the choice of the company does",
              "FROM metric_values SELECT numerator, denominator, value, policy_version WHERE metric = 'gross_margin' AND period = DATE '2025-08-01' AND dimension_value = 't57'",
              List.of("500,1000,0.5,2025-2")),
          new TrapAnswer(
              "124 and who chose what from which day on is told",
              "FROM policies SELECT policy, policy_version, policy_from, policy_to, author, is_in_force WHERE policy IN ('gross_margin', 'pause_days')",
              List.of(
                  "gross_margin,2025-1,2025-01-01,2025-06-01,Ada,false",
                  "gross_margin,2025-2,2025-06-01,,Bob,true",
                  "gross_margin,default,1900-01-01,2025-01-01,Tenure,false",
                  "pause_days,default,1900-01-01,,Tenure,true")));

  private final Inbox inbox;

  private AgreedTraps(Inbox inbox) {
    this.inbox = inbox;
  }

  static void write(Inbox inbox) throws IOException {
    AgreedTraps traps = new AgreedTraps(inbox);
    traps.steps();
    traps.ends();
    traps.uses();
    traps.unpriced();
    inbox.land(
        "reference/policies",
        FIRST,
        """
        policy,value,version,valid_from,author,reason
        gross_margin,0.4,2025-1,2025-01-01,Ada,a guess
        gross_margin,0.5,2025-2,2025-06-01,Bob,a better guess""");
  }

  /** Ten seats at 10, from 16 May twelve at 11, from October twenty. */
  private void steps() throws IOException {
    customer(121);
    price("now", 1_000);
    price("then", 1_100);
    subscription(121, FIRST, licensed("now", 1_000, 10));
    subscription(121, "2025-05-16", licensed("then", 1_100, 12));
    schedule(
        121,
        "release",
        phase("2025-01-01", "2025-05-16", "now", 10),
        phase("2025-05-16", "2025-10-01", "then", 12),
        phase("2025-10-01", "2026-10-01", "then", 20));
  }

  /** Ten seats at 10 until the end of the year, and nothing then. */
  private void ends() throws IOException {
    customer(122);
    subscription(122, FIRST, licensed("now", 1_000, 10));
    schedule(122, "cancel", phase("2025-01-01", "2025-12-31", "now", 10));
  }

  /** A licence of 50, and ten a day of use. */
  private void uses() throws IOException {
    customer(123);
    subscription(123, FIRST, item(5_000));
    uses("2025-01-01", "2025-02-01", 31_000);
    uses("2025-02-01", "2025-03-01", 28_000);
    uses("2025-03-01", "2025-04-01", 31_000);
  }

  /** Fifteen seats in tiers of which the extract tells nothing; an invoice bills them at 140. */
  private void unpriced() throws IOException {
    customer(125);
    String tiers = "\"id\":\"tiers\"";
    subscription(
        125,
        FIRST,
        item("\"unit_amount\":null,\"billing_scheme\":\"tiered\"", "usd", "month", 1, 15)
            .replace("\"id\":\"p\"", tiers));
    String line =
        line("t125-a", 14_000, "2025-01-01", "2025-02-01", "")
            .replace("\"id\":\"p\"", tiers)
            .replace("\"quantity\":1", "\"quantity\":15")
            .replace("\"unit_amount\":14000", "\"unit_amount\":null");
    inbox.land("billing/invoices", FIRST, invoice("in-t125", "t125", "2025-01-01", line));
  }

  private void uses(String from, String to, int cents) throws IOException {
    String metered =
        line("t123-a", cents, from, to, "")
            .replace("licensed", "metered")
            .replace("\"id\":\"p\"", "\"id\":\"use\"");
    inbox.land("billing/invoices", to, invoice("in-t123-" + to, "t123", to, metered));
  }

  private void customer(int trap) throws IOException {
    inbox.land(
        "billing/customers",
        FIRST,
        "{\"id\":\"t%d\",\"created\":%d,\"metadata\":{}}".formatted(trap, epoch("2024-12-01")));
  }

  private void price(String id, int cents) throws IOException {
    inbox.land(
        "billing/prices",
        FIRST,
        "{\"id\":\"%s\",\"product\":\"main\",\"currency\":\"usd\",\"unit_amount\":%d,\"recurring\":{\"interval\":\"month\",\"interval_count\":1,\"usage_type\":\"licensed\"}}"
            .formatted(id, cents));
  }

  private static String licensed(String price, int cents, int quantity) {
    return item(cents, "month", 1, quantity).replace("\"id\":\"p\"", "\"id\":\"" + price + "\"");
  }

  private void subscription(int trap, String seen, String item) throws IOException {
    inbox.land(
        "billing/subscriptions",
        seen,
        sub("a", "active", "2025-01-01", "", item).replace("{T}", "t" + trap));
  }

  private void schedule(int trap, String then, String... phases) throws IOException {
    inbox.land(
        "billing/subscription_schedules",
        FIRST,
        "{\"id\":\"sch-t%d\",\"subscription\":\"t%d-a\",\"status\":\"active\",\"created\":%d,\"end_behavior\":\"%s\",\"phases\":[%s]}"
            .formatted(trap, trap, epoch("2025-01-01"), then, String.join(",", phases)));
  }

  private static String phase(String from, String to, String price, int quantity) {
    return "{\"start_date\":%d,\"end_date\":%d,\"items\":[{\"price\":\"%s\",\"quantity\":%d}]}"
        .formatted(epoch(from), epoch(to), price, quantity);
  }
}
