package dev.tenure.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenure.publish.HandmadeMarts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a night over marts of three accounts, with figures that were added up by hand. */
class NightPagesTest {
  private static final LocalDate NIGHT = LocalDate.of(2026, 2, 15);

  @TempDir private Path folder;
  private Path published;

  @BeforeEach
  void setUp() {
    published = folder.resolve("published");
  }

  @Test
  void figuresAreThoseOfTheNewestMonthThatIsOver() throws SQLException {
    publish("120");

    NightPage page = page();

    assertThat(page.month()).isEqualTo("Jan 2026");
    assertThat(page.currency()).isEqualTo("USD");
    assertThat(page.headlines())
        .extracting(it -> it.name(), it -> it.value().text(), it -> it.before().text())
        .containsExactly(
            tuple("ARR", "2.0\u00a0K", "–"),
            tuple("Net revenue retention, 12 months", "107.7\u00a0%", "–"),
            tuple("Gross revenue retention, 12 months", "76.9\u00a0%", "–"),
            tuple("Logo churn, 12 months", "n < 10", "–"),
            tuple("Paying accounts", "2", "–"));
    assertThat(page.trend())
        .extracting(NightPage.TrendMonth::month, NightPage.TrendMonth::isPartial)
        .containsExactly(tuple("Jan 2026", false), tuple("Feb 2026", true));
  }

  @Test
  void aBridgeRollsForwardFromTheMartsOpeningToTheirClosing() throws SQLException {
    publish("120");

    assertThat(page().bridges().get(0).lines())
        .extracting(Bridge.Line::name, it -> it.amount().text())
        .containsExactly(
            tuple("Opening", "1,560.00"),
            tuple("New", "600.00"),
            tuple("Reactivation", "0.00"),
            tuple("Expansion", "240.00"),
            tuple("Contraction", "0.00"),
            tuple("Churn", "−360.00"),
            tuple("Closing", "2,040.00"),
            tuple("Check: opening + movements − closing", "0.00"));
    Bridge year = page().bridges().get(1);
    assertThat(year.months()).isEqualTo("Feb 2025 to Jan 2026");
    assertThat(year.opening()).isEqualByComparingTo("0");
    assertThat(year.steps().get(0).amount()).isEqualByComparingTo("2160");
    assertThat(year.remainder()).isEqualByComparingTo("0");
  }

  @Test
  void martsThatContradictEachOtherShowInTheCheck() throws SQLException {
    publish("121");

    assertThat(page().bridges().get(0).remainder()).isEqualByComparingTo(new BigDecimal("-12"));
  }

  @Test
  void cohortsAreQuartersThatAreOverAndThoseOfFewAccountsShowNoRate() throws SQLException {
    publish("120");

    NightPage.Cohorts cohorts = page().cohorts();

    assertThat(cohorts.ages()).containsExactly(0, 1, 2);
    assertThat(cohorts.rows())
        .extracting(NightPage.Cohort::quarter, it -> it.accounts().text())
        .containsExactly(tuple("Q3 2025", "2"), tuple("Q4 2025", "14"));
    assertThat(cohorts.rows().get(0).cells())
        .extracting(it -> it.value().text(), NightPage.Cell::shade)
        .containsExactly(tuple("·", 0), tuple("·", 0));
    // 50 + 225 of 100 + 300 after a month; December's second month is not over.
    assertThat(cohorts.rows().get(1).cells())
        .extracting(it -> it.value().text(), NightPage.Cell::shade)
        .containsExactly(tuple("100.0\u00a0%", 6), tuple("68.8\u00a0%", 4), tuple("", 0));
  }

  @Test
  void lossesStandInTheOrderOfTheirSizeAndOldOnesAreOut() throws SQLException {
    publish("120");

    assertThat(page().losses())
        .extracting(NightPage.Loss::account, NightPage.Loss::movement, it -> it.amount().text())
        .containsExactly(
            tuple("C <b>&</b>", "churn", "−360.00"), tuple("A", "contraction", "−12.00"));
  }

