package dev.tenure.night;

import static dev.tenure.night.StripeLines.ended;
import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.paused;
import static dev.tenure.night.StripeLines.sub;

import java.io.IOException;
import java.util.List;

/**
 * The traps of totals and rates, each a segment of its own in the CRM with customers of its own in
 * the billing system. The numbers are those of the metrics' definitions, reckoned by hand.
 */
final class SegmentTraps {
  private static final String FIRST = "2025-01-31";
  private static final String AGES_AGO = "2024-01-01";

  static final List<TrapAnswer> ANSWERS =
      List.of(
          TrapAnswer.rate(
              35, "the month at hand loses nobody", "logo_churn_rate", "1m", "2025-08-01", "0,3"),
          new TrapAnswer(
              "40 a month rolls forward",
              "FROM mrr_bridges SELECT opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, pause_mrr, resume_mrr, closing_mrr WHERE basis = 'contract_constant' AND dimension = 'segment' AND dimension_value = 't40' AND month = DATE '2025-05-01'",
              List.of("1000,200,120,-70,-110,50,0,10,1200")),
          TrapAnswer.rate(
              44,
              "a gain does not make up for a loss",
              "gross_revenue_retention",
              "12m",
              "2025-08-01",
              "150,200"),
          TrapAnswer.rate(
              44, "but in net", "net_revenue_retention", "12m", "2025-08-01", "200,200"),
          TrapAnswer.rate(
              46,
              "who is new retains nothing",
              "net_revenue_retention",
              "12m",
              "2025-08-01",
              "110,100"),
          TrapAnswer.rate(
              47,
              "who joins and leaves within the window was not there",
              "gross_revenue_retention",
              "12m",
              "2025-08-01",
              "1000,1000"),
          TrapAnswer.rate(
              47,
              "by movements neither",
              "gross_revenue_retention_movement",
              "12m",
              "2025-08-01",
              "1000,1000"),
          TrapAnswer.rate(
              47, "nor in net", "net_revenue_retention", "12m", "2025-08-01", "1000,1000"),
          TrapAnswer.rate(
              47,
              "nor in net by movements",
              "net_revenue_retention_movement",
              "12m",
              "2025-08-01",
              "1000,1000"),
          TrapAnswer.rate(
              50,
              "who joins within the month is not of those who could leave",
              "logo_churn_rate",
              "1m",
              "2025-05-01",
              "10,100"),
          new TrapAnswer(
              "51 a year's churn as a month's and a month's retention as a year's",
              "FROM metric_values SELECT metric, round(value, 4) WHERE dimension_value = 't51' AND (metric = 'logo_churn_rate_monthly' AND period = DATE '2025-08-01' OR metric = 'gross_revenue_retention_annualised' AND period = DATE '2025-05-01')",
              List.of(
                  "gross_revenue_retention_annualised,0.7847", "logo_churn_rate_monthly,0.0184")),
          new TrapAnswer(
              "47 a cohort of a quarter is followed by whole quarters that are over",
              "FROM quarter_cohort_retention SELECT cohort_quarter, quarters_since, accounts, active_accounts, cohort_mrr, closing_mrr, current_accounts WHERE dimension = 'segment' AND dimension_value = 't47' AND cohort_quarter = DATE '2024-10-01' AND active_accounts IS NOT NULL",
              List.of(
                  "2024-10-01,0,1,1,200,200,1",
                  "2024-10-01,1,1,0,200,0,1",
                  "2024-10-01,2,1,0,200,0,1")),
          new TrapAnswer(
              "44 and what grew does not hide in it what shrank",
              "FROM quarter_cohort_retention SELECT cohort_mrr, closing_mrr, retained_mrr, current_retained_mrr WHERE dimension = 'segment' AND dimension_value = 't44' AND cohort_quarter = DATE '2024-01-01' AND quarters_since = 4",
              List.of("200,200,150,150")),
          new TrapAnswer(
              "88 two accounts that were merged are one and moved nothing",
              "FROM mrr_movements JOIN accounts USING (account_id) SELECT movement_date, movement, amount WHERE segment = 't88'",
              List.of("2024-01-01,new,200")),
          TrapAnswer.rate(88, "and one logo", "paying_accounts", "1m", "2025-08-01", "1,"));

  private final Inbox inbox;

