package dev.tenure.report;

import dev.tenure.publish.NightMarts;
import dev.tenure.publish.NightMarts.Row;
import dev.tenure.report.NightPage.Cell;
import dev.tenure.report.NightPage.Cohort;
import dev.tenure.report.NightPage.Cohorts;
import dev.tenure.report.NightPage.Control;
import dev.tenure.report.NightPage.Definition;
import dev.tenure.report.NightPage.Finding;
import dev.tenure.report.NightPage.Headline;
import dev.tenure.report.NightPage.Loss;
import dev.tenure.report.NightPage.Renewal;
import dev.tenure.report.NightPage.Restatement;
import dev.tenure.report.NightPage.TrendMonth;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads the figures of a night's page from its marts. */
final class NightPageReader {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter QUARTER =
      DateTimeFormatter.ofPattern("'Q'q yyyy", Locale.ENGLISH);
  private static final BigDecimal MONTHS_OF_A_YEAR = BigDecimal.valueOf(12);
  private static final int MONTHS_SHOWN = 12;
  private static final int DAYS_OF_LOSSES = 90;
  private static final int DAYS_OF_RENEWALS = 90;
  private static final int DAYS_OF_RESTATEMENTS = 31;
  private static final int SHADES = 9;
  private static final int FIRST_DARK_SHADE = 6;
  private static final Map<String, String> STEPS = steps();

  /** Steps that are left out of a bridge where nothing moved by them. */
  private static final Set<String> RARE_STEPS = Set.of("pause_mrr", "resume_mrr");

  private final NightMarts marts;
  private final String company;
  private final LocalDate asOfDate;
  private final String runId;
  private final Map<String, String> definitions;

  /**
   * @param definitions metric → what it means
   */
  NightPageReader(
      Path published,
      String company,
      LocalDate asOfDate,
      String runId,
      Map<String, String> definitions) {
    this.marts = new NightMarts(published, asOfDate);
    this.company = company;
    this.asOfDate = asOfDate;
    this.runId = runId;
    this.definitions = definitions;
  }

  private static Map<String, String> steps() {
    Map<String, String> steps = new LinkedHashMap<>();
    steps.put("new_mrr", "New");
    steps.put("reactivation_mrr", "Reactivation");
    steps.put("expansion_mrr", "Expansion");
    steps.put("contraction_mrr", "Contraction");
    steps.put("churn_mrr", "Churn");
    steps.put("pause_mrr", "Pause");
    steps.put("resume_mrr", "Resume");
    return steps;
  }

  NightPage page() {
    Map<YearMonth, Month> months = months();
    YearMonth month =
        months.entrySet().stream()
            .filter(it -> !it.getValue().isPartial)
            .map(Map.Entry::getKey)
            .max(YearMonth::compareTo)
            .orElse(YearMonth.from(asOfDate));
    return new NightPage(
        company,
        asOfDate,
        runId,
        marts.rows("FROM account_months SELECT max(currency) AS currency").get(0).text("currency"),
        month.format(MONTH),
        headlines(months, month),
        List.of(bridge(month, month), bridge(month.minusMonths(MONTHS_SHOWN - 1L), month)),
        trend(months, month),
        cohorts(month),
        losses(),
        renewals(),
        controls(month),
        restatements(),
        sources(),
        marks(),
        findings(),
        meanings());
  }

  /** The metrics of a month, by key. */
  private static final class Month {
    private final boolean isPartial;
    private final Map<String, Row> metrics = new HashMap<>();

    private Month(boolean isPartial) {
      this.isPartial = isPartial;
    }

    Optional<Row> metric(String key) {
      return Optional.ofNullable(metrics.get(key));
    }
  }

  private Map<YearMonth, Month> months() {
    Map<YearMonth, Month> months = new HashMap<>();
    String query =
        """
        FROM metric_values
        SELECT period, metric, "window", is_partial, numerator, value, n
        WHERE dimension = 'all' AND "window" = IF(metric IN ('mrr', 'paying_accounts'), '1m', '12m')
        """;
    for (Row row : marts.rows(query)) {
      months
          .computeIfAbsent(
              YearMonth.from(row.date("period")), it -> new Month(row.flag("is_partial")))
          .metrics
          .put(row.text("metric"), row);
    }
    return months;
  }