  @Test
  void renewalsAreThoseOfTheNextNinetyDaysAndInGraceAsTheMartHasThem() throws SQLException {
    publish("120");

    assertThat(page().renewals())
        .extracting(
            NightPage.Renewal::account,
            it -> it.dueDate().toString(),
            NightPage.Renewal::days,
            NightPage.Renewal::noticeDeadline,
            NightPage.Renewal::state,
            it -> it.arr().text())
        .containsExactly(
            tuple("C <b>&</b>", "2026-01-31", -15L, "", "in grace", "360.00"),
            tuple("A", "2026-02-28", 13L, "2025-12-31", "noticed", "1,428.00"),
            tuple("B", "2026-05-16", 90L, "2026-04-16", "open", "600.00"));
  }

  @Test
  void controlsOfTheMonthAreToldByCauseAndThoseThatWereSkippedAreNot() throws SQLException {
    publish("120");

    assertThat(page().controls())
        .extracting(
            NightPage.Control::control,
            NightPage.Control::currency,
            NightPage.Control::cause,
            it -> it.accounts().text(),
            it -> it.mrr().text(),
            it -> it.amount().text(),
            it -> it.difference().text())
        .containsExactly(
            tuple("crm", "USD", "unexplained", "1", "50.00", "40.00", "10.00"),
            tuple("invoices", "EUR", "agrees", "2", "150.00", "150.00", "0.00"),
            tuple("invoices", "EUR", "arrears", "1", "0.00", "20.00", "−20.00"));
  }

  @Test
  void figuresOfClosedMonthsThatBecameOthersAreToldWithTheirReason() throws SQLException {
    publish("120");

    assertThat(page().restatements())
        .extracting(
            it -> it.night().toString(),
            NightPage.Restatement::month,
            NightPage.Restatement::metric,
            it -> it.reported().text(),
            it -> it.before().text(),
            it -> it.after().text(),
            NightPage.Restatement::reason)
        .containsExactly(
            tuple("2026-02-15", "Dec 2025", "mrr", "160.00", "140.00", "130.00", "late fact"),
            tuple(
                "2026-02-01",
                "Nov 2025",
                "net revenue retention",
                "–",
                "90.0\u00a0%",
                "95.0\u00a0%",
                "several"));
  }

  @Test
  void aCompanyWithoutTheMartsOfControlsHasAPageWithoutThem() throws SQLException {
    figures("120").publish(published, NIGHT, "r1");

    assertThat(page().controls()).isEmpty();
    assertThat(page().restatements()).isEmpty();
  }

  @Test
  void thePageIsOneFileAndEscapesWhatItShows() throws SQLException, IOException {
    publish("120");

    Path newest =
        new NightPages(published, "acme", Map.of("mrr", "What <is> paid.")).write(NIGHT, "r1");

    String html = Files.readString(newest);
    assertThat(html)
        .contains("acme: revenue at the end of Jan 2026")
        .contains("Night of 2026-02-15, run r1.")
        .contains("C &lt;b&gt;&amp;&lt;/b&gt;")
        .contains("What &lt;is&gt; paid.")
        .contains("<li>billing: 2026-02-14 (1 days old)</li>")
        .contains("<li>stale sources: crm 9</li>")
        .contains("2 records belong to no known account; 12.50 of MRR stands under them")
        .contains("aria-label=\"ARR went from 1.6\u00a0K, new 600.0,")
        .doesNotContain("<b>", "http:", "https:", "<script");
    assertThat(published.resolve("reports/2026-02-15.html")).hasContent(html);
  }

  private NightPage page() {
    return new NightPageReader(published, "acme", NIGHT, "r1", Map.of()).page();
  }

