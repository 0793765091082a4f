package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The two billing systems, and what accounts take in them. */
final class Market {
  private static final List<Term> TERMS =
      List.of(
          Term.MONTH,
          Term.MONTH,
          Term.MONTH,
          Term.MONTH,
          Term.YEAR,
          Term.YEAR,
          Term.YEAR,
          Term.QUARTER,
          Term.HALF_YEAR,
          Term.TWO_YEARS,
          Term.WEEK,
          Term.DAY);

  private final BillingSystem dollars;
  private final BillingSystem euros;
  private final Deals deals;

  Market(BillingSystem dollars, BillingSystem euros, Deals deals) {
    this.dollars = dollars;
    this.euros = euros;
    this.deals = deals;
  }

  BillingSystem dollars() {
    return dollars;
  }

  BillingSystem euros() {
    return euros;
  }

  /** The system in which the account pays; every tenth of the euro countries pays in both. */
  BillingSystem system(Life life) {
    if (isAmerican(life)) {
      return dollars;
    }
    return life.number() % 10 == 3 && life.dice().chance(0.5) ? dollars : euros;
  }

  /** Takes another subscription, sometimes after a trial. */
  void subscribe(Life life, LocalDate day) {
    Dice dice = life.dice();
    BillingSystem system = system(life);
    List<Deals.Line> lines = lines(life, system);
    if (dice.chance(0.35)) {
      Subscription trial = deals.beginTrial(life, system, day, lines, 14);
      if (dice.chance(0.6 - 0.4 * life.health())) {
        life.plan(
            day.plusDays(dice.between(3, 9)),
            it -> {
              if (trial.isLive()) {
                deals.requestEnd(life, trial, it, Departure.LOW_USAGE);
              }
            });
      }
    } else {
      deals.begin(life, system, day, lines);
    }
  }

  /** A platform plan for as many seats as suit the account, now and then with analytics. */
  List<Deals.Line> lines(Life life, BillingSystem system) {
    Dice dice = life.dice();
    Term term = dice.pick(TERMS);
    List<Deals.Line> lines = new ArrayList<>();
    lines.add(new Deals.Line(system.catalogue().plan(rank(life), term), seats(life)));
    if (dice.chance(0.15)) {
      lines.add(new Deals.Line(system.catalogue().analytics(term), 1));
    }
    return lines;
  }

  static int seats(Life life) {
    return switch (life.profile().segment()) {
      case "Enterprise" -> life.dice().between(40, 160);
      case "Mid-Market" -> life.dice().between(12, 45);
      default -> life.dice().between(2, 14);
    };
  }

  private static int rank(Life life) {
    return life.profile().segment().equals("SMB")
        ? life.dice().between(1, 2)
        : life.dice().between(2, 3);
  }

  private static boolean isAmerican(Life life) {
    String country = life.profile().country();
    return country.equals("United States") || country.equals("Canada");
  }
}
