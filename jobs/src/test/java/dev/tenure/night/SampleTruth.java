package dev.tenure.night;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Home;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a sample company was generated from, beside the published marts. Money is compared to the
 * last of its six decimals, rates by numerator and denominator.
 */
final class SampleTruth {
  /** A file of the truth, its columns, and the query that a mart answers with the same ones. */
  private record Comparison(String truth, String columns, String query) {}

  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison(
              "movements",
              "account_id,movement_date,movement,amount,opening_mrr,closing_mrr",
              "FROM mrr_movements SELECT account_id, movement_date, movement, sum(amount) AS amount, opening_mrr, closing_mrr GROUP BY ALL"),
          new Comparison(
              "parts",
              "account_id,movement_date,subscription_id,item_id,movement,sub_type,amount",
              "FROM mrr_movement_parts SELECT account_id, movement_date, subscription_id, item_id, movement, sub_type, amount WHERE basis = 'contract_constant'"),
          new Comparison(
              "account_months",
              "account_id,month,opening_mrr,new_mrr,expansion_mrr,contraction_mrr,churn_mrr,reactivation_mrr,pause_mrr,resume_mrr,closing_mrr",
              "FROM account_months SELECT account_id, month, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, pause_mrr, resume_mrr, closing_mrr"),
          new Comparison(
              "billing_customer_months",
              "customer,account_id,month,opening_mrr,new_mrr,expansion_mrr,contraction_mrr,churn_mrr,reactivation_mrr,pause_mrr,resume_mrr,closing_mrr",
              "FROM billing_customer_months SELECT source || ':' || customer_id, account_id, month, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, pause_mrr, resume_mrr, closing_mrr"),
          new Comparison(
              "parent_months",
              "parent_id,month,hierarchy,opening_mrr,new_mrr,expansion_mrr,contraction_mrr,churn_mrr,reactivation_mrr,pause_mrr,resume_mrr,transfer_mrr,closing_mrr",
              "FROM parent_months SELECT parent_id, month, hierarchy, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, pause_mrr, resume_mrr, transfer_mrr, closing_mrr"),
          new Comparison(
              "churns",
              "account_id,churn_date,mrr,kind",
              "FROM churn_events SELECT account_id, churn_date, mrr, churn_kind"),
          new Comparison(
              "monthly",
              "month,mrr,paying_accounts,logo_lost,logo_opening,grr_numerator,nrr_numerator,opening_mrr",
              "FROM metrics_by_month SELECT month, mrr_numerator, paying_accounts_numerator, logo_churn_rate_numerator, coalesce(logo_churn_rate_denominator, 0), coalesce(gross_revenue_retention_numerator, 0), coalesce(net_revenue_retention_numerator, 0), coalesce(net_revenue_retention_denominator, 0)"),
          new Comparison(
              "cohorts",
              "cohort_month,months_since,accounts,active_accounts,cohort_mrr,closing_mrr,gross_mrr",
              "FROM cohort_retention SELECT cohort_month, months_since, accounts, active_accounts, cohort_mrr, closing_mrr, retained_mrr WHERE dimension = 'all'"),
          new Comparison(
              "renewals",
              "contract_id,term_number,account_id,start_date,due_date,notice_deadline,expiring_arr,renewed_arr,outcome,renewed_date,is_auto,is_multi_year,is_noticed,successor,is_partial",
              "FROM renewals SELECT contract_id, term_number, account_id, start_date, due_date, notice_deadline, expiring_arr, renewed_arr, outcome, renewed_date, is_auto, is_multi_year, is_noticed, successor, is_partial WHERE origin = 'contract'"));

  private static final Comparison TOLD =
      new Comparison(
          "closed_months",
          "month,account_id,opening_mrr,new_mrr,expansion_mrr,contraction_mrr,churn_mrr,reactivation_mrr,pause_mrr,resume_mrr,closing_mrr",
          "FROM reported_account_months SELECT month, account_id, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, pause_mrr, resume_mrr, closing_mrr");

  private static final String RESTATED =
      "FROM restatements SELECT %s WHERE mart = 'account_months' AND metric IN ('opening_mrr', 'new_mrr', 'expansion_mrr', 'contraction_mrr', 'churn_mrr', 'reactivation_mrr', 'pause_mrr', 'resume_mrr', 'closing_mrr')";

  private static final Comparison NEWS =
      new Comparison(
          "restatements",
          "learnt_on,month,account_id,metric,difference,reason",
          RESTATED.formatted("as_of_date, month, dimension_value, metric, difference, reason"));

  private static final String DIFFERENCES =
      RESTATED.formatted("month, dimension_value, metric, sum(difference)")
          + " GROUP BY ALL HAVING sum(difference) <> 0";

  private static final String RATES =
      "FROM metric_values SELECT count(*) AS rows, count(*) FILTER (denominator > 0) AS rates, count(*) FILTER (denominator > 0 AND abs(value - numerator::DOUBLE / denominator::DOUBLE) > 1e-12) AS wrong";

  /** A quarter's gross retention, reckoned from the months of accounts alone. */
  private static final String QUARTERS =
      "FROM (FROM account_months AS now LEFT JOIN account_months AS old ON old.account_id = now.account_id AND old.month = now.month - INTERVAL 3 MONTH SELECT now.month, sum(coalesce(old.closing_mrr, 0)) AS opening, sum(least(coalesce(old.closing_mrr, 0), now.closing_mrr)) AS kept GROUP BY now.month) AS reckoned JOIN metric_values ON metric_values.period = reckoned.month AND metric = 'gross_revenue_retention' AND \"window\" = '3m' AND dimension = 'all' SELECT count(*) > 3 AS has_months, count(*) FILTER (numerator <> kept OR denominator <> opening) AS wrong";

  /**
   * How many differences no cause explains, whether invoices were compared, and how many controls.
   */
  private static final String UNEXPLAINED =
      "FROM mrr_reconciliations SELECT count(*) FILTER (status = 'unexplained') AS unexplained, count(*) FILTER (control = 'invoices' AND status = 'ok') > 100 AS has_agreed, count(DISTINCT control) FILTER (status = 'ok') AS controls";

  /**
   * The sums over all causes are MRR on one side, in the reporting currency where that is billed.
   */
  private static final String RECONCILED =
      "FROM (FROM mrr_reconciliations SELECT month, sum(mrr) AS mrr WHERE control = 'items_accounts_parents' GROUP BY month) AS reconciled FULL JOIN (FROM account_months SELECT month, sum(closing_mrr) AS mrr GROUP BY month) AS published ON published.month = reconciled.month SELECT count(*) FILTER (coalesce(reconciled.mrr, 0) <> coalesce(published.mrr, 0)) AS wrong";

  private final Home home;

  SampleTruth(Home home) {
    this.home = home;
  }

  /** The files of the truth that marts are compared with. */
  static List<String> files() {
    return Stream.concat(COMPARISONS.stream(), Stream.of(TOLD, NEWS))
        .map(Comparison::truth)
        .toList();
  }

  /** Asserts that the marts hold every row of the truth and no other; answers with the rows. */
  Map<String, Integer> assertPublished() throws IOException {
    Map<String, Integer> compared = new LinkedHashMap<>();
    for (Comparison comparison : COMPARISONS) {
      List<String> truth = truth(comparison);
      assertThat(truth).as(comparison.truth()).isNotEmpty();
      assertThat(query(comparison.query())).as(comparison.truth()).isEqualTo(truth);
      compared.put(comparison.truth(), truth.size());
    }
    List<String> rates = List.of(query(RATES).get(0).split(",", -1));
    assertThat(Integer.parseInt(rates.get(1))).isGreaterThan(100);
    assertThat(rates.get(2)).as("rates that are not numerator / denominator").isEqualTo("0");
    assertThat(query(QUARTERS)).as("retention of three months").containsExactly("true,0");
    new SurvivalTruth(home, SampleDelivery.TO).assertPublished();
    return compared;
  }

  /**
   * Asserts that every closed month says what was known when it closed, and that what was told of
   * it since comes to all that was learnt. It holds where every extract had landed by then.
   */
  Map<String, Integer> assertClosed() throws IOException {
    List<String> told = truth(TOLD).stream().filter(closed(0)).toList();
    assertThat(told).as(TOLD.truth()).isNotEmpty();
    assertThat(query(TOLD.query())).as(TOLD.truth()).isEqualTo(told);
    Map<String, BigDecimal> differences = new TreeMap<>();
    for (String row : truth(NEWS).stream().filter(closed(1)).toList()) {
      String[] cells = row.split(",", -1);
      String number = String.join(",", cells[1], cells[2], cells[3]);
      differences.merge(number, new BigDecimal(cells[4]), BigDecimal::add);
    }
    assertThat(query(DIFFERENCES))
        .as("what was learnt of closed months")
        .isEqualTo(
            differences.entrySet().stream()
                .filter(it -> it.getValue().signum() != 0)
                .map(it -> plain(it.getKey() + "," + it.getValue()))
                .sorted()
                .toList());
    return Map.of(TOLD.truth(), told.size());
  }

  /** Asserts what closed months were told as, and when and why they were told anew. */
  Map<String, Integer> assertClosedAndRestated() throws IOException {
    Map<String, Integer> compared = new LinkedHashMap<>(assertClosed());
    compared.putAll(assertRestated());
    return compared;
  }

  /** Asserts that each night told what had been learnt of closed months since the last, and why. */
  private Map<String, Integer> assertRestated() throws IOException {
    List<String> nights = query("FROM nights SELECT as_of_date");
    List<String> news =
        truth(NEWS).stream().filter(closed(1)).map(row -> told(row, nights)).sorted().toList();
    assertThat(news).as(NEWS.truth()).isNotEmpty();
    assertThat(query(NEWS.query())).as(NEWS.truth()).isEqualTo(news);
    return Map.of(NEWS.truth(), news.size());
  }

  /** Rows whose month, in a column of this place, has been closed. */
  private Predicate<String> closed(int column) {
    Set<String> months = Set.copyOf(query("FROM month_closes SELECT month"));
    return row -> months.contains(row.split(",", -1)[column]);
  }

  /** A row of news as the first night tells it that knew. */
  private static String told(String row, List<String> nights) {
    String learntOn = row.substring(0, row.indexOf(','));
    String night =
        nights.stream().filter(it -> it.compareTo(learntOn) >= 0).findFirst().orElseThrow();
    return night + row.substring(row.indexOf(','));
  }

  /** Asserts that invoices explain MRR but for so many differences, and that the sides add up. */
  void assertReconciled(int unexplained) {
    assertThat(query(UNEXPLAINED)).as("unexplained").containsExactly(unexplained + ",true,2");
    assertThat(query(RECONCILED)).as("months that do not add up to MRR").containsExactly("0");
  }

  /** The rows of a query on the published night, sorted. */
  List<String> query(String sql) {
    StringBuilder out = new StringBuilder();
    new MartQuery(home.published(), sql, QueryFormat.CSV, Optional.empty()).run(out);
    return out.toString().lines().skip(1).map(SampleTruth::plain).sorted().toList();
  }

  private List<String> truth(Comparison comparison) throws IOException {
    Path file = home.root().resolve("truth").resolve(comparison.truth() + ".csv");
    List<String> lines = Files.readAllLines(file);
    List<String> header = Arrays.asList(lines.get(0).split(",", -1));
    List<Integer> wanted = new ArrayList<>();
    for (String column : comparison.columns().split(",", -1)) {
      assertThat(header).as(file.toString()).contains(column);
      wanted.add(header.indexOf(column));
    }
    return lines.stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> wanted.stream().map(index -> cells[index]).collect(joining(",")))
        .map(SampleTruth::plain)
        .sorted()
        .toList();
  }

  /** A row whose numbers have no trailing zeros. */
  private static String plain(String line) {
    return Arrays.stream(line.split(",", -1)).map(SampleTruth::plainCell).collect(joining(","));
  }

  private static String plainCell(String cell) {
    if (!cell.matches("-?\\d+(\\.\\d+)?")) {
      return cell;
    }
    BigDecimal number = new BigDecimal(cell);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