  private static Shown arr(Optional<Month> month) {
    return month
        .flatMap(it -> it.metric("mrr"))
        .map(row -> Shown.shortMoney(row.amount("numerator").multiply(MONTHS_OF_A_YEAR)))
        .orElse(Shown.NOTHING);
  }

  private static Shown rate(Optional<Month> month, String metric) {
    return month
        .flatMap(it -> it.metric(metric))
        .map(row -> NightPage.rate(row.number("value"), row.count("n")))
        .orElse(Shown.NOTHING);
  }

  private static Shown payingAccounts(Optional<Month> month) {
    return month
        .flatMap(it -> it.metric("paying_accounts"))
        .map(row -> Shown.count(row.amount("numerator").longValue()))
        .orElse(Shown.NOTHING);
  }

  private static List<Headline> headlines(Map<YearMonth, Month> months, YearMonth month) {
    Optional<Month> now = Optional.ofNullable(months.get(month));
    Optional<Month> before = Optional.ofNullable(months.get(month.minusMonths(3)));
    return List.of(
        new Headline("ARR", arr(now), arr(before)),
        new Headline(
            "Net revenue retention, 12 months",
            rate(now, "net_revenue_retention"),
            rate(before, "net_revenue_retention")),
        new Headline(
            "Gross revenue retention, 12 months",
            rate(now, "gross_revenue_retention"),
            rate(before, "gross_revenue_retention")),
        new Headline(
            "Logo churn, 12 months", rate(now, "logo_churn_rate"), rate(before, "logo_churn_rate")),
        new Headline("Paying accounts", payingAccounts(now), payingAccounts(before)));
  }

  private Bridge bridge(YearMonth first, YearMonth last) {
    StringBuilder sums = new StringBuilder();
    STEPS.keySet().forEach(it -> sums.append(", coalesce(sum(%s), 0) AS %s".formatted(it, it)));
    Row row =
        marts
            .rows(
                """
                FROM account_months
                SELECT coalesce(sum(opening_mrr) FILTER (month = DATE '%1$s'), 0) AS opening,
                  coalesce(sum(closing_mrr) FILTER (month = DATE '%2$s'), 0) AS closing%3$s
                WHERE month BETWEEN DATE '%1$s' AND DATE '%2$s'
                """
                    .formatted(first.atDay(1), last.atDay(1), sums))
            .get(0);
    List<Bridge.Step> steps = new ArrayList<>();
    STEPS.forEach(
        (column, name) -> {
          BigDecimal amount = row.amount(column).multiply(MONTHS_OF_A_YEAR);
          if (amount.signum() != 0 || !RARE_STEPS.contains(column)) {
            steps.add(new Bridge.Step(name, amount));
          }
        });
    return new Bridge(
        first.equals(last) ? last.format(MONTH) : first.format(MONTH) + " to " + last.format(MONTH),
        row.amount("opening").multiply(MONTHS_OF_A_YEAR),
        steps,
        row.amount("closing").multiply(MONTHS_OF_A_YEAR));
  }

  private static List<TrendMonth> trend(Map<YearMonth, Month> months, YearMonth newest) {
    return months.entrySet().stream()
        .filter(it -> it.getKey().isAfter(newest.minusMonths(MONTHS_SHOWN)))
        .sorted(Map.Entry.comparingByKey())
        .map(
            it -> {
              Optional<Month> month = Optional.of(it.getValue());
              return new TrendMonth(
                  it.getKey().format(MONTH),
                  it.getValue().isPartial,
                  arr(month),
                  payingAccounts(month),
                  rate(month, "net_revenue_retention"),
                  rate(month, "gross_revenue_retention"),
                  rate(month, "logo_churn_rate"));
            })
        .toList();
  }

