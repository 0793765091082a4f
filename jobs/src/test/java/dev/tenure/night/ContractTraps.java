package dev.tenure.night;

import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.sub;

import dev.tenure.night.SegmentTraps.Inbox;
import java.io.IOException;
import java.util.List;

/**
 * The traps of contracts and their renewals, each a segment of its own in the CRM with contracts of
 * a reference file; who has no subscription pays what its contracts say. The numbers are those of
 * the metrics' definitions, reckoned by hand.
 */
final class ContractTraps {
  private static final String TO = "2025-08-31";

  /** Two subscriptions name a contract that ran out in June; both are billed on. */
  private static final int OVERDUE = 108;

  static final List<TrapAnswer> ANSWERS =
      List.of(
          TrapAnswer.month(
              37,
              "is committed in gross and not in net",
              "2025-05-01",
              "closing_mrr, cmrr_gross, cmrr_net",
              "100,100,0"),
          new TrapAnswer(
              "55 a whole leap year",
              "FROM mrr_items SELECT from_date, to_date, constant_mrr, arr WHERE subscription_id = 'c55-1'",
              List.of("2024-01-01,2025-01-01,3050,36600")),
          new TrapAnswer(
              "55 and its renewal that never came",
              "FROM renewals SELECT due_date, expiring_arr, renewed_arr, outcome WHERE contract_id = 'c55-1'",
              List.of("2024-12-31,36600,0,lost")),
          new TrapAnswer(
              "108 what is billed past its contract's end keeps its MRR and says so",
              "FROM mrr_items SELECT subscription_id, contract_id, out_of_contract_from, to_date, constant_mrr WHERE account_id = '%s'"
                  .formatted(account(OVERDUE, 1)),
              List.of("k108-a,c108-1,2025-07-01,,100", "k108-b,c108-1,2025-07-01,,40")),
          new TrapAnswer(
              "108 one contract is worth all subscriptions that name it",
              "FROM renewals SELECT due_date, expiring_arr, outcome WHERE contract_id = 'c108-1'",
              List.of("2025-06-30,1680,lost")),
          new TrapAnswer(
              "57 what is signed counts in gross, and what is noticed not in net",
              "FROM account_months JOIN accounts USING (account_id) SELECT sum(closing_mrr), sum(cmrr_gross), sum(cmrr_net) WHERE segment = 't57' AND month = DATE '2025-08-01'",
              List.of("1000,1120,1070")),
          TrapAnswer.rate(57, "a year of it", "carr_gross", "1m", "2025-08-01", "13440,"),
          TrapAnswer.rate(57, "and of the net", "carr_net", "1m", "2025-08-01", "12840,"),
          new TrapAnswer(
              "57 an account is told its next renewal",
              "FROM account_360 SELECT next_renewal_date, days_to_renewal, next_notice_deadline, arr_due_90_days WHERE account_id = '%s'"
                  .formatted(account(57, 2)),
              List.of("2025-10-31,61,2025-10-01,600")),
          TrapAnswer.rate(59, "45 of 50 renew", "renewal_rate", "1m", "2025-05-01", "45,50"),
          TrapAnswer.rate(
              59,
              "a gain makes up for no loss",
              "gross_renewal_rate",
              "1m",
              "2025-05-01",
              "3200000,4000000"),
          TrapAnswer.rate(
              59, "but in net", "net_renewal_rate", "1m", "2025-05-01", "3600000,4000000"),
          new TrapAnswer(
              "59 the whole book is another base",
              "FROM metric_values SELECT round(value, 4) WHERE metric = 'gross_revenue_retention' AND \"window\" = '12m' AND period = DATE '2025-08-01' AND dimension_value = 't59'",
              List.of("0.92")),
          new TrapAnswer(
              "60 signed long before it is due",
              "FROM renewals SELECT due_date, renewed_date, outcome, successor, expiring_arr, renewed_arr WHERE contract_id = 'c60-1'",
              List.of("2025-07-31,2025-05-10,early,c60-1b,1200,1200")),
          TrapAnswer.rate(60, "counts when it is", "renewal_rate", "1m", "2025-07-01", "1,1"),
          movements(61, 1, "signed 20 days late moves nothing", "2024-07-01,new,100"),
          new TrapAnswer(
              "61 and is late, not lost",
              "FROM renewals SELECT due_date, renewed_date, outcome, is_partial WHERE contract_id = 'c61-1'",
              List.of("2025-06-30,2025-07-20,late,false")),
          movements(
              61,
              2,
              "unsigned on day 31 it left on the day after the due date",
              "2024-07-01,new,100",
              "2025-07-01,churn,-100"),
          new TrapAnswer(
              "61 within the grace MRR is held and told apart",
              "FROM account_months SELECT month, closing_mrr, in_grace_mrr WHERE account_id = '%s' AND month >= DATE '2025-07-01'"
                  .formatted(account(61, 3)),
              List.of("2025-07-01,100,0", "2025-08-01,100,100")),
          new TrapAnswer(
              "61 a month is over, though some of its renewals may still come",
              "FROM metrics_by_month JOIN metric_values ON period = month SELECT month, metrics_by_month.is_partial, metric_values.is_partial WHERE month = DATE '2025-08-01' AND metric = 'renewal_rate' AND \"window\" = '1m' AND dimension = 'all'",
              List.of("2025-08-01,false,true")),
          movements(
              61,
              4,
              "what was noticed has no grace",
              "2024-08-11,new,100",
              "2025-08-11,churn,-100"),
          new TrapAnswer(
              "an annual subscription stands for a contract, and is due again in a year",
              "FROM renewals SELECT term_number, due_date, outcome, expiring_arr, renewed_arr, origin WHERE contract_id = 't85-a'",
              List.of(
                  "0,2025-01-14,on_time,1200,1200,subscription",
                  "1,2026-01-14,open,1200,,subscription")));