  /**
   * @param closing what A pays at the end of January
   */
  private void publish(String closing) throws SQLException {
    figures(closing)
        .mart(
            "mrr_reconciliations",
            "month DATE, control STRING, account_id STRING, native_currency STRING, cause STRING, mrr DECIMAL(24,6), control_amount DECIMAL(24,6), difference DECIMAL(24,6), status STRING",
            "(DATE '2026-01-01', 'invoices', 'A', 'EUR', 'none', 100, 100, 0, 'ok')",
            "(DATE '2026-01-01', 'invoices', 'B', 'EUR', 'none', 50, 50, 0, 'ok')",
            "(DATE '2026-01-01', 'invoices', 'A', 'EUR', 'arrears', 0, 20, -20, 'explained')",
            "(DATE '2026-01-01', 'crm', 'B', 'USD', 'unexplained', 50, 40, 10, 'unexplained')",
            "(DATE '2026-01-01', 'control_mrr', NULL, 'USD', 'none', 0, 0, 0, 'skipped')",
            "(DATE '2026-02-01', 'invoices', 'A', 'EUR', 'none', 100, 100, 0, 'ok')")
        .mart(
            "restatements",
            "as_of_date DATE, month DATE, mart STRING, metric STRING, window STRING, dimension STRING, reported_value DECIMAL(24,6), old_value DECIMAL(24,6), new_value DECIMAL(24,6), reason STRING",
            "(DATE '2026-02-15', DATE '2025-12-01', 'metric_values', 'mrr', '1m', 'all', 160, 140, 130, 'late_fact')",
            "(DATE '2026-02-15', DATE '2025-12-01', 'metric_values', 'mrr', '1m', 'segment', 1, 2, 3, 'late_fact')",
            "(DATE '2026-02-15', DATE '2025-12-01', 'account_months', 'closing_mrr', '1m', 'account', 1, 2, 3, 'late_fact')",
            "(DATE '2026-02-01', DATE '2025-11-01', 'metric_values', 'net_revenue_retention', '12m', 'all', NULL, 0.9, 0.95, 'several')",
            "(DATE '2026-02-01', DATE '2025-11-01', 'metric_values', 'net_revenue_retention', '1m', 'all', NULL, 0.9, 0.95, 'several')",
            "(DATE '2026-01-15', DATE '2025-11-01', 'metric_values', 'mrr', '1m', 'all', 1, 2, 3, 'late_fact')")
        .publish(published, NIGHT, "r1");
  }

