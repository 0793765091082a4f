package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A fictional company that sells software by subscription: its vendors' daily extracts, and the
 * truth that they were made from. The same options give the same bytes; a later last day only adds
 * further extracts.
 */
public final class SampleCompany {
  private final Options options;
  private final Path home;
  private final Faults faults;
  private final FeatureCounts features = new FeatureCounts();
  private final TruthLedger ledger;
  private final Crm crm;
  private final SupportDesk support;
  private final UsageTracker product;
  private final UsageTracker mobile;
  private final Surveys surveys;
  private final List<SourceSystem> sources;
  private final Behaviour behaviour;
  private final Population population;

  private SampleCompany(Path home, Options options) {
    this.options = options;
    this.home = home;
    long seed = options.seed();
    LocalDate from = options.from();
    Ids ids = new Ids(seed);
    PlanRates rates = new PlanRates(seed);
    faults = new Faults(seed, from);
    ledger = new TruthLedger(from, options.to(), rates);
    crm = new Crm(seed, options.accounts(), from, ids, features, ledger);
    support = new SupportDesk(seed, from, ids, features);
    product =
        new UsageTracker("product", 3.2, "events.parquet", new ParquetEvents(), seed, features);
    mobile =
        new UsageTracker("mobile", 1.1, "events.jsonl.gz", new JsonLinesEvents(), seed, features);
    surveys = new Surveys(seed);
    Reference reference = new Reference(from, rates, options.accounts(), ledger);
    BillingSystem dollars = billing("billing", "USD", StripeShape.PERIODS_ON_ITEMS, ids);
    BillingSystem euros = billing("billing_eu", "EUR", StripeShape.PERIODS_ON_SUBSCRIPTION, ids);
    sources = List.of(crm, dollars, euros, support, product, mobile, surveys, reference);
    Deals deals = new Deals(from, crm, new Customers(reference, support, features), features);
    Market market = new Market(dollars, euros, deals);
    behaviour = new Behaviour(deals, market);
    ContractStories contracts = new ContractStories(from, deals, crm, ids, features);
    Script script = new Script(from, market, deals, new Stories(deals), contracts, crm, ids);
    population = new Population(seed, from, ids, crm, market, deals, script, features);
  }

  /**
   * Writes {@code home/inbox/<source>/<entity>/<extract_date>/<files>} and {@code
   * home/truth/*.csv}, day by day; memory grows with the accounts and their changes of MRR, not
   * with the extracts.
   *
   * @throws dev.tenure.TenureException if a file cannot be written
   */
  public static void write(Path home, Options options) {
    new SampleCompany(requireNonNull(home, "home is null"), options).write();
  }

  private void write() {
    List<Life> lives = new ArrayList<>();
    for (int number = 0; number < options.accounts(); number++) {
      lives.add(population.found(number));
    }
    try (Inbox inbox = new Inbox(home, options.to(), faults, features);
        TruthFile health = new TruthFile(home, "hidden_health", "account_id,month,health")) {
      LocalDate end = options.to();
      for (LocalDate day = options.from(); !day.isAfter(end); day = day.plusDays(1)) {
        live(lives, day);
        extract(inbox, day);
        if (day.equals(end) || day.plusDays(1).getDayOfMonth() == 1) {
          noteHealth(lives, health, day);
        }
      }
    }
    ledger.write(home);
    writeFeatures();
  }

  private void live(List<Life> lives, LocalDate day) {
    for (Life life : lives) {
      life.age(day);
      behaviour.live(life, day);
    }
    crm.live(day);
    support.live(day);
    product.live(lives, day);
    mobile.live(lives, day);
    surveys.live(lives, day);
  }

  private void extract(Inbox inbox, LocalDate day) {
    for (SourceSystem source : sources) {
      if (!faults.isOut(source.name(), day)) {
        source.extract(day, inbox);
      } else if (!faults.isOut(source.name(), day.minusDays(1))) {
        features.count(Feature.OUTAGE);
      }
    }
  }

  private static void noteHealth(List<Life> lives, TruthFile file, LocalDate day) {
    for (Life life : lives) {
      if (life.crmAccount().isPresent()) {
        long thousandths = Math.round(life.health() * 1000);
        file.row(
            life.profile().id(), YearMonth.from(day).atDay(1), BigDecimal.valueOf(thousandths, 3));
      }
    }
  }

  private void writeFeatures() {
    try (TruthFile file = new TruthFile(home, "features", "feature,count")) {
      for (Feature feature : Feature.values()) {
        file.row(feature.word(), features.of(feature));
      }
    }
  }

  private BillingSystem billing(String name, String currency, StripeShape shape, Ids ids) {
    return new BillingSystem(name, currency, shape, options.from().minusYears(4), ids, ledger);
  }

  /**
   * Which company to write.
   *
   * @param accounts how many accounts it ever gets to know; from 50 on, and over 120 days or more,
   *     every feature occurs at least five times
   * @param from the first extract date; about half of the accounts have begun before
   * @param to the last extract date
   * @param seed another seed is another company
   */
  public record Options(int accounts, LocalDate from, LocalDate to, long seed) {
    public Options {
      requireNonNull(from, "from is null");
      requireNonNull(to, "to is null");
      if (accounts < 1) {
        throw Errors.sampleWithoutAccounts(accounts);
      }
      if (to.isBefore(from)) {
        throw Errors.sampleEndsBeforeItBegins(from, to);
      }
    }
  }
}
