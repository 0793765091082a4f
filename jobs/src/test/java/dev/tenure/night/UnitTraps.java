package dev.tenure.night;

import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.sub;

import java.io.IOException;
import java.util.List;

/**
 * The traps of cash and of unit economics, and what stands beside MRR: debts, bookings, reasons for
 * leaving, conversions and peers. The numbers are those of the metrics' definitions, or reckoned by
 * hand.
 */
final class UnitTraps {
  private static final String FIRST = "2025-01-31";
  private static final String LAST = "2025-08-31";

  static final List<TrapAnswer> ANSWERS =
      List.of(
          TrapAnswer.movements(19, "a refund moves nothing", "2025-01-01,new,new_logo,100"),
          new TrapAnswer(
              "19 a refund is cash that goes",
              "FROM cash_months SELECT month, collected_amount, refunded_amount, net_cash WHERE account_id = 'unmapped:billing:t19'",
              List.of("2025-01-01,100,0,100", "2025-02-01,0,-100,-100")),
          new TrapAnswer(
              "53 no lifetime value without churn or with too little of it",
              "FROM metric_values SELECT dimension_value, metric, value, status WHERE metric IN ('ltv', 'ltv_simple') AND dimension_value IN ('t35', 't53', 't93') AND period = DATE '2025-08-01'",
              List.of(
                  "t35,ltv,,no_churn",
                  "t35,ltv_simple,,no_churn",
                  "t53,ltv,1600,ok",
                  "t53,ltv_simple,2000,ok",
                  "t93,ltv,,too_few",
                  "t93,ltv_simple,,too_few")),
          TrapAnswer.rate(
              54,
              "what is won pays back by its margin",
              "cac_payback_months",
              "1m",
              "2025-08-01",
              "120000,8000"),
          new TrapAnswer(
              "54 in 15 months",
              "FROM metric_values SELECT metric, value, status WHERE metric IN ('cac', 'cac_payback_months', 'gross_margin') AND dimension_value = 't54' AND period = DATE '2025-08-01'",
              List.of("cac,30000,ok", "cac_payback_months,15,ok", "gross_margin,0.8,ok")),
          new TrapAnswer(
              "a cost of no segment is the company's alone",
              "FROM metric_values SELECT dimension, numerator WHERE metric = 'cac' AND period = DATE '2025-08-01' AND numerator IS NOT NULL",
              List.of("all,120500", "segment,120000")),
          new TrapAnswer(
              "a debt is aged from the day on which it was due",
              "FROM receivables SELECT open_amount, overdue_amount, max_days_overdue, overdue_30_amount, overdue_60_amount, disputed_amount, retry_count, invoiced_amount_12_months, dso WHERE account_id = 'unmapped:billing:t104'",
              List.of("60,60,31,0,60,0,3,100,219")),
          new TrapAnswer(
              "a deal has moved MRR",
              "FROM bookings SELECT opportunity_kind, opportunity_amount, won_date, mrr_effect",
              List.of("new_business,30000,2025-08-08,2500")),
          new TrapAnswer(
              "a review tells why somebody left, and to whom",
              "FROM churn_events SELECT stated_reason, assessed_reason, churn_reason, reason_group, competitor, is_avoidable WHERE account_id = 'unmapped:billing:t37'",
              List.of("too_expensive,rival_won,competitor,market,Rival,true")),
          new TrapAnswer(
              "who tries for 31 days has not converted within 30",
              "FROM conversions SELECT started_month, horizon_days, started, converted, conversion_rate WHERE funnel = 'trial_to_paid'",
              List.of("2025-01-01,30,1,0,0", "2025-01-01,60,1,1,1", "2025-01-01,90,1,1,1")),
          new TrapAnswer(
              "peers stand beside the company's own value",
              "FROM metric_benchmarks SELECT metric, benchmark_segment, p50, period, value, status",
              List.of("gross_revenue_retention,t44,0.9,2025-08-01,0.75,below_p25")));

  private final SegmentTraps.Inbox inbox;
  private final SegmentTraps segments;

  private UnitTraps(SegmentTraps.Inbox inbox) {
    this.inbox = inbox;
    this.segments = new SegmentTraps(inbox);
  }