  private final Inbox inbox;

  private ContractTraps(Inbox inbox) {
    this.inbox = inbox;
  }

  static void write(Inbox inbox) throws IOException {
    ContractTraps traps = new ContractTraps(inbox);
    inbox.land(
        "reference/contracts",
        TO,
        "contract_id,account_id,product_family,start_date,end_date,signed_date,notice_date,notice_days,total_value,mrr");
    traps.leapYear();
    traps.committed();
    traps.billedOn();
    traps.renewalRates();
    traps.early();
    traps.late();
  }

  private static TrapAnswer movements(int trap, int member, String title, String... rows) {
    return new TrapAnswer(
        "%d %s".formatted(trap, title),
        "FROM mrr_movements SELECT movement_date, movement, amount WHERE account_id = '%s'"
            .formatted(account(trap, member)),
        List.of(rows));
  }

  private void leapYear() throws IOException {
    appears(55, 1);
    signs(55, 1, "", "2024-01-01,2024-12-31,2023-12-01,,,36600,");
  }

  private void billedOn() throws IOException {
    appears(OVERDUE, 1);
    signs(OVERDUE, 1, "", "2024-07-01,2025-06-30,2024-06-01,,,5000,");
    inbox.land(
        "billing/customers",
        "2025-01-31",
        "{\"id\":\"k108\",\"created\":%d,\"metadata\":{\"account_id\":\"%s\"}}"
            .formatted(epoch("2023-12-01"), account(OVERDUE, 1)));
    names("a", 10_000);
    names("b", 4_000);
  }

  /** A subscription whose metadata name the contract. */
  private void names(String subscription, int cents) throws IOException {
    inbox.land(
        "billing/subscriptions",
        "2025-01-31",
        sub(
                subscription,
                "active",
                "2024-07-01",
                "\"metadata\":{\"contract_id\":\"c108-1\"},",
                item(cents))
            .replace("{T}", "k108"));
  }

  /** One account is billed and has signed more; another has given notice of all it has. */
  private void committed() throws IOException {
    appears(57, 1);
    inbox.land(
        "billing/customers",
        "2025-01-31",
        "{\"id\":\"k57\",\"created\":%d,\"metadata\":{\"account_id\":\"%s\"}}"
            .formatted(epoch("2023-12-01"), account(57, 1)));
    inbox.land(
        "billing/subscriptions",
        "2025-01-31",
        sub("a", "active", "2024-01-01", "", item(95_000)).replace("{T}", "k57"));
    signs(57, 1, "", "2025-10-01,2026-09-30,2025-08-20,,,,120");
    appears(57, 2);
    signs(57, 2, "", "2024-11-01,2025-10-31,2024-10-01,2025-08-15,30,,50");
  }

  /**
   * Of 4.0 million due in May, 0.5 are lost, 0.3 renewed less and 0.4 more; six million are not
   * due.
   */
  private void renewalRates() throws IOException {
    for (int member = 1; member <= 50; member++) {
      appears(59, member);
      int due = member <= 5 ? 100_000 : member <= 15 ? 70_000 : 80_000;
      signs(59, member, "", "2024-06-01,2025-05-31,2024-05-01,,,%d,".formatted(due));
      if (member > 5) {
        int renewed = member <= 30 ? due : member <= 40 ? 50_000 : 120_000;
        signs(59, member, "b", "2025-06-01,2026-05-31,2025-05-20,,,%d,".formatted(renewed));
      }
    }
    appears(59, 51);
    signs(59, 51, "", "2024-01-01,2026-12-31,2023-12-01,,,18000000,");
  }

  private void early() throws IOException {
    appears(60, 1);
    signs(60, 1, "", "2024-08-01,2025-07-31,2024-07-01,,60,1200,");
    signs(60, 1, "b", "2025-08-01,2026-07-31,2025-05-10,,60,1200,");
  }

  private void late() throws IOException {
    for (int member = 1; member <= 4; member++) {
      appears(61, member);
    }
    signs(61, 1, "", "2024-07-01,2025-06-30,2024-06-01,,,1200,");
    signs(61, 1, "b", "2025-07-01,2026-06-30,2025-07-20,,,1200,");
    signs(61, 2, "", "2024-07-01,2025-06-30,2024-06-01,,,1200,");
    signs(61, 3, "", "2024-08-11,2025-08-10,2024-08-01,,,1200,");
    signs(61, 4, "", "2024-08-11,2025-08-10,2024-08-01,2025-08-01,,1200,");
  }

  private void appears(int trap, int member) throws IOException {
    inbox.land(
        "crm/Account",
        TO,
        "%s,false,k%d-%d,2023-12-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,t%d,"
            .formatted(account(trap, member), trap, member, trap));
  }

  private void signs(int trap, int member, String suffix, String terms) throws IOException {
    inbox.land(
        "reference/contracts",
        TO,
        "c%d-%d%s,%s,main,%s".formatted(trap, member, suffix, account(trap, member), terms));
  }

  private static String account(int trap, int member) {
    return "0010000000%05dAAA".formatted(1000 * trap + member);
  }
}
