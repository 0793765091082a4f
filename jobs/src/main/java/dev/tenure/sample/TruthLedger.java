package dev.tenure.sample;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every account pays, from what the billing systems show, in constant currency: the plan rate
 * of the fiscal year that holds the last day.
 */
final class TruthLedger {
  private final LocalDate to;
  private final PlanRates rates;
  private final Map<String, AccountLedger> accounts = new TreeMap<>();
  private final Map<YearMonth, CompanyMonth> company = new TreeMap<>();
  private final Map<YearMonth, Cohort> cohorts = new TreeMap<>();

  TruthLedger(LocalDate to, PlanRates rates) {
    this.to = to;
    this.rates = rates;
  }

  /** Takes a subscription as the extract of a day shows it. */
  void shown(LocalDate extractDate, Subscription subscription) {
    accounts
        .computeIfAbsent(subscription.customer().accountId(), id -> new AccountLedger())
        .shown(extractDate, subscription.id(), state(subscription), subscription.departure());
  }

  /** Writes movements, parts, churns, account_months, monthly and cohorts. */
  void write(Path home) {
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
            new TruthFile(
                home,
                "account_months",
                "account_id,month,opening_mrr,new_mrr,expansion_mrr,contraction_mrr,churn_mrr,"
                    + "reactivation_mrr,pause_mrr,resume_mrr,closing_mrr")) {
      accounts.forEach(
          (id, account) -> {
            write(id, account, movements, churns, months);
            account.parts(to).forEach(part -> write(id, part, parts));
          });
    }
    writeCompany(home);
    writeCohorts(home);
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

  private static void write(String id, MovementPart it, TruthFile parts) {
    parts.row(
        id,
        it.day(),
        it.item().subscriptionId(),
        it.item().itemId(),
        it.movement().map(Movement.Kind::word).orElse(null),
        it.subType(),
        it.amount());
  }

  private void write(String id, AccountMonth it, TruthFile months) {
    months.row(
        id,
        it.month().atDay(1),
        it.opening(),
        it.moved(Movement.Kind.NEW),
        it.moved(Movement.Kind.EXPANSION),
        it.moved(Movement.Kind.CONTRACTION),
        it.moved(Movement.Kind.CHURN),
        it.moved(Movement.Kind.REACTIVATION),
        it.moved(Movement.Kind.PAUSE),
        it.moved(Movement.Kind.RESUME),
        it.closing());
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
