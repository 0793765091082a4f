package dev.tenure.night;

import static dev.tenure.night.StripeLines.ended;
import static dev.tenure.night.StripeLines.epoch;
import static dev.tenure.night.StripeLines.item;
import static dev.tenure.night.StripeLines.sub;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Layer;
import dev.tenure.night.Night.Order;
import dev.tenure.store.Home;
import dev.tenure.store.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * January closes on 8 February and February on 8 March. What is learnt of them afterwards is told
 * as a restatement, each kind of news by a customer of its own, and changes nothing that was told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClosedMonthsTest extends SparkSuite {
  private static final Path MODELS =
      LeanModels.with(
          "month_closes",
          "close_checks",
          "reported_account_months",
          "reported_mrr_movements",
          "reported_metric_values",
          "restatements",
          "restatement_causes");

  private static final LocalDate CLOSING = LocalDate.of(2025, 2, 8);
  private static final LocalDate CORRECTED = LocalDate.of(2025, 3, 5);
  private static final LocalDate AGAIN = LocalDate.of(2025, 3, 20);
  private static final LocalDate REDEFINED = LocalDate.of(2025, 3, 21);
  private static final LocalDate QUIET = LocalDate.of(2025, 3, 22);

  private static final String TOLD =
      "FROM reported_account_months SELECT account_id, opening_mrr, new_mrr, churn_mrr, closing_mrr, known_on, run_id WHERE month = DATE '2025-01-01'";

  private Path folder;
  private Path conf;
  private Home home;
  private List<String> january;

  @BeforeAll
  void nights(@TempDir Path temporary) throws IOException {
    folder = temporary;
    conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("tenure.yml"),
        """
        company: closes
        reporting: {zone: UTC, currency: USD}
        reconciliation: {warn_above: 1, fail_above: 1}
        accounts: {master: crm, segment: Industry, region: BillingCountry}
        sources:
          crm:
            vendor: salesforce
            delivers_every: 365
            hold_above: 1
            entities:
              Account: {format: csv, extract: full}
          billing:
            vendor: stripe
            account_id: metadata.account_id
            delivers_every: 365
            hold_above: 1
            entities:
              customers: {format: json_lines, extract: changes}
              products: {format: json_lines, extract: changes}
              subscriptions: {format: json_lines, extract: changes}
          reference:
            vendor: reference
            delivers_every: 365
            entities:
              fx_rates: {format: csv, extract: full}
              account_links: {format: csv, extract: full}
              adjustments: {format: csv, extract: full}
              policies: {format: csv, extract: full}
        """);
    home = Home.open(folder.resolve("home"), "closes");
    first();
    run(CLOSING);
    january = query(TOLD);
    corrected();
    run(CORRECTED);
    again();
    run(AGAIN);
    redefine(
        "paying_accounts",
        "CAST(paying_accounts AS DOUBLE)",
        "CAST(2 * paying_accounts AS DOUBLE)");
    run(REDEFINED);
  }

  /** Customers who pay 100 from 1 January on, as an extract of 31 January shows them. */
  private void first() throws IOException {
    land("reference/fx_rates", "2025-01-31", rates("1.10"));
    land("reference/account_links", "2025-01-31", "source,external_id,account_id");
    land("crm/Account", "2025-01-31", accounts("", "Mining"));
    land("billing/products", "2025-01-31", "{\"id\":\"main\",\"name\":\"Main\"}");
    for (String name :
        List.of("steady", "back", "twice", "link", "merged", "segment", "adjusted")) {
      seen(name, "2025-01-31", subscription("active", ""));
    }
    seen("euro", "2025-01-31", euro());
    seen("overdue", "2025-01-31", subscription("past_due", ""));
    land(
        "reference/policies",
        "2025-01-31",
        "policy,value,version,valid_from,author,reason\ndunning_days,14,2,2025-03-21,Ada,new terms\ngrace_days,20,1,2025-01-01,Ada,");
  }

  /** What is learnt of January after it closed. */
  private void corrected() throws IOException {
    seen("back", "2025-03-05", subscription("canceled", ended("2025-01-20")));
    seen("twice", "2025-03-05", subscription("canceled", ended("2025-01-20")));
    seen("fact", "2025-03-05", subscription("active", ""));
    seen("late", "2025-02-05", subscription("active", ""));
    land("reference/fx_rates", "2025-03-05", rates("1.20"));
    land(
        "reference/account_links",
        "2025-03-05",
        "source,external_id,account_id\nbilling,link,001000000000001AAA");
    land("crm/Account", "2025-03-05", accounts("001000000000004AAA", "Farming"));
    land(
        "reference/adjustments",
        "2025-03-05",
        "id,target,key,from_date,to_date,value,currency,author,approver,reason,created_at,expires_on\na1,item_mrr,billing:adjusted-a-i,2025-01-01,,130,USD,Ada,Bob,agreed,2025-03-04,");
  }

  /** One ended a month later than was said before. */
  private void again() throws IOException {
    seen("twice", "2025-03-20", subscription("canceled", ended("2025-02-20")));
  }

  /** Defines a metric anew for the company. */
  private void redefine(String metric, String expression, String other) throws IOException {
    Path own = Files.createDirectories(conf.resolve("sql/metrics"));
    for (String file : List.of(metric + ".sql", metric + ".yml")) {
      String shipped = Files.readString(MODELS.resolve("metrics/revenue").resolve(file));
      Files.writeString(own.resolve(file), shipped.replace(expression, other));
    }
  }

  @Test
  void whatWasToldOfAMonthStaysWhateverIsLearntLater() {
    assertThat(january).hasSize(9).allMatch(row -> row.contains("2025-02-08"));
    assertThat(query(TOLD)).isEqualTo(january);
    assertThat(
            query(
                "FROM month_closes SELECT month, closing_date, known_on, run_id[:10], plan_fiscal_year, length(checksum), is_reconstructed"))
        .containsExactly(
            "2025-01-01,2025-02-08,2025-02-08,2025-02-08,2025,64,false",
            "2025-02-01,2025-03-08,2025-03-08,2025-03-20,2025,64,false");
    assertThat(
            query(
                "FROM account_months SELECT account_id, churn_mrr, closing_mrr WHERE month = DATE '2025-01-01' AND account_id = 'unmapped:billing:back'"))
        .as("the best knowledge")
        .containsExactly("unmapped:billing:back,-100,0");
    assertThat(
            query(
                "FROM reported_account_months SELECT month, churn_mrr, closing_mrr, restatement_mrr WHERE account_id = 'unmapped:billing:back'"))
        .as("as reported")
        .containsExactly("2025-01-01,0,100,0", "2025-02-01,0,0,-100");
  }

  @Test
  void aClosingGoesOnFromTheOneThatWasTold() {
    assertThat(
            query(
                "FROM reported_account_months AS now FULL JOIN reported_account_months AS last ON last.account_id = now.account_id AND last.month = now.month - INTERVAL 1 MONTH SELECT count(*) > 9, count(*) FILTER (coalesce(last.closing_mrr, 0) + now.restatement_mrr + now.rebase_mrr <> now.opening_mrr) WHERE now.month = DATE '2025-02-01'"))
        .containsExactly("true,0");
    assertThat(
            query(
                "FROM reported_account_months SELECT closing_date, sum(closing_mrr) GROUP BY ALL"
                    + " EXCEPT FROM reported_metric_values SELECT closing_date, numerator WHERE metric = 'mrr' AND dimension = 'all'"))
        .as("one close, one number")
        .isEmpty();
    assertThat(
            query(
                "FROM reported_mrr_movements SELECT closing_date, count(*), min(movement_date), max(movement_date) GROUP BY ALL"))
        .contains("2025-02-08,9,2025-01-01,2025-01-01");
  }

  @Test
  void whatIsLearntOfAClosedMonthIsToldOnceWithItsReason() {
    assertThat(
            query(
                "FROM restatements SELECT as_of_date, dimension_value, reported_value, old_value, new_value, difference, reason WHERE month = DATE '2025-01-01' AND metric = 'closing_mrr'"))
        .containsExactly(
            "2025-03-05,001000000000001AAA,,0,100,100,link_change",
            "2025-03-05,001000000000002AAA,100,100,,-100,merge",
            "2025-03-05,001000000000004AAA,,0,100,100,merge",
            "2025-03-05,unmapped:billing:adjusted,100,100,130,30,adjustment",
            "2025-03-05,unmapped:billing:back,100,100,0,-100,backdated_change",
            "2025-03-05,unmapped:billing:euro,110,110,120,10,fx_rate",
            "2025-03-05,unmapped:billing:fact,,0,100,100,late_fact",
            "2025-03-05,unmapped:billing:late,,0,100,100,late_extract",
            "2025-03-05,unmapped:billing:link,100,100,,-100,link_change",
            "2025-03-05,unmapped:billing:twice,100,100,0,-100,backdated_change",
            "2025-03-20,unmapped:billing:twice,100,0,100,100,backdated_change");
    assertThat(
            query(
                "FROM restatements SELECT as_of_date, dimension, dimension_value, reported_value, old_value, new_value, difference, reason WHERE month = DATE '2025-01-01' AND metric = 'mrr' AND dimension IN ('all', 'segment')"))
        .contains(
            "2025-03-05,all,all,910,910,950,40,several",
            "2025-03-20,all,all,910,950,1050,100,backdated_change")
        .anyMatch(row -> row.startsWith("2025-03-05,segment,Farming,,0,100,100"));
    assertThat(query("FROM restatements SELECT DISTINCT as_of_date"))
        .containsExactly("2025-03-05", "2025-03-20", "2025-03-21");
  }

  @Test
  void aNightWithoutNewsTellsNothingButWhatIsDefinedAnew() {
    assertThat(
            query(
                "FROM restatements SELECT DISTINCT metric, reason WHERE as_of_date = DATE '2025-03-21' AND month = DATE '2025-01-01'"))
        .containsExactly("paying_accounts,definition_change");
    assertThat(
            query(
                "FROM restatements SELECT month, reported_value, old_value, new_value, reason WHERE as_of_date = DATE '2025-03-21' AND dimension = 'all' AND metric = 'paying_accounts'"))
        .containsExactly("2025-01-01,9,10,20,definition_change", "2025-02-01,9,9,16,several");
  }

  /** Two weeks of dunning, chosen for a day on which nothing else is learnt. */
  @Test
  void aPolicyThatComesIntoForceComputesAllHistoryAndRestatesWhatWasClosed() {
    assertThat(
            query(
                "FROM restatements SELECT month, mart, dimension_value, reported_value, new_value, reason WHERE as_of_date = DATE '2025-03-21' AND (metric = 'closing_mrr' OR (metric = 'mrr' AND dimension = 'all')) ORDER BY mart"))
        .containsExactly(
            "2025-02-01,account_months,unmapped:billing:overdue,100,0,policy_change",
            "2025-02-01,metric_values,all,950,850,policy_change");
    assertThat(
            query(
                "FROM restatement_causes SELECT account_id, restated_amount, source, entity, file LIKE '%2025-01-31%', record_number WHERE as_of_date = DATE '2025-03-21' AND metric = 'closing_mrr'"))
        .containsExactly("unmapped:billing:overdue,-100,reference,policies,true,1");
    assertThat(
            query(
                "FROM mrr_movements SELECT movement_date, amount, policy_version WHERE account_id = 'unmapped:billing:overdue' ORDER BY movement_date"))
        .as("fourteen days from the first extract that shows it")
        .containsExactly("2025-01-01,100,2", "2025-02-14,-100,2");
    assertThat(query("FROM reported_account_months SELECT DISTINCT month, policy_version"))
        .as("closed by what was in force")
        .containsExactlyInAnyOrder("2025-01-01,1", "2025-02-01,1");
  }

  @Test
  void aPolicyIsTriedBesideWhatIsPublished() {
    try (Warehouse warehouse = open()) {
      MartChange change =
          warehouse.compareWithPublished("mrr_movements", 5, List.of("dunning_days=30"));
      assertThat(change.publishedRows()).isGreaterThan(9);
      assertThat(change.added()).as("lost on 2 March in place of 14 February").isEqualTo(1);
      assertThat(change.gone()).isEqualTo(1);
      assertThat(change.downstream()).contains("reported_mrr_movements");
      assertThat(
              warehouse.compareWithPublished("mrr_movements", 5, List.of("grace_days=5")).isEqual())
          .isTrue();
      assertThatThrownBy(
              () ->
                  warehouse.compareWithPublished(
                      "mrr_movements", 5, List.of("patience=5", "gross_margin=2", "pause_days=x")))
          .hasMessageContainingAll(
              "3 problems",
              "'patience=5': write NAME=VALUE with one of booking_days, discount_rate, dunning_days",
              "'gross_margin=2': a share is from 0 to 1",
              "'pause_days=x': days are a whole number");
    }
  }

  @Test
  void whatWasReportedAndAllDifferencesMakeWhatIsKnown() {
    String told =
        "FROM (FROM %1$s SELECT %2$s AS month, %3$s AS item, %4$s AS value WHERE %5$s) AS told"
            + " FULL JOIN (FROM restatements SELECT month, dimension_value AS item, sum(difference) AS difference WHERE %6$s GROUP BY ALL) AS news USING (month, item)"
            + " FULL JOIN (FROM %7$s SELECT %2$s AS month, %3$s AS item, %4$s AS value WHERE %5$s AND %2$s <= DATE '2025-02-01') AS known USING (month, item)"
            + " SELECT count(*) > 3, count(*) FILTER (coalesce(told.value, 0) + coalesce(difference, 0) <> coalesce(known.value, 0))";
    assertThat(
            query(
                told.formatted(
                    "reported_account_months",
                    "month",
                    "account_id",
                    "closing_mrr",
                    "true",
                    "mart = 'account_months' AND metric = 'closing_mrr'",
                    "account_months")))
        .containsExactly("true,0");
    assertThat(
            query(
                told.formatted(
                    "reported_metric_values",
                    "period",
                    "dimension_value",
                    "numerator",
                    "metric = 'mrr' AND dimension = 'segment'",
                    "mart = 'metric_values' AND metric = 'mrr' AND dimension = 'segment'",
                    "metric_values")))
        .containsExactly("true,0");
  }

  @Test
  void theCausesOfANightAddUpToItsRestatementsAndNameTheirRecords() {
    assertThat(
            query(
                "FROM (FROM restatements SELECT as_of_date, metric, sum(difference) AS amount WHERE mart = 'account_months' GROUP BY ALL) AS told FULL JOIN (FROM restatement_causes SELECT as_of_date, metric, sum(restated_amount) AS amount GROUP BY ALL) AS causes USING (as_of_date, metric) SELECT count(*) > 5, count(*) FILTER (told.amount IS DISTINCT FROM causes.amount)"))
        .containsExactly("true,0");
    assertThat(
            query(
                "FROM restatement_causes SELECT account_id, reason, restated_amount, source, entity, file LIKE '%2025-03-05%', record_number WHERE as_of_date = DATE '2025-03-05' AND metric = 'closing_mrr' AND account_id IN ('unmapped:billing:adjusted', 'unmapped:billing:back', 'unmapped:billing:euro')"))
        .containsExactly(
            "unmapped:billing:adjusted,adjustment,30,reference,adjustments,true,1",
            "unmapped:billing:back,backdated_change,-100,billing,subscriptions,true,1",
            "unmapped:billing:euro,fx_rate,10,reference,fx_rates,true,1");
  }

  @Test
  void aNightWithAClosingIsTheSameWhenItRunsAgain() {
    try (Warehouse warehouse = open()) {
      Reproduction reproduction = warehouse.reproduce(AGAIN, Progress.quiet());
      assertThat(reproduction.marts()).containsKeys("month_closes", "restatements");
      assertThat(reproduction.marts()).allSatisfy((mart, it) -> assertThat(it.isEqual()).isTrue());
    }
  }

  /** Trap 81: last month's rows are overwritten by what is known now, and all other checks pass. */
  @Test
  void aNightThatFindsAClosedMonthRewrittenIsNotPublished() {
    try (Warehouse warehouse = open()) {
      Workspace work = warehouse.work();
      String path = home.table(Layer.MARTS, "reported_account_months");
      long version = work.ledger().version(path);
      long rewritten =
          work.store()
              .replaceDays(
                  path,
                  Map.of("as_of_date", List.of(CLOSING)),
                  work.store()
                      .read(path, version)
                      .filter(functions.col("as_of_date").equalTo(functions.lit(CLOSING)))
                      .withColumn("paused_mrr", functions.lit(1).cast("decimal(24,6)")),
                  Map.of());
      work.ledger()
          .record(
              QUIET,
              0,
              "",
              "overwritten",
              Step.Outcome.DONE,
              0,
              "",
              Map.of(path, rewritten),
              Map.of(),
              "");
      work.ledger().flush();
    }
    assertThatThrownBy(() -> run(QUIET))
        .isInstanceOfSatisfying(
            TenureException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_DATA))
        .hasMessageContaining("what was told of a closed month stays as it was")
        .hasMessageContaining(CLOSING.toString());
    assertThat(query(TOLD)).as("readers see the published night").isEqualTo(january);
  }

  private List<String> query(String sql) {
    return new SampleTruth(home).query(sql);
  }

  private void run(LocalDate night) {
    try (Warehouse warehouse = open()) {
      warehouse.run(Order.night(night), Progress.quiet());
    }
  }

  private Warehouse open() {
    return Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC());
  }

  private static String subscription(String status, String fields) {
    return sub("a", status, "2025-01-01", fields, item(10_000));
  }

  private static String euro() {
    return sub("a", "active", "2025-01-01", "", item("\"unit_amount\":10000", "eur", "month", 1, 1))
        .replace("\"usd\"", "\"eur\"");
  }

  private static String rates(String plan) {
    return "from_currency,to_currency,rate_date,rate,kind\nEUR,USD,2025-01-01,%s,plan\nEUR,USD,2024-12-31,1.10,spot\nEUR,USD,2025-01-31,1.10,spot\nEUR,USD,2025-02-28,1.10,spot"
        .formatted(plan);
  }

  /** Four accounts, of which the second may be merged into another. */
  private static String accounts(String survivor, String industry) {
    String line = "\n%s,%s,%s,2025-01-01T00:00:00.000Z,2025-01-01T00:00:00.000Z,%s,%s";
    return "Id,IsDeleted,Name,CreatedDate,SystemModstamp,Industry,MasterRecordId"
        + line.formatted("001000000000001AAA", "false", "One", "Mining", "")
        + line.formatted("001000000000002AAA", !survivor.isEmpty(), "Two", "Mining", survivor)
        + line.formatted("001000000000003AAA", "false", "Three", industry, "")
        + line.formatted("001000000000004AAA", "false", "Four", "Mining", "");
  }

  /** Lands what an extract shows of a customer's subscription; the customer comes along. */
  private void seen(String name, String date, String subscription) throws IOException {
    String account =
        switch (name) {
          case "merged" -> "{\"account_id\":\"001000000000002AAA\"}";
          case "segment" -> "{\"account_id\":\"001000000000003AAA\"}";
          default -> "{}";
        };
    land(
        "billing/customers",
        date,
        "{\"id\":\"%s\",\"created\":%d,\"metadata\":%s}"
            .formatted(name, epoch("2024-01-01"), account));
    land("billing/subscriptions", date, subscription.replace("{T}", name));
  }

  private void land(String entity, String date, String line) throws IOException {
    Path day = Files.createDirectories(home.inbox().resolve(entity).resolve(date));
    Files.writeString(
        day.resolve(date + ".txt"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
