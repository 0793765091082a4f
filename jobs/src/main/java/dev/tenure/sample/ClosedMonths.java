package dev.tenure.sample;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
          LocalDate closing = closingDate(month);
          account
              .month(month, closing)
              .ifPresent(it -> told.row(cells(account.idOn(closing, id), it)));
          account
              .corrections()
              .tailMap(closing, false)
              .forEach((day, why) -> restate(id, month, day, why, news));
        });
  }

  private static Object[] cells(String id, AccountMonth month) {
    return Stream.concat(Stream.of(id, month.month().atDay(1)), month.money().stream()).toArray();
  }

  /** Writes what became another number on the day of a correction. */
  private void restate(
      String firstId, YearMonth month, LocalDate day, Correction why, TruthFile news) {
    AccountLedger ledger = accounts.get(firstId);
    LocalDate dayBefore = day.minusDays(1);
    List<BigDecimal> before = money(ledger.month(month, dayBefore));
    List<BigDecimal> after = money(ledger.month(month, day));
    String oldId = ledger.idOn(dayBefore, firstId);
    String id = ledger.idOn(day, firstId);
    Map<String, List<BigDecimal>> changes = new TreeMap<>();
    changes.put(oldId, difference(before, NOTHING));
    changes.put(id, difference(id.equals(oldId) ? before : NOTHING, after));
    changes.forEach(
        (account, by) -> {
          for (int column = 0; column < METRICS.size(); column++) {
            if (by.get(column).signum() != 0) {
              String metric = METRICS.get(column);
              news.row(day, month.atDay(1), account, metric, by.get(column), why.reason());
            }
          }
        });
  }

  private static List<BigDecimal> difference(List<BigDecimal> before, List<BigDecimal> after) {
    return IntStream.range(0, METRICS.size())
        .mapToObj(column -> after.get(column).subtract(before.get(column)))
        .toList();
  }

  private static List<BigDecimal> money(Optional<AccountMonth> month) {
    return month.map(AccountMonth::money).orElse(NOTHING);
  }
}
