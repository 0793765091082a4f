package dev.tenure.sample;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * What finance and success operations keep in files: what each month cost, what peers achieve, and
 * which reason for leaving counts as which. They are delivered on the fifth of each month, with all
 * months before.
 */
final class Finance {
  private static final int DAY = 5;

  private final LocalDate from;
  private final int accounts;

  Finance(LocalDate from, int accounts) {
    this.from = from;
    this.accounts = accounts;
  }

  boolean delivers(LocalDate day) {
    return day.getDayOfMonth() == DAY;
  }

  /**
   * Costs since the month before the first extract, so many whole units for each account that the
   * company ever gets to know.
   */
  CsvText costs(LocalDate day) {
    CsvText csv =
        new CsvText(
            "cost_id",
            "month",
            "function",
            "team",
            "segment",
            "amount",
            "currency",
            "allocation_key");
    YearMonth today = YearMonth.from(day);
    for (YearMonth month = YearMonth.from(from).minusMonths(1);
        month.isBefore(today);
        month = month.plusMonths(1)) {
      for (Line line : Line.ALL) {
        csv.add(
            line.id + "-" + month,
            month,
            line.function,
            line.team,
            line.segment,
            (long) line.perAccount * accounts,
            line.currency,
            line.segment == null ? "accounts" : null);
      }
    }
    return csv;
  }

  /** Figures of peers for each year that is over. */
  CsvText benchmarks(LocalDate day) {
    CsvText csv = new CsvText("metric", "window", "segment", "source", "year", "p25", "p50", "p75");
    for (int year = from.getYear() - 1; year < day.getYear(); year++) {
      csv.add("net_revenue_retention", "12m", null, "Peer Survey", year, "0.92", "1.01", "1.09");
      csv.add("gross_revenue_retention", "12m", null, "Peer Survey", year, "0.84", "0.9", "0.95");
      csv.add("logo_churn_rate", "1m", "SMB", "Peer Survey", year, "0.015", "0.03", "0.05");
    }
    return csv;
  }

  CsvText churnReasons() {
    return new CsvText("stated_reason", "reason", "reason_group")
        .add("too_expensive", "price", "commercial")
        .add("missing_features", "missing features", "product")
        .add("unused", "low usage", "adoption")
        .add("customer_service", "support", "service")
        .add("switched_service", "competitor", "market")
        .add("payment", "payment failed", "payment");
  }

  /** What is spent every month. */
  private record Line(
      String id, String function, String team, String segment, int perAccount, String currency) {
    private static final List<Line> ALL =
        List.of(
            new Line("sales-smb", "acquisition_new", "sales", "SMB", 20, "USD"),
            new Line("sales-ent", "acquisition_new", "sales", "Enterprise", 35, "USD"),
            new Line("marketing", "acquisition_new", "marketing", null, 25, "EUR"),
            new Line("growth", "acquisition_expansion", "sales", null, 15, "USD"),
            new Line("success", "customer_success", "success", null, 30, "USD"),
            new Line("desk", "support", "support", null, 20, "EUR"),
            new Line("renewals", "renewals", "success", null, 5, "USD"),
            new Line("hosting-smb", "cost_of_revenue", "operations", "SMB", 15, "USD"),
            new Line("hosting-ent", "cost_of_revenue", "operations", "Enterprise", 40, "USD"),
            new Line("hosting", "cost_of_revenue", "operations", null, 45, "USD"),
            new Line("office", "other", "administration", null, 50, "USD"));
  }
}
