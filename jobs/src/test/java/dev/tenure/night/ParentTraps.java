package dev.tenure.night;

import static dev.tenure.night.StripeLines.ended;
import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.sub;

import dev.tenure.night.SegmentTraps.Inbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The traps of accounts that own each other: each has a family of accounts in the CRM, which pay by
 * customers of their own in the billing system. The amounts are reckoned by hand.
 */
final class ParentTraps {
  private static final String FIRST = "2025-01-31";
  private static final String SOLD = "2025-06-10";
  private static final String LAST = "2025-08-31";
  private static final String AGES_AGO = "2024-01-01";

  /** P owns A and B; on 16 May A leaves and B takes over what it had. */
  private static final int CONSOLIDATED = 49;

  /** Q owns C, which pays, and D, which begins to on 5 May. */
  private static final int CONNECTED = 104;

  /** R sells E to S on 10 June, which pays 25 more from that day on. */
  private static final int TRADED = 105;

  /** F and G own each other. */
  private static final int CIRCLE = 106;

  /**
   * U sells H to V on 12 July, which the accounts show at the end of August and their history on
   * its day.
   */
  private static final int TOLD = 107;

  static final List<TrapAnswer> ANSWERS =
      List.of(
          new TrapAnswer(
              "49 one child leaves and another takes over",
              "FROM mrr_movements SELECT account_id, movement_date, movement, amount WHERE account_id IN ('%s', '%s') AND movement_date > DATE '2025-01-01'"
                  .formatted(account(49, 1), account(49, 2)),
              List.of(
                  account(49, 1) + ",2025-05-16,churn,-100",
                  account(49, 2) + ",2025-05-16,expansion,100")),
          new TrapAnswer(
              "49 which is nothing to their parent",
              "FROM parent_months SELECT hierarchy, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, transfer_mrr, closing_mrr WHERE parent_id = '%s' AND month = DATE '2025-05-01'"
                  .formatted(account(49, 0)),
              List.of("as_is,200,0,0,0,0,0,0,200", "as_was,200,0,0,0,0,0,0,200")),
          new TrapAnswer(
              "49 and each part says so",
              "FROM mrr_movement_parts SELECT customer_id, customer_movement, account_movement, parent_movement, amount WHERE parent_id = '%s' AND basis = 'contract_constant' AND movement_date = DATE '2025-05-16'"
                  .formatted(account(49, 0)),
              List.of("s49-1,churn,churn,,-100", "s49-2,expansion,expansion,,100")),
          new TrapAnswer(
              "49 no logo of a parent is lost, its revenue stays, and 30 of a connected account are net growth",
              "FROM metric_values AS accounts JOIN metric_values AS parents ON parents.metric = accounts.metric || '_by_parent' AND parents.period = accounts.period AND parents.\"window\" = accounts.\"window\" SELECT accounts.metric, abs(accounts.numerator - parents.numerator), accounts.denominator - parents.denominator WHERE accounts.dimension = 'all' AND accounts.period = DATE '2025-05-01' AND accounts.\"window\" = '1m'",
              List.of(
                  "gross_revenue_retention,100,0",
                  "logo_churn_rate,1,1",
                  "net_revenue_retention,30,0")),
          new TrapAnswer(
              "104 a new child of a paying parent is connected",
              "FROM mrr_movements SELECT movement_date, movement, sub_type, amount WHERE account_id = '%s'"
                  .formatted(account(CONNECTED, 2)),
              List.of("2025-05-05,new,connected_new,30")),
          new TrapAnswer(
              "104 and its parent's expansion",
              "FROM parent_months SELECT opening_mrr, new_mrr, expansion_mrr, closing_mrr WHERE parent_id = '%s' AND hierarchy = 'as_is' AND month = DATE '2025-05-01'"
                  .formatted(account(CONNECTED, 0)),
              List.of("100,0,30,130")),
          new TrapAnswer(
              "105 an account that is sold goes over with what it had",
              "FROM parent_months SELECT parent_id, opening_mrr, new_mrr, expansion_mrr, churn_mrr, transfer_mrr, closing_mrr WHERE parent_id IN ('%s', '%s') AND hierarchy = 'as_was' AND month = DATE '2025-06-01'"
                  .formatted(account(TRADED, 0), account(TRADED, 9)),
              List.of(
                  account(TRADED, 0) + ",100,0,0,0,-100,0",
                  account(TRADED, 9) + ",0,0,25,0,100,125")),
          new TrapAnswer(
              "105 and has always been the new owner's by today's tree",
              "FROM parent_months SELECT parent_id, min(month), sum(transfer_mrr), max(closing_mrr) WHERE parent_id IN ('%s', '%s') AND hierarchy = 'as_is' GROUP BY parent_id"
                  .formatted(account(TRADED, 0), account(TRADED, 9)),
              List.of(account(TRADED, 9) + ",2024-01-01,0,125")),
          new TrapAnswer(
              "106 a circle owns nobody",
              "FROM parent_months SELECT parent_id, closing_mrr WHERE parent_id IN ('%s', '%s') AND hierarchy = 'as_is' AND month = DATE '2025-05-01'"
                  .formatted(account(CIRCLE, 1), account(CIRCLE, 2)),
              List.of(account(CIRCLE, 1) + ",10", account(CIRCLE, 2) + ",10")),
          new TrapAnswer(
              "106 and warns",
              "FROM data_quality SELECT source, rows_failed, status WHERE rule = 'parent_in_circle'",
              List.of("crm,2,warn")),
          new TrapAnswer(
              "107 a field's history tells the day between two extracts",
              "FROM parent_months SELECT parent_id, month, opening_mrr, transfer_mrr, closing_mrr WHERE parent_id IN ('%s', '%s') AND hierarchy = 'as_was' AND month >= DATE '2025-06-01' ORDER BY ALL"
                  .formatted(account(TOLD, 0), account(TOLD, 9)),
              List.of(
                  account(TOLD, 0) + ",2025-06-01,100,0,100",
                  account(TOLD, 0) + ",2025-07-01,100,-100,0",
                  account(TOLD, 0) + ",2025-08-01,0,0,0",
                  account(TOLD, 9) + ",2025-07-01,0,100,100",
                  account(TOLD, 9) + ",2025-08-01,100,0,100")),
          new TrapAnswer(
              "107 and the account's versions have it",
              "FROM account_versions SELECT valid_from, valid_to, parent_account_id WHERE account_id = '%s'"
                  .formatted(account(TOLD, 1)),
              List.of(
                  "2025-01-31,2025-07-12," + account(TOLD, 0), "2025-07-12,," + account(TOLD, 9))),
          new TrapAnswer(
              "all grains come to the same",
              "FROM (FROM parent_months SELECT month, hierarchy, sum(closing_mrr) AS mrr, sum(transfer_mrr) AS moved GROUP BY ALL UNION ALL FROM billing_customer_months SELECT month, 'customers', sum(closing_mrr), 0 GROUP BY ALL) AS grains JOIN (FROM account_months SELECT month, sum(closing_mrr) AS mrr GROUP BY month) AS accounts USING (month) SELECT count(DISTINCT hierarchy), count(*) FILTER (grains.mrr <> accounts.mrr OR moved <> 0)",
              List.of("3,0")),
          new TrapAnswer(
              "bridges of parents and billing customers roll forward as those of accounts",
              "FROM mrr_bridges SELECT grain, count(*), count(*) FILTER (opening_mrr + new_mrr + expansion_mrr + contraction_mrr + churn_mrr + reactivation_mrr + pause_mrr + resume_mrr + fx_mrr <> closing_mrr OR opening_accounts + new_accounts + reactivated_accounts + resumed_accounts + from_free_accounts - paused_accounts - to_free_accounts - churned_accounts <> closing_accounts) WHERE basis = 'contract_constant' AND grain <> 'account' GROUP BY grain",
              List.of("billing_customer,20,0", "parent,20,0")));

