package dev.tenure.report;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The one page of a night: what an executive asks first, each figure with what it is compared with
 * and what it means.
 *
 * @param month the month that the figures speak of, the newest that was over
 * @param definitions metric → what it means, from the contracts
 */
record NightPage(
    String company,
    LocalDate asOfDate,
    String runId,
    String currency,
    String month,
    List<Headline> headlines,
    List<Bridge> bridges,
    List<TrendMonth> trend,
    Cohorts cohorts,
    List<Loss> losses,
    List<Renewal> renewals,
    List<Control> controls,
    List<Restatement> restatements,
    List<String> sources,
    List<String> marks,
    List<Finding> findings,
    List<Definition> definitions) {
  /** Rates of fewer accounts are not told. */
  static final int FEWEST_ACCOUNTS = 10;

  /**
   * A figure at the head of the page.
   *
   * @param before the same figure three months earlier
   */
  record Headline(String name, Shown value, Shown before) {}

  /** The figures of one month. */
  record TrendMonth(
      String month,
      boolean isPartial,
      Shown arr,
      Shown payingAccounts,
      Shown netRevenueRetention,
      Shown grossRevenueRetention,
      Shown logoChurnRate) {}

  /**
   * Cohorts by age.
   *
   * @param ages the months since the first payment
   */
  record Cohorts(List<Integer> ages, List<Cohort> rows) {
    Cohorts {
      ages = List.copyOf(ages);
      rows = List.copyOf(rows);
    }
  }

  /** The accounts that paid first in one quarter. */
  record Cohort(String quarter, Shown accounts, List<Cell> cells) {
    Cohort {
      cells = List.copyOf(cells);
    }
  }

  /**
   * One age of a cohort.
   *
   * @param shade how dark it is drawn, 0 to 9
   * @param isDark whether its text is light
   */
  record Cell(Shown value, int shade, boolean isDark) {}

  /** An account that pays less or nothing since a day. */
  record Loss(String account, String accountId, LocalDate date, String movement, Shown amount) {}

  /**
   * A contract's term that is due, or ran out and is in grace.
   *
   * @param days the days to the due date, negative in grace
   * @param noticeDeadline the last day of notice; empty for none
   * @param state open, in grace, or noticed where it will not be renewed
   */
  record Renewal(
      String account,
      String accountId,
      LocalDate dueDate,
      long days,
      String noticeDeadline,
      String state,
      Shown arr) {}

  /**
   * What of the month's MRR agrees with another system, or differs from it for one cause.
   *
   * @param control invoices, or the system whose figures were given
   * @param currency the one that is billed
   * @param amount what the control says
   */
  record Control(
      String control,
      String currency,
      String cause,
      Shown accounts,
      Shown mrr,
      Shown amount,
      Shown difference) {}

  /**
   * A figure of a closed month that became another.
   *
   * @param night the night that found it
   * @param reported what was told when the month closed
   */
  record Restatement(
      LocalDate night,
      String month,
      String metric,
      Shown reported,
      Shown before,
      Shown after,
      String reason) {}

  /** A rule that some rows broke. */
  record Finding(String source, String rule, Shown rowsFailed, String status) {}

  /** What a metric means. */
  record Definition(String metric, String meaning) {}

  NightPage {
    requireNonNull(company, "company is null");
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(currency, "currency is null");
    requireNonNull(month, "month is null");
    headlines = List.copyOf(headlines);
    bridges = List.copyOf(bridges);
    trend = List.copyOf(trend);
    requireNonNull(cohorts, "cohorts is null");
    losses = List.copyOf(losses);
    renewals = List.copyOf(renewals);
    controls = List.copyOf(controls);
    restatements = List.copyOf(restatements);
    sources = List.copyOf(sources);
    marks = List.copyOf(marks);
    findings = List.copyOf(findings);
    definitions = List.copyOf(definitions);
  }

  /** A rate of few accounts says more of chance than of the company. */
  static Shown rate(Optional<Double> rate, long accounts) {
    return rate.isPresent() && accounts < FEWEST_ACCOUNTS
        ? new Shown("n < " + FEWEST_ACCOUNTS, "")
        : Shown.percent(rate);
  }

  public int fewestAccounts() {
    return FEWEST_ACCOUNTS;
  }
}
