package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Founds the company's accounts: who they are, since when, and how they begin. */
final class Population {
  private static final List<String> COUNTRIES =
      List.of(
          "United States",
          "United States",
          "United States",
          "United States",
          "Canada",
          "Germany",
          "France",
          "Netherlands");
  private static final List<String> INDUSTRIES =
      List.of("Logistics", "Retail", "Healthcare", "Software", "Media", "Manufacturing");

  private final long seed;
  private final LocalDate from;
  private final Ids ids;
  private final Crm crm;
  private final Market market;
  private final Deals deals;
  private final Script script;
  private final FeatureCounts features;
  private final List<AccountProfile> parents = new ArrayList<>();

  Population(
      long seed,
      LocalDate from,
      Ids ids,
      Crm crm,
      Market market,
      Deals deals,
      Script script,
      FeatureCounts features) {
    this.seed = seed;
    this.from = from;
    this.ids = ids;
    this.crm = crm;
    this.market = market;
    this.deals = deals;
    this.script = script;
    this.features = features;
  }

  /** Founds the account of a number, with its past and its plans. */
  Life found(int number) {
    Dice dice = Dice.of(seed, "founding", number);
    if (Script.isScripted(number)) {
      return foundScripted(number, dice);
    }
    double luck = dice.fraction();
    Link link = link(dice);
    LocalDate firstDay = firstDay(dice);
    LocalDate createdDay = firstDay.minusDays(dice.between(12, 70));
    Life life = new Life(seed, profile(number, dice, dice.pick(COUNTRIES), createdDay), link, from);
    enterCrm(life, dice);
    if (luck >= 0.08) {
      start(life, firstDay, dice);
    } else if (link != Link.NONE) {
      features.count(Feature.PROSPECT);
      life.plan(createdDay.plusDays(dice.between(200, 900)), day -> vanish(life));
    }
    return life;
  }

  private Life foundScripted(int number, Dice dice) {
    AccountProfile profile =
        profile(number, dice, Script.country(number), script.createdDay(number, dice));
    Life life = new Life(seed, profile, Script.link(number), from.plusDays(Script.DAYS));
    enterCrm(life, dice);
    if (Script.isProspect(number)) {
      features.count(Feature.PROSPECT);
    }
    script.give(life);
    return life;
  }

  private void start(Life life, LocalDate firstDay, Dice dice) {
    if (!firstDay.isBefore(from)) {
      life.plan(firstDay, day -> market.subscribe(life, day));
      return;
    }
    BillingSystem system = market.system(life);
    LocalDate ended = firstDay.plusDays(dice.between(20, 600));
    if (dice.chance(0.2) && ended.isBefore(from)) {
      deals.recall(life, system, firstDay, market.lines(life, system), ended);
    } else {
      deals.begin(life, system, firstDay, market.lines(life, system));
    }
  }

  private void vanish(Life life) {
    life.crmAccount().filter(it -> life.customers().isEmpty()).ifPresent(crm::vanish);
    life.leaveCrm();
  }

  private void enterCrm(Life life, Dice dice) {
    if (life.link() == Link.NONE) {
      return;
    }
    LocalDate createdDay = life.profile().createdDay();
    if (createdDay.isBefore(from)) {
      parents.add(life.profile());
      life.enterCrm(crm.add(life.profile(), dice));
    } else {
      life.plan(createdDay, day -> life.enterCrm(crm.add(life.profile(), dice)));
    }
  }

  private AccountProfile profile(int number, Dice dice, String country, LocalDate createdDay) {
    Optional<String> parent =
        Script.isScripted(number)
            ? Script.parent(number).map(it -> ids.salesforce("001", it))
            : parent(dice, createdDay);
    if (parent.isPresent()) {
      features.count(Feature.CHILD_ACCOUNT);
    }
    String segment = segment(dice);
    return new AccountProfile(
        number,
        ids.salesforce("001", number),
        Names.company(number),
        Names.domain(number),
        country,
        dice.pick(INDUSTRIES),
        segment,
        employees(segment, dice),
        parent,
        createdDay);
  }

  private Optional<String> parent(Dice dice, LocalDate createdDay) {
    if (parents.isEmpty() || !dice.chance(0.12)) {
      return Optional.empty();
    }
    return Optional.of(dice.pick(parents))
        .filter(it -> it.createdDay().isBefore(createdDay) && it.parentId().isEmpty())
        .map(AccountProfile::id);
  }

  /** Half have begun in the three years before, the others begin over some two years. */
  private LocalDate firstDay(Dice dice) {
    return dice.chance(0.5)
        ? from.minusDays(dice.between(1, 1_095))
        : from.plusDays((long) (700 * Math.pow(dice.fraction(), 2.2)));
  }

  private static Link link(Dice dice) {
    double luck = dice.fraction();
    if (luck < 0.72) {
      return Link.ID;
    }
    if (luck < 0.84) {
      return Link.MAPPING;
    }
    return luck < 0.96 ? Link.DOMAIN : Link.NONE;
  }

  private static String segment(Dice dice) {
    double luck = dice.fraction();
    return luck < 0.6 ? "SMB" : luck < 0.88 ? "Mid-Market" : "Enterprise";
  }

  private static int employees(String segment, Dice dice) {
    return switch (segment) {
      case "Enterprise" -> dice.between(1_000, 9_000);
      case "Mid-Market" -> dice.between(150, 999);
      default -> dice.between(5, 149);
    };
  }
}
