package dev.tenure.night;

import static dev.tenure.night.StripeLines.ended;
import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.sub;

import dev.tenure.night.SegmentTraps.Inbox;
import java.io.IOException;
import java.util.List;

/**
 * The traps of what finance corrects and of subscriptions that go on in others, each a customer of
 * its own. The numbers are reckoned by hand.
 */
final class AdjustmentTraps {
  private static final String FIRST = "2025-01-31";
  private static final String LAST = "2025-08-31";

  static final List<TrapAnswer> ANSWERS =
      List.of(
          TrapAnswer.movements(
              111,
              "an item is worth what finance says, on its days alone",
              "2025-01-01,new,new_logo,100",
              "2025-03-01,expansion,price,20",
              "2025-06-01,contraction,price,-20"),
          new TrapAnswer(
              "111 and says by which adjustment",
              "FROM mrr_items SELECT from_date, to_date, list_mrr, contract_mrr, net_mrr, arr, adjustment_id WHERE customer_id = 't111'",
              List.of(
                  "2025-01-01,2025-03-01,100,100,100,1200,",
                  "2025-03-01,2025-06-01,120,120,120,1440,a111",
                  "2025-06-01,,100,100,100,1200,")),
          TrapAnswer.month(111, "the month tells it", "2025-05-01", "closing_mrr, arr", "120,1440"),
          new TrapAnswer(
              "111 and what it moves, at all grains, to the day on which it ends",
              "FROM mrr_movements SELECT movement_date, adjustment_id WHERE account_id = 'unmapped:billing:t111'"
                  + " UNION FROM account_months SELECT month, adjustment_id WHERE account_id = 'unmapped:billing:t111' AND month IN ('2025-02-01', '2025-05-01', '2025-07-01')"
                  + " UNION FROM billing_customer_months SELECT month, adjustment_id WHERE customer_id = 't111' AND month = '2025-04-01'"
                  + " UNION FROM parent_months SELECT month, adjustment_id || ' ' || hierarchy WHERE parent_id = 'unmapped:billing:t111' AND month = '2025-06-01'",
              List.of(
                  "2025-01-01,",
                  "2025-02-01,",
                  "2025-03-01,a111",
                  "2025-04-01,a111",
                  "2025-05-01,a111",
                  "2025-06-01,a111",
                  "2025-06-01,a111 as_is",
                  "2025-06-01,a111 as_was",
                  "2025-07-01,")),
          TrapAnswer.movements(
              112,
              "one of two does not count any more",
              "2025-01-01,new,new_logo,160",
              "2025-04-01,contraction,seat,-60"),
          new TrapAnswer(
              "112 and is still told",
              "FROM mrr_items SELECT item_id, from_date, constant_mrr, state, adjustment_id WHERE customer_id = 't112'",
              List.of(
                  "t112-a-i,2025-01-01,100,earning,",
                  "t112-b-i,2025-01-01,60,earning,",
                  "t112-b-i,2025-04-01,60,excluded,a112")),
          TrapAnswer.movements(
              113,
              "a change moves over the end of a month",
              "2025-01-01,new,new_logo,100",
              "2025-04-30,expansion,price,50"),
          TrapAnswer.month(113, "and into April", "2025-04-01", "closing_mrr", "150"),
          new TrapAnswer(
              "114 a loss has the reason that finance gives",
              "FROM churn_events SELECT churn_date, mrr, churn_reason, reason_group, adjustment_id WHERE account_id = 'unmapped:billing:t114'",
              List.of("2025-04-15,100,competitor,market,a114")),
          TrapAnswer.movements(
              115,
              "an adjustment that expires ends that day",
              "2025-01-01,new,new_logo,100",
              "2025-03-01,expansion,price,20",
              "2025-05-01,contraction,price,-20"),
          TrapAnswer.movements(
              116,
              "a migration with a gap of 15 days is no loss, and what it changes is price",
              "2025-01-01,new,new_logo,100",
              "2025-05-25,expansion,price,20"),
          new TrapAnswer(
              "116 and its gap is held",
              "FROM mrr_items SELECT subscription_id, from_date, to_date, constant_mrr, state WHERE customer_id = 't116'",
              List.of(
                  "t116-a,2025-01-01,2025-05-10,100,earning",
                  "t116-a,2025-05-10,2025-05-25,100,in_migration",
                  "t116-b,2025-05-25,,120,earning")),
          TrapAnswer.movements(
              117,
              "a gap of 31 days is a loss",
              "2025-01-01,new,new_logo,100",
              "2025-05-10,churn,lost_logo,-100",
              "2025-06-10,reactivation,returned_logo,120"),
          new TrapAnswer(
              "118 a customer belongs to the account that finance says",
              "FROM mrr_items SELECT account_id, constant_mrr, adjustment_id WHERE customer_id = 't118'",
              List.of("001000000000001AAA,100,a118")),
          TrapAnswer.movements(
              119,
              "finance labels what a contract had agreed",
              "2025-01-01,new,new_logo,100",
              "2025-05-16,expansion,contracted_step,30"),
          new TrapAnswer(
              "what finance adjusts is published with who answers for it",
              "FROM adjustments SELECT adjustment_id, author, is_matched, is_acting",
              List.of(
                  "a111,Ada,true,false",
                  "a112,Ada,true,true",
                  "a113,Ada,true,false",
                  "a114,Ada,true,false",
                  "a115,Ada,true,false",
                  "a118,Ada,true,true",
                  "a119,Ada,true,true")));