  static void write(SegmentTraps.Inbox inbox) throws IOException {
    UnitTraps traps = new UnitTraps(inbox);
    traps.cash();
    traps.lifetimes();
    traps.costs();
    traps.besides();
  }

  private void cash() throws IOException {
    inbox.land("billing/customers", FIRST, customer(19));
    inbox.land(
        "billing/subscriptions",
        FIRST,
        sub("a", "active", "2025-01-01", "", item(10_000)).replace("{T}", "t19"));
    inbox.land(
        "billing/charges",
        FIRST,
        "{\"id\":\"ch-t19\",\"object\":\"charge\",\"customer\":\"t19\",\"status\":\"succeeded\",\"currency\":\"usd\",\"amount\":10000,\"amount_captured\":10000,\"created\":%d}"
            .formatted(epoch("2025-01-05")));
    inbox.land(
        "billing/refunds",
        LAST,
        "{\"id\":\"re-t19\",\"object\":\"refund\",\"charge\":\"ch-t19\",\"status\":\"succeeded\",\"currency\":\"usd\",\"amount\":10000,\"created\":%d}"
            .formatted(epoch("2025-02-05")));
    inbox.land("billing/customers", FIRST, customer(104));
    inbox.land(
        "billing/invoices",
        LAST,
        "{\"id\":\"in-t104\",\"customer\":\"t104\",\"status\":\"open\",\"currency\":\"usd\",\"created\":%d,\"due_date\":%d,\"total\":10000,\"amount_due\":10000,\"amount_paid\":4000,\"amount_remaining\":6000,\"attempt_count\":4,\"status_transitions\":{\"finalized_at\":%d},\"lines\":{\"data\":[]}}"
            .formatted(epoch("2025-07-01"), epoch("2025-07-31"), epoch("2025-07-01")));
  }

  private static String customer(int trap) {
    return "{\"id\":\"t%d\",\"created\":%d}".formatted(trap, epoch("2024-01-01"));
  }

  /** Of 400 accounts twenty leave, and of forty two. */
  private void lifetimes() throws IOException {
    churning(53, 400, 20);
    churning(93, 40, 2);
  }

  private void churning(int trap, int accounts, int leaving) throws IOException {
    for (int member = 1; member <= accounts; member++) {
      segments.pays(trap, member, "2025-07-10", 10_000);
      if (member <= leaving) {
        segments.leaves(trap, member, "2025-08-20", "2025-07-10", 10_000);
      }
    }
  }

  private void costs() throws IOException {
    for (int member = 1; member <= 4; member++) {
      segments.pays(54, member, "2025-08-10", 250_000);
    }
    inbox.land(
        "reference/costs",
        LAST,
        """
        cost_id,month,function,team,segment,amount,currency,allocation_key
        c1,2025-08,cost_of_revenue,hosting,t53,7600,USD,
        c2,2025-08,cost_of_revenue,hosting,t93,100,USD,
        c3,2025-08,cost_of_revenue,hosting,t54,2000,USD,
        c4,2025-08,acquisition_new,sales,t54,120000,USD,
        c5,2025-08,acquisition_new,sales,,500,USD,accounts
        c6,2025-08,cost_of_revenue,hosting,t35,50,USD,""");
  }

  private void besides() throws IOException {
    inbox.land(
        "crm/Opportunity",
        LAST,
        """
        Id,IsDeleted,AccountId,Name,Type,StageName,Amount,IsClosed,IsWon,CloseDate,CreatedDate,SystemModstamp
        006000000000001AAA,false,%s,Deal,New Business,Closed Won,30000.0,true,true,2025-08-08,2025-07-01T00:00:00.000Z,2025-08-08T00:00:00.000Z"""
            .formatted(SegmentTraps.account(54, 1)));
    inbox.land(
        "success/churn_reviews",
        LAST,
        """
        account_id,churn_date,reason,competitor,avoidable,reviewer,notes
        unmapped:billing:t37,2025-06-12,rival_won,Rival,true,Ann,""");
    inbox.land(
        "reference/churn_reasons",
        LAST,
        """
        stated_reason,reason,reason_group
        rival_won,competitor,market""");
    inbox.land(
        "reference/benchmarks",
        LAST,
        """
        metric,window,segment,source,year,p25,p50,p75
        gross_revenue_retention,12m,t44,Survey,2025,0.8,0.9,0.95""");
  }
}
