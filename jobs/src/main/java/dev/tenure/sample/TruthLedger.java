package dev.tenure.sample;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What every account pays, from what the billing systems show, in constant currency: the plan rate
 * of the fiscal year that holds the last day.
 */
final class TruthLedger {
  private final LocalDate from;
  private final LocalDate to;
  private final PlanRates rates;
  private final Owners owners = new Owners();
  private final Map<String, AccountLedger> accounts = new TreeMap<>();
  private final RenewalLedger renewals;
  private final Map<YearMonth, CompanyMonth> company = new TreeMap<>();
  private final Map<YearMonth, Cohort> cohorts = new TreeMap<>();

  TruthLedger(LocalDate from, LocalDate to, PlanRates rates) {
    this.from = from;
    this.to = to;
    this.rates = rates;
    this.renewals = new RenewalLedger(to, rates, accounts);
  }

  /** Takes a subscription as the extract of a day shows it. */
  void shown(LocalDate extractDate, Subscription subscription) {
    accounts
        .computeIfAbsent(subscription.customer().accountId(), id -> new AccountLedger())
        .shown(
            extractDate,
            subscription.customer().system().name() + ":" + subscription.customer().id(),
            subscription.id(),
            state(subscription),
            subscription.departure());
    subscription
        .correction()
        .ifPresent(
            it -> accounts.get(subscription.customer().accountId()).corrected(extractDate, it));
  }

  /** Takes who owns an account as the CRM's extract of a day shows it. */
  void owned(LocalDate extractDate, String accountId, Optional<String> owner) {
    owners.shown(extractDate, accountId, owner);
  }

  /** Takes whose money it is, which nobody knew before the mapping file of a day. */
  void linked(LocalDate extractDate, String unlinkedId, String accountId) {
    accounts.get(unlinkedId).linked(extractDate, accountId);
  }

  /** Takes a contract as the CRM's extract of a day shows it. */
  void agreed(Contract contract) {
    renewals.shown(contract);
  }

  /**
   * Writes movements, parts, churns, account_months, billing_customer_months, parent_months,
   * monthly, cohorts, renewals, closed_months and restatements.
   */
  void write(Path home) {
    new ClosedMonths(from, to, accounts).write(home);
    takeLinks();
    Map<String, AccountLedger> parents = parents();
    try (TruthFile movements =
            new TruthFile(
                home,
                "movements",
                "account_id,movement_date,movement,amount,opening_mrr,closing_mrr");
        TruthFile parts =
            new TruthFile(
                home,
                "parts",
                "account_id,movement_date,subscription_id,item_id,movement,sub_type,amount");
        TruthFile churns = new TruthFile(home, "churns", "account_id,churn_date,kind,reason,mrr");
        TruthFile months =
            new TruthFile(home, "account_months", "account_id,month," + AccountMonth.MONEY)) {
      accounts.forEach(
          (id, account) -> {
            write(id, account, movements, churns, months);
            TreeMap<LocalDate, Level> owner = parents.get(owners.top(id, to)).levels(to);
            account.parts(to).forEach(part -> write(id, part, owner, parts));
          });
    }
    writeCustomers(home);
    writeParents(home, parents);
    writeCompany(home);
    writeCohorts(home);
    renewals.write(home);
  }

  private void write(
      String id, AccountLedger account, TruthFile movements, TruthFile churns, TruthFile months) {
    List<Movement> moved = account.movements(to);
    for (Movement it : moved) {
      movements.row(id, it.day(), it.kind().word(), it.amount(), it.opening(), it.closing());
      if (it.kind() == Movement.Kind.CHURN) {
        Departure why = account.departure(it.day());
        churns.row(id, it.day(), why.kind(), why.reason(), it.amount().negate());
      }
    }
    List<AccountMonth> lived = AccountMonth.of(moved, to);
    lived.forEach(it -> write(id, it, months));
    if (!lived.isEmpty()) {
      cohorts.computeIfAbsent(lived.get(0).month(), Cohort::new).add(lived);
    }
  }

  /** Who was linked late has all its past under its own id. */
  private void takeLinks() {
    Map<String, AccountLedger> known = new TreeMap<>();
    accounts.forEach((id, account) -> known.put(account.idOn(to, id), account));
    accounts.clear();
    accounts.putAll(known);
  }

  /** The accounts at the top today, each with all that it owns. */
  private Map<String, AccountLedger> parents() {
    Map<String, List<AccountLedger>> owned = new TreeMap<>();
    accounts.forEach(
        (id, account) ->
            owned.computeIfAbsent(owners.top(id, to), top -> new ArrayList<>()).add(account));
    Map<String, AccountLedger> parents = new TreeMap<>();
    owned.forEach((top, ledgers) -> parents.put(top, AccountLedger.together(ledgers)));
    return parents;
  }

