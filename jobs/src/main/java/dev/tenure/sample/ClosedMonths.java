package dev.tenure.sample;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was known of each month when it closed, on the eighth of the next one, and what corrections
 * have made of it since. It tells of the months of the last day's fiscal (calendar) year alone,
 * since others were told at other rates.
 */
final class ClosedMonths {
  private static final int CLOSING_DAY = 8;
  private static final List<String> METRICS = List.of(AccountMonth.MONEY.split(",", -1));
  private static final List<BigDecimal> NOTHING =
      Collections.nCopies(METRICS.size(), BigDecimal.ZERO);

  private final LocalDate from;
  private final LocalDate to;
  private final Map<String, AccountLedger> accounts;

  /**
   * @param from the first extract date
   * @param accounts account → what it pays
   */
  ClosedMonths(LocalDate from, LocalDate to, Map<String, AccountLedger> accounts) {
    this.from = from;
    this.to = to;
    this.accounts = accounts;
  }

  /** Writes closed_months, as told, and restatements, by the day on which each was learnt. */
  void write(Path home) {
    try (TruthFile told =
            new TruthFile(home, "closed_months", "account_id,month," + AccountMonth.MONEY);
        TruthFile news =
            new TruthFile(
                home, "restatements", "learnt_on,month,account_id,metric,difference,reason")) {
      for (YearMonth month = YearMonth.of(to.getYear(), 1);
          !closingDate(month).isAfter(to);
          month = month.plusMonths(1)) {
        if (!closingDate(month).isBefore(from)) {
          write(month, told, news);
        }
      }
    }
  }

  private static LocalDate closingDate(YearMonth month) {
    return month.plusMonths(1).atDay(CLOSING_DAY);
  }

  private void write(YearMonth month, TruthFile told, TruthFile news) {
    accounts.forEach(
        (id, account) -> {
          account
              .month(month, closingDate(month))
              .ifPresent(
                  it ->
                      told.row(
                          Stream.concat(Stream.of(id, month.atDay(1)), it.money().stream())
                              .toArray()));
          account
              .corrections()
              .tailMap(closingDate(month), false)
              .forEach((day, why) -> restate(id, month, day, why, news));
        });
  }

  /** Writes what became another number on the day of a correction. */
  private void restate(String id, YearMonth month, LocalDate day, Correction why, TruthFile news) {
    List<BigDecimal> before = money(accounts.get(id).month(month, day.minusDays(1)));
    List<BigDecimal> after = money(accounts.get(id).month(month, day));
    for (int column = 0; column < METRICS.size(); column++) {
      BigDecimal difference = after.get(column).subtract(before.get(column));
      if (difference.signum() != 0) {
        news.row(day, month.atDay(1), id, METRICS.get(column), difference, why.reason());
      }
    }
  }

  private static List<BigDecimal> money(Optional<AccountMonth> month) {
    return month.map(AccountMonth::money).orElse(NOTHING);
  }
}
