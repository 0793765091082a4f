package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Case;
import dev.tenure.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Where each requirement of revenue is answered and which case proves it. The page {@code
 * docs/requirements.md} is written anew with -Dtenure.write-docs=true.
 */
class RequirementsTest {
  private static final Path PAGE = Path.of("../docs/requirements.md");

  private static final String HEAD =
      """
      # Requirements of revenue, and where they are answered

      The numbers are those of the specification. A metric is a key of `metric_values`; everything else is a mart and its
      column. The case is one of the pair that computes it.

      | requirement | mart and column, or metric | pair | case |
      |---|---|---|---|
      """;

  /** A requirement, the column or metric that answers it, and the case of a pair that proves it. */
  private record Answer(int number, String name, String place, String pair, String title) {
    static Answer metric(int number, String name, String metric, String title) {
      return new Answer(number, name, metric, metric, title);
    }

    String line() {
      return "| R%d %s | `%s` | `%s` | %s |\n".formatted(number, name, place, pair, title);
    }
  }

  private static final List<Answer> ANSWERS =
      List.of(
          new Answer(
              27,
              "time left to renewal",
              "account_360.days_to_renewal",
              "account_360",
              "the next renewal is that of the term which is open and due first, and what is due within 90 days is added up"),
          new Answer(
              27,
              "deadline of notice",
              "renewals.notice_deadline",
              "agreed_terms",
              "a whole leap year is twelve months, and 366 days that are none are 365"),
          new Answer(
              28,
              "outstanding invoices",
              "receivables.overdue_amount",
              "receivables",
              "what is open is aged from its due date, and the due day itself is in time"),
          new Answer(
              28,
              "cash, refunds and lost disputes",
              "cash_months.net_cash",
              "cash_months",
              "a refund and a dispute that was lost are cash that goes, each in its own month"),
          Answer.metric(
              29,
              "churn of logos",
              "logo_churn_rate",
              "of three that paid at the start one left, and who joined and left meanwhile does not count"),
          Answer.metric(29, "churn of revenue", "gross_mrr_churn_rate", "180 lost of 1000"),
          Answer.metric(
              29,
              "net churn of revenue",
              "net_mrr_churn_rate",
              "180 lost and as much won back of 1000"),
          new Answer(
              29,
              "voluntary and involuntary churn",
              "churn_events.churn_kind",
              "account_churns",
              "a request, a debt, a deleted record and a pause that ran out are told apart"),
          Answer.metric(
              30,
              "gross revenue retention",
              "gross_revenue_retention",
              "growth of one account does not hide the loss of another, 150 of 200 stay"),
          Answer.metric(
              30,
              "net revenue retention",
              "net_revenue_retention",
              "new business of 50 does not turn 110 percent into 160"),
          new Answer(
              30,
              "retention by parent",
              "gross_revenue_retention_by_parent",
              "payer_retention_totals",
              "a parent whose one account takes over from the other retains all, two customers do not"),
          new Answer(
              30,
              "retention of logos",
              "survival_curves.survival",
              "survival_estimates",
              "a published example of 21 lives, of which nine end"),
          new Answer(
              31,
              "renewals",
              "renewals.outcome",
              "term_outcomes",
              "due on 31 July and signed on 10 May is early, due on 30 June and signed on 20 July is late by 20 days"),
          Answer.metric(
              31,
              "rate of renewal by count",
              "renewal_rate",
              "45 of 50 that were due are 90 percent"),
          Answer.metric(
              31,
              "gross rate of renewal",
              "gross_renewal_rate",
              "4.0 million due, 0.5 lost and 0.3 less, are 80 percent whatever others gain"),
          Answer.metric(
              31,
              "net rate of renewal",
              "net_renewal_rate",
              "4.0 million due, 0.5 lost, 0.3 less and 0.4 more, are 90 percent"),
          Answer.metric(
              32,
              "expansion rate",
              "expansion_rate",
              "every expansion of the month counts, also of who was new in it"),
          new Answer(
              32,
              "upsell by seats, plans and prices",
              "mrr_movement_parts.sub_type",
              "movement_parts",
              "two more seats at the old price, then twelve at the new one, 1000 to 1320 is 200 and 120"),
          new Answer(
              32,
              "cross-sell",
              "mrr_movement_parts.sub_type",
              "movement_parts",
              "what stands alone is cross-sell where its family was absent, else seats"),
          new Answer(
              32,
              "what deals have moved",
              "bookings.mrr_effect",
              "bookings",
              "a movement belongs to the latest deal, and a loss and what comes too late to none"),
          new Answer(
              33,
              "whitespace",
              "whitespace.potential_mrr",
              "whitespace",
              "a segment with five owners estimates for itself, one with fewer takes the median of all"),
          new Answer(
              33,
              "upsell opportunities",
              "expansion_opportunities.status",
              "expansion_opportunities",
              "what is neither won nor closed is open, and new business is no expansion"),
          new Answer(
              34,
              "conversions",
              "conversions.conversion_rate",
              "conversions",
              "who pays on the thirtieth day has converted, who paid before has not begun, and a young cohort has no rate"),
          Answer.metric(
              35, "MRR", "mrr", "MRR is the sum of what accounts pay at the end of the month"),
          new Answer(
              35,
              "the bridge of MRR",
              "mrr_bridges.closing_mrr",
              "bridge_totals",
              "money and accounts roll forward side by side"),
          new Answer(
              35,
              "the bridge at spot rates",
              "mrr_bridges.fx_mrr",
              "spot_bridges",
              "a rate that falls moves MRR at spot rates and nothing else"),
          new Answer(
              35,
              "MRR by parent",
              "parent_months.closing_mrr",
              "payer_movements",
              "what a child leaves and another takes over moves nothing for their parent"),
          new Answer(
              35,
              "MRR by billing customer",
              "billing_customer_months.closing_mrr",
              "payer_levels",
              "a customer of each billing system pays for itself"),
          new Answer(
              35,
              "what finance corrects",
              "mrr_items.adjustment_id",
              "item_ledger",
              "finance says what an item is worth for a while, in its own currency or in another, whatever its discounts"),
          new Answer(
              35,
              "migrations",
              "mrr_items.state",
              "item_ledger",
              "the gap of a migration is held, and what is billed twice ends where the new subscription starts"),
          new Answer(
              35,
              "ARR",
              "account_months.arr",
              "account_months",
              "opening plus all movements is closing, 1,000 + 200 + 50 + 120 + 10 - 70 - 110 = 1,200"),
          new Answer(
              35,
              "committed MRR",
              "account_months.cmrr_net",
              "committed_months",
              "ARR of 1,000 with 120 signed and not started and a notice of 50 is 1,120 gross and 1,070 net, here by month"),
          Answer.metric(
              35,
              "growth of revenue",
              "mrr_growth_rate",
              "from 1000 to 1100 within a month, and to 1250 within three"),
          Answer.metric(36, "cost to acquire a customer", "cac", "120,000 for two new customers"),
          Answer.metric(
              36,
              "cost to acquire a customer, one sales cycle before",
              "cac_lagged",
              "two new customers of August cost what was spent in May, three months before"),
          Answer.metric(
              36,
              "payback",
              "cac_payback_months",
              "120,000 for 10,000 of MRR at a margin of 80 % take 15 months, not 12"),
          Answer.metric(
              37, "cost to retain", "customer_retention_cost_ratio", "900 to keep 6,000 of MRR"),
          Answer.metric(37, "cost to acquire", "cac_ratio", "12,000 of ARR for 18,000"),
          Answer.metric(
              38,
              "lifetime value",
              "ltv",
              "at 5 % churn and a margin of 80 % 100 a month are worth 1,600"),
          Answer.metric(
              38,
              "lifetime value by survival",
              "ltv_survival",
              "100 a month at a margin of 80 % over 1 + 0.5 + 0.25 months are 140, and of 29 churns nothing is told"),
          Answer.metric(
              38,
              "lifetime value without margin",
              "ltv_simple",
              "at 5 % churn 100 a month are worth 2,000, and nothing without churn or with too little of it"),
          Answer.metric(
              38,
              "lifetime value over cost to acquire",
              "ltv_to_cac",
              "a customer worth 1,600 that costs 800 to win is worth twice its cost"),
          Answer.metric(
              39,
              "recurring revenue per paying account",
              "arpa",
              "the average is over paying accounts alone"),
          Answer.metric(
              40,
              "share of existing customers",
              "existing_customer_share",
              "who paid a year ago is an existing customer, also after a gap, and who came eleven months ago is not"),
          new Answer(
              41,
              "benchmarks of peers",
              "metric_benchmarks.status",
              "metric_benchmarks",
              "the last complete month of the benchmark's year is compared"),
          new Answer(
              42,
              "why customers say they leave",
              "churn_events.stated_reason",
              "account_churns",
              "a request, a debt, a deleted record and a pause that ran out are told apart"),
          new Answer(
              42,
              "why customers leave, as assessed",
              "churn_events.reason_group",
              "reviewed_churns",
              "a review of the month corrects what was stated, and a reason that no list knows is its own"),
          Answer.metric(
              42,
              "coverage of reasons",
              "churn_reason_coverage",
              "of four losses three have a reason"),
          Answer.metric(
              42,
              "share of other reasons",
              "churn_reason_other_share",
              "of four reasons one says other, and without a reason there is no share"),
          Answer.metric(
              43,
              "losses to competitors",
              "competitor_churn_share",
              "100 of 190 went to a competitor"));

  private final Catalogue catalogue =
      CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")));

  @Test
  void everyRequirementIsNamed() {
    assertThat(ANSWERS.stream().map(Answer::number).distinct())
        .containsExactly(27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43);
  }

  @Test
  void whatAnswersItIsThereAndHasTheCase() {
    for (Answer answer : ANSWERS) {
      String[] place = answer.place().split("\\.", 2);
      Contract contract = catalogue.model(place[0]).contract();
      assertThat(place.length == 1 ? contract.isMetric() : contract.column(place[1]).isPresent())
          .as(answer.place())
          .isTrue();
      assertThat(catalogue.model(answer.pair()).contract().cases())
          .as(answer.pair())
          .extracting(Case::title)
          .contains(answer.title());
    }
  }

  @Test
  void thePageTellsIt() throws IOException {
    String page = HEAD + ANSWERS.stream().map(Answer::line).collect(Collectors.joining());
    if (Boolean.getBoolean("tenure.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }
}