  private void writeCustomers(Path home) {
    try (TruthFile file =
        new TruthFile(
            home, "billing_customer_months", "customer,account_id,month," + AccountMonth.MONEY)) {
      accounts.forEach(
          (id, account) ->
              account
                  .byCustomer()
                  .forEach(
                      (customer, ledger) ->
                          AccountMonth.of(ledger.movements(to), to)
                              .forEach(it -> file.row(cells(it, customer, id)))));
    }
  }

  private void writeParents(Path home, Map<String, AccountLedger> parents) {
    Map<String, TreeMap<LocalDate, Level>> levels = new HashMap<>();
    accounts.forEach((id, account) -> levels.put(id, account.levels(to)));
    try (TruthFile file =
        new TruthFile(
            home,
            "parent_months",
            "hierarchy,transfer_mrr,parent_id,month," + AccountMonth.MONEY)) {
      parents.forEach(
          (parent, ledger) ->
              AccountMonth.of(ledger.movements(to), to)
                  .forEach(it -> file.row(cells(it, "as_is", transferred(it), parent))));
      ParentLedger.movements(levels, owners, to)
          .forEach(
              (parent, moved) ->
                  AccountMonth.of(moved, to)
                      .forEach(it -> file.row(cells(it, "as_was", transferred(it), parent))));
    }
  }

  private static BigDecimal transferred(AccountMonth month) {
    return month.moved(Movement.Kind.TRANSFER);
  }

  /** Some keys, the month, and its money. */
  private static Object[] cells(AccountMonth it, Object... keys) {
    return Stream.of(Stream.of(keys), Stream.of(it.month().atDay(1)), it.money().stream())
        .flatMap(cells -> cells)
        .toArray();
  }

  /** Who is new and owned by one who paid already is connected, and no new logo. */
  private static String subType(MovementPart it, TreeMap<LocalDate, Level> owner) {
    boolean isConnected =
        it.subType().equals("new_logo") && Level.before(owner, it.day()).held().signum() > 0;
    return isConnected ? "connected_new" : it.subType();
  }

  private static void write(
      String id, MovementPart it, TreeMap<LocalDate, Level> owner, TruthFile parts) {
    parts.row(
        id,
        it.day(),
        it.item().subscriptionId(),
        it.item().itemId(),
        it.movement().map(Movement.Kind::word).orElse(null),
        subType(it, owner),
        it.amount());
  }

  private void write(String id, AccountMonth it, TruthFile months) {
    months.row(cells(it, id));
    company.computeIfAbsent(it.month(), month -> new CompanyMonth()).add(it);
  }

  private void writeCompany(Path home) {
    TruthFile.write(
        home,
        "monthly",
        "month,mrr,paying_accounts,logo_lost,logo_opening,grr_numerator,nrr_numerator,opening_mrr",
        company.entrySet().stream().map(it -> it.getValue().cells(it.getKey().atDay(1))).toList());
  }

  private void writeCohorts(Path home) {
    try (TruthFile file =
        new TruthFile(
            home,
            "cohorts",
            "cohort_month,months_since,accounts,active_accounts,cohort_mrr,closing_mrr,"
                + "gross_mrr")) {
      int oldest =
          cohorts.keySet().stream()
              .findFirst()
              .map(it -> (int) it.until(YearMonth.from(to), ChronoUnit.MONTHS))
              .orElse(-1);
      for (Cohort cohort : cohorts.values()) {
        for (int age = 0; age <= oldest; age++) {
          file.row(cohort.row(age, to));
        }
      }
    }
  }

  private SubscriptionState state(Subscription subscription) {
    return new SubscriptionState(
        subscription.status(),
        subscription.startDay(),
        subscription.trialEnd(),
        subscription.endedDay().or(subscription::plannedEnd),
        subscription.items().stream().map(it -> worth(subscription, it)).toList(),
        subscription.isPaused(),
        subscription.isDeleted());
  }

  private ItemWorth worth(Subscription subscription, Item item) {
    Price price = item.price();
    return new ItemWorth(
        item.id(),
        price.product().name(),
        price.product().family(),
        item.quantity(),
        new PriceWorth(price.unitAmount(), price.term(), rates.plan(price.currency(), to)),
        subscription.discount().filter(Discount::isForEver).map(Discount::percent).orElse(0),
        false);
  }
}
