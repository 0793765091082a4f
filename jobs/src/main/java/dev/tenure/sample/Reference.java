package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The company's own reference files: exchange rates, the mapping of customers to accounts, finance.
 */
final class Reference implements SourceSystem {
  private static final int YEARS_BEFORE = 5;

  private final LocalDate from;
  private final PlanRates rates;
  private final Finance finance;
  private final TruthLedger ledger;
  private final List<String> links = new ArrayList<>();
  private final Map<String, String> lateLinks = new LinkedHashMap<>();

  Reference(LocalDate from, PlanRates rates, int accounts, TruthLedger ledger) {
    this.from = from;
    this.rates = rates;
    this.ledger = ledger;
    this.finance = new Finance(from, accounts);
  }

  @Override
  public String name() {
    return "reference";
  }

  /** Notes whose customer it is, in the next mapping file. */
  void link(Customer customer, String accountId) {
    links.add(CsvText.row(customer.system().name(), customer.id(), accountId));
    if (!accountId.equals(customer.accountId())) {
      lateLinks.put(customer.accountId(), accountId);
    }
  }

  @Override
  public void extract(LocalDate day, Inbox inbox) {
    inbox.write(name(), "fx_rates", day, "fx_rates.csv", fxRates(day).bytes());
    CsvText mapping = new CsvText("source", "external_id", "account_id");
    links.forEach(mapping::add);
    inbox.write(name(), "account_links", day, "account_links.csv", mapping.bytes());
    lateLinks.forEach((unlinked, accountId) -> ledger.linked(day, unlinked, accountId));
    lateLinks.clear();
    if (finance.delivers(day)) {
      inbox.write(name(), "costs", day, "costs.csv", finance.costs(day).bytes());
      inbox.write(name(), "benchmarks", day, "benchmarks.csv", finance.benchmarks(day).bytes());
      inbox.write(
          name(), "churn_reasons", day, "churn_reasons.csv", finance.churnReasons().bytes());
    }
  }

  private CsvText fxRates(LocalDate day) {
    CsvText csv = new CsvText("from_currency", "to_currency", "rate_date", "rate", "kind");
    for (int year = from.getYear() - YEARS_BEFORE; year <= day.getYear(); year++) {
      LocalDate first = LocalDate.of(year, 1, 1);
      csv.add("EUR", "USD", first, rates.plan("EUR", first), "plan");
    }
    for (LocalDate month = from.withDayOfMonth(1);
        !month.isAfter(day);
        month = month.plusMonths(1)) {
      csv.add("EUR", "USD", month, rates.spot(month), "spot");
    }
    return csv;
  }
}