  SegmentTraps(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Where records are delivered: entity, extract date, line. */
  interface Inbox {
    void land(String entity, String date, String line) throws IOException;
  }

  static void write(Inbox inbox) throws IOException {
    SegmentTraps traps = new SegmentTraps(inbox);
    traps.lastMonth();
    traps.rollForward();
    traps.retention();
    traps.leavers();
    traps.scaledRates();
    traps.mergedAccounts();
  }

  private void lastMonth() throws IOException {
    for (int member = 1; member <= 3; member++) {
      pays(35, member, AGES_AGO, 10_000);
    }
  }

  private void rollForward() throws IOException {
    pays(40, 1, AGES_AGO, 22_000);
    pays(40, 2, AGES_AGO, 30_000);
    changes(40, 2, "2025-05-12", AGES_AGO, "", 42_000);
    pays(40, 3, AGES_AGO, 37_000);
    changes(40, 3, "2025-05-16", AGES_AGO, "", 30_000);
    pays(40, 4, AGES_AGO, 11_000);
    leaves(40, 4, "2025-05-20", AGES_AGO, 11_000);
    pays(40, 5, "2025-05-05", 20_000);
    pays(40, 6, AGES_AGO, 5_000);
    leaves(40, 6, "2025-02-01", AGES_AGO, 5_000);
    land(40, 6, "2025-05-10", sub("b", "active", "2025-05-10", "", item(5_000)));
    pays(40, 7, AGES_AGO, 1_000);
    changes(40, 7, "2025-04-10", AGES_AGO, paused(), 1_000);
    changes(40, 7, "2025-05-15", AGES_AGO, "\"pause_collection\":null,", 1_000);
  }

  private void retention() throws IOException {
    pays(44, 1, AGES_AGO, 10_000);
    changes(44, 1, "2025-03-01", AGES_AGO, "", 15_000);
    pays(44, 2, AGES_AGO, 10_000);
    changes(44, 2, "2025-03-01", AGES_AGO, "", 5_000);
    pays(46, 1, AGES_AGO, 10_000);
    changes(46, 1, "2025-03-01", AGES_AGO, "", 11_000);
    pays(46, 2, "2025-05-01", 5_000);
    pays(47, 1, AGES_AGO, 100_000);
    pays(47, 2, "2024-10-01", 20_000);
    leaves(47, 2, "2025-02-01", "2024-10-01", 20_000);
  }

  private void leavers() throws IOException {
    for (int member = 1; member <= 100; member++) {
      pays(50, member, AGES_AGO, 1_000);
      if (member <= 10) {
        leaves(50, member, "2025-05-20", AGES_AGO, 1_000);
      }
    }
    for (int member = 101; member <= 120; member++) {
      pays(50, member, "2025-05-05", 1_000);
    }
    leaves(50, 120, "2025-05-25", "2025-05-05", 1_000);
  }

  private void scaledRates() throws IOException {
    for (int member = 1; member <= 5; member++) {
      pays(51, member, AGES_AGO, 1_000);
    }
    leaves(51, 1, "2025-03-10", AGES_AGO, 1_000);
    changes(51, 2, "2025-05-10", AGES_AGO, "", 920);
  }

  private void mergedAccounts() throws IOException {
    pays(88, 1, AGES_AGO, 10_000);
    inbox.land(
        "crm/Account",
        "2025-08-31",
        "%s,true,s88-2,2023-12-01T00:00:00.000Z,2025-06-01T00:00:00.000Z,t88,%s"
            .formatted(account(88, 2), account(88, 1)));
    bills(88, 2, AGES_AGO, 10_000);
  }

  /** A member of a trap's segment begins to pay. */
  void pays(int trap, int member, String start, int cents) throws IOException {
    String account = account(trap, member);
    inbox.land(
        "crm/Account",
        "2025-08-31",
        "%s,false,%s,2023-12-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,t%d,"
            .formatted(account, customer(trap, member), trap));
    bills(trap, member, start, cents);
  }

  /** A member's customer in the billing system begins to pay. */
  private void bills(int trap, int member, String start, int cents) throws IOException {
    inbox.land(
        "billing/customers",
        FIRST,
        "{\"id\":\"%s\",\"created\":%d,\"metadata\":{\"account_id\":\"%s\"}}"
            .formatted(customer(trap, member), epoch("2023-12-01"), account(trap, member)));
    changes(trap, member, start.compareTo(FIRST) > 0 ? start : FIRST, start, "", cents);
  }

  private void changes(int trap, int member, String date, String start, String fields, int cents)
      throws IOException {
    land(trap, member, date, sub("a", "active", start, fields, item(cents)));
  }

  void leaves(int trap, int member, String day, String start, int cents) throws IOException {
    land(trap, member, day, sub("a", "canceled", start, ended(day), item(cents)));
  }

  private void land(int trap, int member, String date, String subscription) throws IOException {
    inbox.land("billing/subscriptions", date, subscription.replace("{T}", customer(trap, member)));
  }

  private static String customer(int trap, int member) {
    return "s%d-%d".formatted(trap, member);
  }

  static String account(int trap, int member) {
    return "0010000000%05dAAA".formatted(1000 * trap + member);
  }
}
