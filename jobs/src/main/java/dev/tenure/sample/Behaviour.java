package dev.tenure.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What chance does to an account from day to day; the healthier it is, the better the odds. */
final class Behaviour {
  private final Deals deals;
  private final Market market;

  Behaviour(Deals deals, Market market) {
    this.deals = deals;
    this.market = market;
  }

  /** Turns the periods that end today, and lets chance play with an account that is free. */
  void live(Life life, LocalDate day) {
    for (Subscription subscription : life.subscriptions()) {
      if (subscription.periodEnd().equals(day)) {
        turn(life, subscription, day);
      }
    }
    life.playAgenda(day);
    if (life.isFree(day)) {
      for (Subscription subscription : life.subscriptions()) {
        if (canChange(subscription, day)) {
          change(life, subscription, day);
        }
      }
      changeAccount(life, day);
    }
  }

  /** Plans how it goes on with a subscription whose payment has failed. */
  void dun(Life life, Subscription subscription, LocalDate day) {
    Dice dice = life.dice();
    double luck = dice.fraction();
    if (luck < 0.7) {
      payLater(life, subscription, day.plusDays(dice.between(2, 20)), Feature.PAST_DUE_RECOVERED);
    } else if (luck < 0.8) {
      payLater(
          life, subscription, day.plusDays(dice.between(36, 60)), Feature.PAST_DUE_REACTIVATED);
    } else if (luck < 0.9) {
      life.plan(
          day.plusDays(dice.between(15, 25)),
          it -> ifOwing(subscription, () -> giveUp(life, subscription, it)));
    } else {
      life.plan(
          day.plusDays(dice.between(15, 25)),
          it ->
              ifOwing(subscription, () -> leave(life, subscription, it, Departure.PAYMENT_FAILED)));
    }
  }

  private void payLater(Life life, Subscription subscription, LocalDate day, Feature feature) {
    life.plan(day, it -> ifOwing(subscription, () -> deals.pay(life, subscription, it, feature)));
  }

  private void giveUp(Life life, Subscription subscription, LocalDate day) {
    deals.markUnpaid(life, subscription, day);
    life.plan(
        day.plusDays(30),
        it -> {
          if (subscription.isLive()) {
            leave(life, subscription, it, Departure.PAYMENT_FAILED);
          }
        });
  }

  private static void ifOwing(Subscription subscription, Runnable deed) {
    if (subscription.isLive() && subscription.status() == SubscriptionStatus.PAST_DUE) {
      deed.run();
    }
  }

  private void turn(Life life, Subscription subscription, LocalDate day) {
    boolean fails =
        life.isFree(day)
            && subscription.status() == SubscriptionStatus.ACTIVE
            && !subscription.endsWithPeriod()
            && life.dice().chance(failureRate(subscription) * (1.3 - life.health()));
    boolean isPaid = !fails && subscription.status() == SubscriptionStatus.ACTIVE;
    deals.turn(life, subscription, day, isPaid);
    if (fails) {
      subscription.become(SubscriptionStatus.PAST_DUE);
      dun(life, subscription, day);
    }
    if (!subscription.isLive() && life.isFree(day)) {
      planReturn(life, day);
    }
  }

  private static double failureRate(Subscription subscription) {
    return switch (subscription.term()) {
      case DAY -> 0.001;
      case WEEK -> 0.008;
      case MONTH -> 0.03;
      case QUARTER, HALF_YEAR, YEAR, TWO_YEARS -> 0.06;
    };
  }

  /**
   * Nothing changes by chance near a trial's end, so that each change can be told from the next.
   */
  private static boolean canChange(Subscription subscription, LocalDate day) {
    return subscription.status() == SubscriptionStatus.ACTIVE
        && !subscription.endsWithPeriod()
        && subscription.startDay().isBefore(day)
        && subscription.trialEnd().filter(end -> !end.isBefore(day.minusDays(5))).isEmpty();
  }

  private void change(Life life, Subscription subscription, LocalDate day) {
    Dice dice = life.dice();
    double luck = dice.fraction();
    double leaving = 0.0011 * Math.exp(4 * (0.5 - life.health()));
    boolean isGood = dice.chance(life.health());
    if (luck < leaving) {
      askToLeave(life, subscription, day);
    } else if (luck < leaving + 0.004) {
      deals.changeSeats(life, subscription, day, isGood ? dice.between(1, 4) : -dice.between(1, 2));
    } else if (luck < leaving + 0.005) {
      deals.changePlan(life, subscription, day, isGood ? 1 : -1);
    } else if (luck < leaving + 0.0052) {
      deals.swap(life, subscription, day);
    } else if (luck < leaving + 0.00525) {
      deals.delete(life, subscription, day);
    }
  }

  private void askToLeave(Life life, Subscription subscription, LocalDate day) {
    long days = ChronoUnit.DAYS.between(day, subscription.periodEnd());
    if (days < 2 || days > 60 || life.dice().chance(0.4)) {
      leave(life, subscription, day, deals.reason(life));
      return;
    }
    deals.requestEnd(life, subscription, day, deals.reason(life));
    if (days > 10 && life.dice().chance(0.25)) {
      life.plan(
          day.plusDays(life.dice().between(1, (int) days - 6)),
          it -> {
            if (subscription.isLive() && subscription.endsWithPeriod()) {
              deals.withdrawEnd(subscription);
            }
          });
    }
  }

  private void leave(Life life, Subscription subscription, LocalDate day, Departure why) {
    deals.cancel(life, subscription, day, why);
    planReturn(life, day);
  }

  private void planReturn(Life life, LocalDate day) {
    Dice dice = life.dice();
    if (life.hasSubscription()) {
      return;
    }
    if (dice.chance(0.25)) {
      life.plan(day.plusDays(dice.between(10, 150)), it -> market.subscribe(life, it));
    } else if (dice.chance(0.06)) {
      life.plan(day.plusDays(dice.between(20, 60)), it -> deleteFirstCustomer(life, it));
    }
  }

  private void deleteFirstCustomer(Life life, LocalDate day) {
    Optional<Customer> first = life.customers().values().stream().findFirst();
    first.ifPresent(customer -> deals.delete(life, customer, day));
  }

  private void changeAccount(Life life, LocalDate day) {
    if (life.hasSubscription() && life.dice().chance(0.0006 * life.health())) {
      market.subscribe(life, day);
    }
  }
}