  private HandmadeMarts figures(String closing) throws SQLException {
    String amounts =
        "opening_mrr DECIMAL(24,6), new_mrr DECIMAL(24,6), expansion_mrr DECIMAL(24,6), contraction_mrr DECIMAL(24,6), churn_mrr DECIMAL(24,6), reactivation_mrr DECIMAL(24,6), pause_mrr DECIMAL(24,6), resume_mrr DECIMAL(24,6), closing_mrr DECIMAL(24,6)";
    return new HandmadeMarts(folder)
        .mart(
            "account_months",
            "account_id STRING, month DATE, currency STRING, " + amounts,
            "('A', DATE '2025-12-01', 'USD', 0, 100, 0, 0, 0, 0, 0, 0, 100)",
            "('A', DATE '2026-01-01', 'USD', 100, 0, 20, 0, 0, 0, 0, 0, " + closing + ")",
            "('A', DATE '2026-02-01', 'USD', 120, 0, 0, -1, 0, 0, 0, 0, 119)",
            "('B', DATE '2026-01-01', 'USD', 0, 50, 0, 0, 0, 0, 0, 0, 50)",
            "('B', DATE '2026-02-01', 'USD', 50, 0, 0, 0, 0, 0, 0, 0, 50)",
            "('C', DATE '2025-12-01', 'USD', 0, 30, 0, 0, 0, 0, 0, 0, 30)",
            "('C', DATE '2026-01-01', 'USD', 30, 0, 0, 0, -30, 0, 0, 0, 0)",
            "('C', DATE '2026-02-01', 'USD', 0, 0, 0, 0, 0, 0, 0, 0, 0)")
        .mart(
            "metric_values",
            "period DATE, metric STRING, window STRING, dimension STRING, is_partial BOOLEAN, numerator DECIMAL(24,6), value DOUBLE, n BIGINT",
            "(DATE '2026-01-01', 'mrr', '1m', 'all', false, 170, 170, 2)",
            "(DATE '2026-02-01', 'mrr', '1m', 'all', true, 169, 169, 2)",
            "(DATE '2026-01-01', 'mrr', '1m', 'region', false, 1, 1, 1)",
            "(DATE '2026-01-01', 'paying_accounts', '1m', 'all', false, 2, 2, 2)",
            "(DATE '2026-01-01', 'net_revenue_retention', '12m', 'all', false, 140, 1.0769, 12)",
            "(DATE '2026-01-01', 'net_revenue_retention', '1m', 'all', false, 1, 0.5, 12)",
            "(DATE '2026-01-01', 'gross_revenue_retention', '12m', 'all', false, 100, 0.7692, 12)",
            "(DATE '2026-01-01', 'logo_churn_rate', '12m', 'all', false, 1, 0.2, 9)")
        .mart(
            "cohort_retention",
            "cohort_month DATE, months_since BIGINT, dimension STRING, accounts BIGINT, cohort_mrr DECIMAL(24,6), closing_mrr DECIMAL(24,6)",
            "(DATE '2025-09-01', 0, 'all', 2, 20, 20)",
            "(DATE '2025-09-01', 1, 'all', 2, 20, 20)",
            "(DATE '2025-11-01', 0, 'all', 4, 100, 100)",
            "(DATE '2025-11-01', 1, 'all', 4, 100, 50)",
            "(DATE '2025-11-01', 2, 'all', 4, 100, 30)",
            "(DATE '2025-12-01', 0, 'all', 10, 300, 300)",
            "(DATE '2025-12-01', 1, 'all', 10, 300, 225)",
            "(DATE '2025-12-01', 2, 'all', 10, 300, NULL)",
            "(DATE '2026-01-01', 0, 'all', 11, 110, 110)",
            "(DATE '2025-12-01', 0, 'region', 10, 300, 300)")
        .mart(
            "mrr_movements",
            "account_id STRING, movement_date DATE, movement STRING, amount DECIMAL(24,6)",
            "('C', DATE '2026-01-20', 'churn', -30)",
            "('A', DATE '2026-02-10', 'contraction', -1)",
            "('A', DATE '2026-01-10', 'expansion', 20)",
            "('B', DATE '2025-11-17', 'churn', -99)")
        .mart(
            "renewals",
            "account_id STRING, contract_id STRING, term_number BIGINT, due_date DATE, days_to_renewal BIGINT, notice_deadline DATE, outcome STRING, is_noticed BOOLEAN, expiring_arr DECIMAL(24,6)",
            "('A', 'a', 0, DATE '2026-02-28', 13, DATE '2025-12-31', 'open', true, 1428)",
            "('B', 'b', 0, DATE '2026-05-16', 90, DATE '2026-04-16', 'open', false, 600)",
            "('B', 'c', 0, DATE '2026-05-17', 91, DATE '2026-04-17', 'open', false, 900)",
            "('C', 'd', 0, DATE '2026-01-31', -15, NULL, 'in_grace', false, 360)",
            "('C', 'e', 0, DATE '2026-01-31', -15, NULL, 'lost', false, 999)",
            "('C', 'f', 0, DATE '2026-03-31', 44, NULL, 'early', false, 999)")
        .mart(
            "accounts",
            "account_id STRING, name STRING",
            "('A', 'A')",
            "('B', 'B')",
            "('C', 'C <b>&</b>')")
        .mart(
            "nights",
            "as_of_date DATE, sources STRING, stale_sources STRING, held_sources STRING, waivers STRING",
            "(DATE '2026-02-15', 'billing: 2026-02-14 (1 days old); crm: 2026-02-06 (9 days old)', 'crm 9', NULL, NULL)")
        .mart(
            "unlinked_records", "external_id STRING, mrr DECIMAL(24,6)", "('x', 12.5)", "('y', 0)")
        .mart(
            "data_quality",
            "as_of_date DATE, source STRING, entity STRING, rule STRING, rows_failed BIGINT, status STRING",
            "(DATE '2026-02-15', 'crm', 'Account', 'csv columns', 7, 'quarantined')",
            "(DATE '2026-02-15', 'crm', 'Account', 'has an id', 0, 'ok')");
  }
}