  /**
   * Quarters of first payment that are over, since the months of most companies hold too few
   * accounts to tell a rate. Ages are months since each account's own first one; an age is told
   * when it is over for all three months.
   */
  private Cohorts cohorts(YearMonth newest) {
    String query =
        """
        FROM cohort_retention
        SELECT date_trunc('quarter', cohort_month)::DATE AS quarter, months_since,
          sum(accounts) AS accounts,
          IF(count(*) = count(closing_mrr), sum(closing_mrr) / nullif(sum(cohort_mrr), 0), NULL) AS retention
        WHERE dimension = 'all' AND months_since <= %d
          AND date_trunc('quarter', cohort_month) + INTERVAL 3 MONTH <= DATE '%s' AND cohort_month >= DATE '%s'
        GROUP BY date_trunc('quarter', cohort_month), months_since
        ORDER BY date_trunc('quarter', cohort_month), months_since
        """
            .formatted(
                MONTHS_SHOWN,
                newest.plusMonths(1).atDay(1),
                newest.minusMonths(2L * MONTHS_SHOWN).atDay(1).with(IsoFields.DAY_OF_QUARTER, 1));
    Map<LocalDate, List<Row>> rows = new LinkedHashMap<>();
    for (Row row : marts.rows(query)) {
      rows.computeIfAbsent(row.date("quarter"), it -> new ArrayList<>()).add(row);
    }
    List<Cohort> cohorts = new ArrayList<>();
    rows.forEach(
        (quarter, ages) ->
            cohorts.add(
                new Cohort(
                    quarter.format(QUARTER),
                    Shown.count(ages.get(0).count("accounts")),
                    ages.stream().map(NightPageReader::cell).toList())));
    int oldest = cohorts.stream().mapToInt(it -> it.cells().size()).max().orElse(0);
    return new Cohorts(IntStream.range(0, oldest).boxed().toList(), cohorts);
  }

  /**
   * A cell is the darker the more of the first month's MRR is there, up to one and a half of it.
   */
  private static Cell cell(Row row) {
    Optional<Double> retention = row.number("retention");
    if (retention.isEmpty()) {
      return new Cell(new Shown("", ""), 0, false);
    }
    if (row.count("accounts") < NightPage.FEWEST_ACCOUNTS) {
      return new Cell(new Shown("·", ""), 0, false);
    }
    int shade = (int) Math.round(Math.min(retention.get() / 1.5, 1) * SHADES);
    return new Cell(Shown.percent(retention), shade, shade >= FIRST_DARK_SHADE);
  }

  private List<Loss> losses() {
    String query =
        """
        FROM mrr_movements JOIN accounts USING (account_id)
        SELECT account_id, name, movement_date, movement, sum(amount) AS amount
        WHERE movement IN ('churn', 'contraction') AND movement_date > DATE '%s'
        GROUP BY account_id, name, movement_date, movement
        ORDER BY amount, account_id, movement_date
        LIMIT 10
        """
            .formatted(asOfDate.minusDays(DAYS_OF_LOSSES));
    return marts.rows(query).stream()
        .map(
            row ->
                new Loss(
                    row.text("name"),
                    row.text("account_id"),
                    row.date("movement_date"),
                    row.text("movement"),
                    Shown.money(row.amount("amount").multiply(MONTHS_OF_A_YEAR))))
        .toList();
  }

  /** The largest terms that are due within 90 days or in grace, the next ones first. */
  private List<Renewal> renewals() {
    String query =
        """
        FROM (
          FROM renewals JOIN accounts USING (account_id)
          SELECT account_id, name, contract_id, term_number, due_date, days_to_renewal,
            coalesce(notice_deadline::VARCHAR, '') AS notice_deadline,
            CASE WHEN is_noticed THEN 'noticed' WHEN outcome = 'open' THEN 'open' ELSE 'in grace' END AS state,
            expiring_arr
          WHERE outcome = 'in_grace' OR outcome = 'open' AND days_to_renewal <= %d
          ORDER BY expiring_arr DESC, account_id, contract_id, term_number
          LIMIT 10
        )
        ORDER BY due_date, expiring_arr DESC, account_id, contract_id, term_number
        """
            .formatted(DAYS_OF_RENEWALS);
    return marts.rows(query).stream()
        .map(
            row ->
                new Renewal(
                    row.text("name"),
                    row.text("account_id"),
                    row.date("due_date"),
                    row.count("days_to_renewal"),
                    row.text("notice_deadline"),
                    row.text("state"),
                    Shown.money(row.amount("expiring_arr"))))
        .toList();
  }