  private final Inbox inbox;
  private final Path accounts;

  private ParentTraps(Inbox inbox, Path accounts) {
    this.inbox = inbox;
    this.accounts = accounts;
  }

  /**
   * Delivers the families.
   *
   * @param accounts the inbox of the CRM's accounts, whose files of a date are one extract
   */
  static void write(Inbox inbox, Path accounts) throws IOException {
    ParentTraps traps = new ParentTraps(inbox, accounts);
    traps.owners(FIRST, account(TRADED, 0), account(TOLD, 0));
    traps.owners(SOLD, account(TRADED, 9), account(TOLD, 0));
    traps.owners(LAST, account(TRADED, 9), account(TOLD, 9));
    inbox.land(
        "crm/AccountHistory",
        LAST,
        "Id,AccountId,Field,OldValue,NewValue,CreatedDate\n017,%s,Parent,%s,%s,2025-07-12T09:00:00.000Z"
            .formatted(account(TOLD, 1), account(TOLD, 0), account(TOLD, 9)));
    traps.payments();
  }

  private void owners(String date, String ownerOfTraded, String ownerOfTold) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("Id,IsDeleted,Name,CreatedDate,SystemModstamp,Industry,ParentId");
    lines.add(line(account(CONSOLIDATED, 0), ""));
    lines.add(line(account(CONSOLIDATED, 1), account(CONSOLIDATED, 0)));
    lines.add(line(account(CONSOLIDATED, 2), account(CONSOLIDATED, 0)));
    lines.add(line(account(CONNECTED, 0), ""));
    lines.add(line(account(CONNECTED, 1), account(CONNECTED, 0)));
    lines.add(line(account(CONNECTED, 2), account(CONNECTED, 0)));
    lines.add(line(account(TRADED, 0), ""));
    lines.add(line(account(TRADED, 9), ""));
    lines.add(line(account(TRADED, 1), ownerOfTraded));
    lines.add(line(account(TOLD, 0), ""));
    lines.add(line(account(TOLD, 9), ""));
    lines.add(line(account(TOLD, 1), ownerOfTold));
    lines.add(line(account(CIRCLE, 1), account(CIRCLE, 2)));
    lines.add(line(account(CIRCLE, 2), account(CIRCLE, 1)));
    Path folder = Files.createDirectories(accounts.resolve(date));
    Files.write(folder.resolve("families.csv"), lines);
  }

  private void payments() throws IOException {
    pays(CONSOLIDATED, 1, AGES_AGO, 10_000);
    seen(CONSOLIDATED, 1, "2025-05-16", "canceled", AGES_AGO, ended("2025-05-16"), 10_000);
    pays(CONSOLIDATED, 2, AGES_AGO, 10_000);
    seen(CONSOLIDATED, 2, "2025-05-16", "active", AGES_AGO, "", 20_000);
    pays(CONNECTED, 1, AGES_AGO, 10_000);
    pays(CONNECTED, 2, "2025-05-05", 3_000);
    pays(TRADED, 1, AGES_AGO, 10_000);
    seen(TRADED, 1, SOLD, "active", AGES_AGO, "", 12_500);
    pays(TOLD, 1, AGES_AGO, 10_000);
    pays(CIRCLE, 1, AGES_AGO, 1_000);
    pays(CIRCLE, 2, AGES_AGO, 1_000);
  }

  private void pays(int trap, int member, String start, int cents) throws IOException {
    inbox.land(
        "billing/customers",
        FIRST,
        "{\"id\":\"%s\",\"created\":%d,\"metadata\":{\"account_id\":\"%s\"}}"
            .formatted(customer(trap, member), epoch("2023-12-01"), account(trap, member)));
    String date = start.compareTo(FIRST) > 0 ? start : FIRST;
    seen(trap, member, date, "active", start, "", cents);
  }

  private void seen(
      int trap, int member, String date, String status, String start, String fields, int cents)
      throws IOException {
    inbox.land(
        "billing/subscriptions",
        date,
        sub("a", status, start, fields, item(cents)).replace("{T}", customer(trap, member)));
  }

  private static String line(String account, String owner) {
    return "%s,false,%s,2023-12-01T00:00:00.000Z,2023-12-01T00:00:00.000Z,families,%s"
        .formatted(account, account, owner);
  }

  private static String customer(int trap, int member) {
    return "s%d-%d".formatted(trap, member);
  }

  private static String account(int trap, int member) {
    return "001000000%06dAAA".formatted(1000 * trap + member);
  }
}
