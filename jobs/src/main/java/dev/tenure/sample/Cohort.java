package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** The accounts whose first paid day lies in one month. */
final class Cohort {
  private final YearMonth month;
  private final List<List<AccountMonth>> accounts = new ArrayList<>();

  Cohort(YearMonth month) {
    this.month = month;
  }

  void add(List<AccountMonth> account) {
    accounts.add(account);
  }

  /** The row of one age; what is not known yet at the end of the last day is null. */
  Object[] row(int monthsSince, LocalDate to) {
    boolean hasStarted = !month.atEndOfMonth().isAfter(to);
    boolean isMature = !month.plusMonths(monthsSince).atEndOfMonth().isAfter(to);
    return new Object[] {
      month.atDay(1),
      monthsSince,
      accounts.size(),
      isMature ? active(monthsSince) : null,
      hasStarted ? closing(0) : null,
      isMature ? closing(monthsSince) : null,
      isMature ? gross(monthsSince) : null
    };
  }

  private long active(int monthsSince) {
    return accounts.stream().filter(it -> it.get(monthsSince).closing().signum() > 0).count();
  }

  private BigDecimal closing(int monthsSince) {
    return accounts.stream()
        .map(it -> it.get(monthsSince).closing())
        .reduce(BigDecimal.ZERO.setScale(6), BigDecimal::add);
  }

  private BigDecimal gross(int monthsSince) {
    return accounts.stream()
        .map(it -> it.get(monthsSince).closing().min(it.get(0).closing()))
        .reduce(BigDecimal.ZERO.setScale(6), BigDecimal::add);
  }
}