  /**
   * The month's MRR beside what other systems say, all of it, by cause; nothing without controls.
   */
  private List<Control> controls(YearMonth month) {
    if (!marts.holds("mrr_reconciliations")) {
      return List.of();
    }
    String query =
        """
        FROM mrr_reconciliations
        SELECT control, native_currency, cause, count(DISTINCT account_id) AS accounts,
          sum(mrr) AS mrr, sum(control_amount) AS control_amount, sum(difference) AS difference
        WHERE month = DATE '%s' AND status <> 'skipped'
        GROUP BY control, native_currency, cause
        ORDER BY control, native_currency, cause <> 'none', abs(sum(difference)) DESC, cause
        """
            .formatted(month.atDay(1));
    return marts.rows(query).stream()
        .map(
            row ->
                new Control(
                    row.text("control").replace('_', ' '),
                    row.text("native_currency"),
                    row.text("cause").equals("none")
                        ? "agrees"
                        : row.text("cause").replace('_', ' '),
                    Shown.count(row.count("accounts")),
                    Shown.money(row.amount("mrr")),
                    Shown.money(row.amount("control_amount")),
                    Shown.money(row.amount("difference"))))
        .toList();
  }

  /** The page's own figures of closed months that became others of late, the newest first. */
  private List<Restatement> restatements() {
    if (!marts.holds("restatements")) {
      return List.of();
    }
    String query =
        """
        FROM restatements
        SELECT as_of_date, month, metric, reported_value, old_value, new_value, reason
        WHERE mart = 'metric_values' AND dimension = 'all' AND as_of_date > DATE '%s'
          AND metric IN ('mrr', 'paying_accounts', 'net_revenue_retention', 'gross_revenue_retention', 'logo_churn_rate')
          AND "window" = IF(metric IN ('mrr', 'paying_accounts'), '1m', '12m')
        ORDER BY as_of_date DESC, month DESC, metric
        LIMIT 10
        """
            .formatted(asOfDate.minusDays(DAYS_OF_RESTATEMENTS));
    return marts.rows(query).stream()
        .map(
            row ->
                new Restatement(
                    row.date("as_of_date"),
                    YearMonth.from(row.date("month")).format(MONTH),
                    row.text("metric").replace('_', ' '),
                    figure(row, "reported_value"),
                    figure(row, "old_value"),
                    figure(row, "new_value"),
                    row.text("reason").replace('_', ' ')))
        .toList();
  }

  private static Shown figure(Row row, String column) {
    if (row.text(column).isEmpty()) {
      return Shown.NOTHING;
    }
    return switch (row.text("metric")) {
      case "mrr" -> Shown.money(row.amount(column));
      case "paying_accounts" -> Shown.count(row.amount(column).longValue());
      default -> Shown.percent(row.number(column));
    };
  }

  private Optional<Row> night() {
    return marts.rows("FROM nights WHERE as_of_date = DATE '%s'".formatted(asOfDate)).stream()
        .findFirst();
  }

  private List<String> sources() {
    return night().map(row -> listed(row.text("sources"))).orElse(List.of());
  }

  private static List<String> listed(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("; ", -1));
  }

  /** What a reader must know of the night before its figures: stale, held and waived. */
  private List<String> marks() {
    List<String> marks = new ArrayList<>();
    night()
        .ifPresent(
            row -> {
              for (String column : List.of("stale_sources", "held_sources", "waivers")) {
                if (!row.text(column).isEmpty()) {
                  marks.add(column.replace('_', ' ') + ": " + row.text(column));
                }
              }
            });
    Row unlinked =
        marts
            .rows("FROM unlinked_records SELECT count(*) AS records, coalesce(sum(mrr), 0) AS mrr")
            .get(0);
    if (unlinked.count("records") > 0) {
      marks.add(
          "%d records belong to no known account; %s of MRR stands under them"
              .formatted(unlinked.count("records"), Shown.money(unlinked.amount("mrr")).text()));
    }
    return marks;
  }

  private List<Finding> findings() {
    return marts
        .rows(
            """
            FROM data_quality
            SELECT source, entity, rule, rows_failed, status
            WHERE as_of_date = DATE '%s' AND status NOT IN ('ok', 'not delivered') AND rows_failed > 0
            ORDER BY rows_failed DESC, source, entity, rule
            LIMIT 10
            """
                .formatted(asOfDate))
        .stream()
        .map(
            row ->
                new Finding(
                    row.text("source") + "." + row.text("entity"),
                    row.text("rule"),
                    Shown.count(row.count("rows_failed")),
                    row.text("status")))
        .toList();
  }

  private List<Definition> meanings() {
    return List.of(
            "mrr",
            "net_revenue_retention",
            "gross_revenue_retention",
            "logo_churn_rate",
            "paying_accounts")
        .stream()
        .filter(definitions::containsKey)
        .map(metric -> new Definition(metric, definitions.get(metric)))
        .toList();
  }
}
