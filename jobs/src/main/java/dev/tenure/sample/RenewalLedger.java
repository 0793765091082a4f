package dev.tenure.sample;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What becomes of every term of every contract that an extract has shown. Whether a renewal came
 * early or late is what its story says, not what its days say.
 */
final class RenewalLedger {
  private static final int GRACE_DAYS = 30;

  private final LocalDate to;
  private final PlanRates rates;
  private final Map<String, AccountLedger> accounts;
  private final Map<String, Contract> contracts = new TreeMap<>();
  private final Map<String, Contract> successors = new HashMap<>();

  /**
   * @param accounts account → what it pays
   */
  RenewalLedger(LocalDate to, PlanRates rates, Map<String, AccountLedger> accounts) {
    this.to = to;
    this.rates = rates;
    this.accounts = accounts;
  }

  /** Takes a contract as an extract shows it. */
  void shown(Contract contract) {
    contracts.put(contract.id(), contract);
    contract.renewal().ifPresent(it -> successors.put(it.contractId(), contract));
  }

  /** Writes renewals. */
  void write(Path home) {
    try (TruthFile file =
        new TruthFile(
            home,
            "renewals",
            "contract_id,term_number,account_id,start_date,due_date,notice_deadline,expiring_arr,"
                + "renewed_arr,outcome,renewed_date,is_auto,is_multi_year,is_noticed,successor,"
                + "is_partial")) {
      contracts.values().forEach(it -> write(it, file));
    }
  }

  private void write(Contract contract, TruthFile file) {
    LocalDate held = heldUntil(contract);
    int number = 0;
    while (contract.isAuto() && !contract.termStart(number + 1).isAfter(held)) {
      LocalDate next = contract.termStart(number + 1);
      Fate fate =
          new Fate("on_time", next.minusDays(1), contract.id(), worth(contract, next), false);
      write(contract, number, next.minusDays(1), fate, file);
      number++;
    }
    LocalDate agreed = contract.termStart(number + 1).minusDays(1);
    LocalDate due = contract.endedDay().map(it -> it.minusDays(1)).orElse(agreed);
    write(contract, number, due, last(contract, due), file);
  }

  /** The last day on which it can renew itself. */
  private LocalDate heldUntil(Contract contract) {
    LocalDate held = contract.noticeDay().orElse(to);
    LocalDate ended = contract.endedDay().map(it -> it.minusDays(1)).orElse(to);
    LocalDate first = held.isBefore(ended) ? held : ended;
    return first.isBefore(to) ? first : to;
  }

  /** What becomes of a term after which the contract does not renew itself. */
  private Fate last(Contract contract, LocalDate due) {
    boolean isNoticed = contract.noticeDay().isPresent() || contract.endedDay().isPresent();
    Optional<Contract> successor = Optional.ofNullable(successors.get(contract.id()));
    if (successor.isPresent()) {
      Contract next = successor.get();
      String outcome = next.renewal().orElseThrow().timing().word();
      BigDecimal renewed = worth(next, next.startDay());
      return new Fate(outcome, next.signedDay(), next.id(), renewed, isNoticed);
    }
    if (!due.isBefore(to)) {
      return new Fate("open", null, null, null, isNoticed);
    }
    if (!isNoticed && !due.plusDays(GRACE_DAYS).isBefore(to)) {
      return new Fate("in_grace", null, null, null, false);
    }
    return new Fate("lost", null, null, BigDecimal.ZERO, isNoticed);
  }

  private void write(Contract contract, int number, LocalDate due, Fate fate, TruthFile file) {
    LocalDate start = contract.termStart(number);
    LocalDate partialUntil = due.with(TemporalAdjusters.lastDayOfMonth()).plusDays(GRACE_DAYS);
    file.row(
        contract.id(),
        number,
        contract.accountId(),
        start,
        due,
        contract.termStart(number + 1).minusDays(1L + Contract.NOTICE_DAYS),
        worth(contract, lastServed(contract, due)),
        fate.renewedArr(),
        fate.outcome(),
        fate.renewedDay(),
        contract.isAuto(),
        due.plusDays(1).isAfter(start.plusMonths(12)),
        fate.isNoticed(),
        fate.successor(),
        !partialUntil.isBefore(to));
  }

  /** The last day that the term itself serves, as far as days have come. */
  private LocalDate lastServed(Contract contract, LocalDate due) {
    LocalDate replaced =
        Optional.ofNullable(successors.get(contract.id()))
            .map(it -> it.startDay().minusDays(1))
            .orElse(due);
    LocalDate last = replaced.isBefore(due) ? replaced : due;
    return last.isBefore(to) ? last : to;
  }

  /** ARR of what it is about on a day; what it says itself before it starts or if that is gone. */
  private BigDecimal worth(Contract contract, LocalDate day) {
    BigDecimal held =
        day.isAfter(to) || day.isBefore(contract.startDay())
            ? BigDecimal.ZERO
            : accounts.get(contract.accountId()).arr(contract, day, to);
    return held.signum() > 0
        ? held
        : MonthlyValue.of(contract.monthly(), 12, Term.MONTH, rates.plan(contract.currency(), to));
  }

  /** How a term ends. */
  private record Fate(
      String outcome,
      LocalDate renewedDay,
      String successor,
      BigDecimal renewedArr,
      boolean isNoticed) {}
}