  private final Inbox inbox;

  private AdjustmentTraps(Inbox inbox) {
    this.inbox = inbox;
  }

  static void write(Inbox inbox) throws IOException {
    AdjustmentTraps traps = new AdjustmentTraps(inbox);
    traps.adjusted();
    traps.migrated();
    inbox.land(
        "reference/adjustments",
        LAST,
        """
        id,target,key,from_date,to_date,value,currency,author,approver,reason,created_at,expires_on
        a111,item_mrr,billing:t111-a-i,2025-03-01,2025-06-01,120,,Ada,Bob,agreed by mail,2025-03-04,
        a112,exclude_item,billing:t112-b-i,2025-04-01,,,,Ada,Bob,a demo,2025-04-04,
        a113,effective_date,billing:t113-a-i,2025-05-02,2025-05-03,2025-04-30,,Ada,Bob,entered late,2025-05-04,
        a114,churn_reason,unmapped:billing:t114,2025-04-01,2025-05-01,rival_won,,Ada,Bob,heard from sales,2025-05-04,
        a115,item_mrr,billing:t115-a-i,2025-03-01,,120,USD,Ada,Bob,until the next invoice,2025-03-04,2025-05-01
        a118,link,billing:t118,2025-01-01,,001000000000001AAA,,Ada,Bob,same company,2025-03-04,
        a119,movement_label,billing:t119-a-i,2025-05-16,,contracted_step,,Ada,Bob,a step of the contract,2025-05-20,""");
    inbox.land(
        "reference/migrations",
        LAST,
        """
        migration_id,old_source,old_subscription_id,new_source,new_subscription_id
        m116,billing,t116-a,,t116-b
        m117,billing,t117-a,billing,t117-b""");
  }

  private void adjusted() throws IOException {
    pays(111, FIRST, "a", 10_000);
    pays(112, FIRST, "a", 10_000);
    pays(112, FIRST, "b", 6_000);
    pays(113, FIRST, "a", 10_000);
    pays(113, "2025-05-02", "a", 15_000);
    pays(114, FIRST, "a", 10_000);
    leaves(114, "2025-04-15");
    pays(115, FIRST, "a", 10_000);
    pays(118, FIRST, "a", 10_000);
    pays(119, FIRST, "a", 10_000);
    pays(119, "2025-05-16", "a", 13_000);
  }

  private void migrated() throws IOException {
    pays(116, FIRST, "a", 10_000);
    leaves(116, "2025-05-10");
    goesOn(116, "2025-05-25");
    pays(117, FIRST, "a", 10_000);
    leaves(117, "2025-05-10");
    goesOn(117, "2025-06-10");
  }

  private void pays(int trap, String seen, String id, int cents) throws IOException {
    seen(trap, seen, sub(id, "active", "2025-01-01", "", item(cents)));
  }

  private void leaves(int trap, String day) throws IOException {
    seen(trap, day, sub("a", "canceled", "2025-01-01", ended(day), item(10_000)));
  }

  /** The subscription that takes over sells another family of products for 120. */
  private void goesOn(int trap, String day) throws IOException {
    seen(trap, day, sub("b", "active", day, "", item(12_000).replace("\"main\"", "\"chat\"")));
  }

  private void seen(int trap, String date, String subscription) throws IOException {
    inbox.land(
        "billing/customers",
        date,
        "{\"id\":\"t%d\",\"created\":%d}".formatted(trap, epoch("2024-01-01")));
    inbox.land("billing/subscriptions", date, subscription.replace("{T}", "t" + trap));
  }
}
