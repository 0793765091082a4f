package dev.tenure.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The script's contracts. An account has either three that renew each other and an end of the last
 * one within the script, or one that renews itself until its customer is deleted.
 */
final class ContractStories {
  private static final int[][] MONTHS = {{12, 6, 12}, {18, 6, 6}, {6, 6, 12}};
  private static final int AUTO_MONTHS = 12;
  private static final int LAST_SAFE_DAY_OF_MONTH = 28;
  private static final int CONTRACTS_OF_AN_ACCOUNT = 10;

  private final LocalDate from;
  private final Deals deals;
  private final Crm crm;
  private final Ids ids;
  private final FeatureCounts features;

  ContractStories(LocalDate from, Deals deals, Crm crm, Ids ids, FeatureCounts features) {
    this.from = from;
    this.deals = deals;
    this.crm = crm;
    this.ids = ids;
    this.features = features;
  }

  /** The day on which the first contract of a chain starts, and its subscription. */
  LocalDate chainStart(int turn) {
    int[] months = months(turn);
    return renewalDay(turn).minusMonths((long) months[0] + months[1] + months[2]);
  }

  /** The day on which the contract that renews itself starts, and its subscription. */
  LocalDate autoStart(int turn) {
    return safe(from.plusDays(20 + 6L * turn)).minusMonths(2L * AUTO_MONTHS);
  }

  /** Three contracts in turn, and how the last of them goes out. */
  void playChain(Life life, Subscription subscription, int turn) {
    int[] months = months(turn);
    LocalDate start = chainStart(turn);
    Paper first = new Paper(life, subscription, 0, start, months[0], false);
    Paper second = first.next(months[1], false);
    Paper third = second.next(months[2], false);
    sign(first, 0, start.minusDays(life.dice().between(5, 25)), Optional.empty());
    renew(first, second, 0, timing(turn));
    renew(second, third, 0, timing(turn + 1));
    switch (turn % 3) {
      case 0 -> renewAgain(third, turn);
      case 1 -> lapse(third, turn / 3);
      default -> {
        // It runs out without a word, and the grace has not run out when the script ends.
      }
    }
  }

  /** One contract that goes on by itself, with fewer seats, until notice is given. */
  void playAuto(Life life, Subscription subscription, int turn) {
    LocalDate start = autoStart(turn);
    Paper paper = new Paper(life, subscription, 0, start, AUTO_MONTHS, true);
    sign(paper, 0, start.minusDays(life.dice().between(5, 25)), Optional.empty());
    LocalDate renewal = start.plusMonths(2L * AUTO_MONTHS);
    life.plan(
        renewal,
        day -> {
          deals.changeSeats(life, subscription, day, -2);
          features.count(Feature.CONTRACT_RENEWED_LOWER);
        });
    life.plan(from.plusDays(60 + 5L * turn), day -> crm.contracts().giveNotice(id(paper), day));
  }

  /** Renewed with more seats; who signs early starts early too. */
  private void renewAgain(Paper third, int turn) {
    Contract.Timing timing = timing(turn / 3);
    LocalDate start = renewalDay(turn).minusDays(timing == Contract.Timing.EARLY ? 9 : 0);
    Paper fourth =
        new Paper(third.life(), third.subscription(), third.place() + 1, start, 12, true);
    renew(third, fourth, 3, timing);
    third
        .life()
        .plan(
            start,
            day -> {
              deals.changeSeats(third.life(), third.subscription(), day, 3);
              features.count(Feature.CONTRACT_RENEWED_HIGHER);
            });
  }

  /** Runs out: billed on, with the subscription's end, or before its time. */
  private void lapse(Paper third, int time) {
    LocalDate lastDay = third.lastDay();
    Life life = third.life();
    if (time % 2 == 1) {
      life.plan(lastDay.minusDays(8), day -> crm.contracts().giveNotice(id(third), day));
    }
    if (time > 0) {
      LocalDate end = time == 4 ? lastDay.minusDays(5) : lastDay.plusDays(1);
      life.plan(end, day -> deals.cancel(life, third.subscription(), day, deals.reason(life)));
    }
  }

  private void renew(Paper expiring, Paper renewal, int moreSeats, Contract.Timing timing) {
    LocalDate signed = timing.signingDay(expiring.lastDay(), renewal.life().dice());
    sign(renewal, moreSeats, signed, Optional.of(new Contract.Renewal(id(expiring), timing)));
  }

  private void sign(
      Paper paper, int moreSeats, LocalDate signed, Optional<Contract.Renewal> renewal) {
    paper
        .life()
        .plan(
            signed,
            day ->
                crm.contracts()
                    .sign(
                        new Contract(
                            id(paper),
                            paper.life().profile().id(),
                            paper.subscription(),
                            Script.namesSubscription(paper.life().number()),
                            paper.start(),
                            paper.months(),
                            paper.isAuto(),
                            monthly(paper.subscription(), moreSeats),
                            signed,
                            renewal,
                            Optional.empty(),
                            Optional.empty())));
  }

  /** What the subscription is worth per month with some more seats, to the cent. */
  private static BigDecimal monthly(Subscription subscription, int moreSeats) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Item item : subscription.items()) {
      int seats = item.quantity() + (item.equals(subscription.mainItem()) ? moreSeats : 0);
      Price price = item.price();
      sum = sum.add(MonthlyValue.of(price.unitAmount(), seats, price.term(), BigDecimal.ONE));
    }
    return sum.setScale(2, RoundingMode.HALF_UP);
  }

  private String id(Paper paper) {
    return ids.salesforce(
        "800", paper.life().number() * (long) CONTRACTS_OF_AN_ACCOUNT + paper.place());
  }

  private static int[] months(int turn) {
    return MONTHS[turn / 3 % MONTHS.length];
  }

  private static Contract.Timing timing(int turn) {
    return Contract.Timing.values()[turn % Contract.Timing.values().length];
  }

  /** The first day after a chain's third contract. */
  private LocalDate renewalDay(int turn) {
    int time = turn / 3;
    return safe(
        from.plusDays(
            switch (turn % 3) {
              case 0 -> 40 + 9L * time;
              case 1 -> 20 + 8L * time;
              default -> 94 + 5L * time;
            }));
  }

  /** A day that every month has. */
  private static LocalDate safe(LocalDate day) {
    return day.withDayOfMonth(Math.min(day.getDayOfMonth(), LAST_SAFE_DAY_OF_MONTH));
  }

  /** A contract to be signed: which of the account's it is, from when and for how long. */
  private record Paper(
      Life life,
      Subscription subscription,
      int place,
      LocalDate start,
      int months,
      boolean isAuto) {
    Paper next(int nextMonths, boolean isNextAuto) {
      return new Paper(
          life, subscription, place + 1, start.plusMonths(months), nextMonths, isNextAuto);
    }

    LocalDate lastDay() {
      return start.plusMonths(months).minusDays(1);
    }
  }
}
