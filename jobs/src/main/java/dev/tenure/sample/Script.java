package dev.tenure.sample;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/**
 * The first accounts' lives of the first months, so written that every feature occurs at least five
 * times whatever the dice say.
 */
final class Script {
  /** So many accounts play by the script. */
  static final int ACCOUNTS = 50;

  /** For so many days. */
  static final int DAYS = 120;

  private static final int TIMES = 5;
  private static final List<Integer> PLAYERS =
      List.of(27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 10, 11, 12, 13, 14);

  private final LocalDate from;
  private final Market market;
  private final Deals deals;
  private final Stories stories;
  private final ContractStories contracts;
  private final Crm crm;
  private final Ids ids;

  Script(
      LocalDate from,
      Market market,
      Deals deals,
      Stories stories,
      ContractStories contracts,
      Crm crm,
      Ids ids) {
    this.from = from;
    this.market = market;
    this.deals = deals;
    this.stories = stories;
    this.contracts = contracts;
    this.crm = crm;
    this.ids = ids;
  }

  static boolean isScripted(int number) {
    return number < ACCOUNTS;
  }

  /** Whether the account's contracts name their subscriptions. */
  static boolean namesSubscription(int number) {
    return part(number) != Part.CONTRACTED;
  }

  static boolean isProspect(int number) {
    return part(number) == Part.PROSPECT;
  }

  static Link link(int number) {
    return switch (part(number)) {
      case RETURNING, CORRECTED -> Link.ID;
      case LINKED_LATE -> Link.LATER;
      case VISITOR -> Link.DOMAIN;
      case DELETED -> Link.MAPPING;
      case PROSPECT, CONTRACTED, PLAYER -> number < 30 ? Link.DOMAIN : Link.ID;
      case STRANGER -> Link.NONE;
    };
  }

  /** When the CRM got to know the account; visitors come when they come. */
  LocalDate createdDay(int number, Dice dice) {
    return from.minusDays(dice.between(1_100, 1_300)).plusDays(number);
  }

  /** The account that owns this one at first: of a player, of a visitor, or of an owner. */
  static Optional<Integer> parent(int number) {
    if (number >= 27 && number <= 32) {
      return Optional.of(number + 7);
    }
    if (part(number) == Part.VISITOR) {
      return Optional.of(number + 29);
    }
    return number == 38 ? Optional.of(39) : Optional.empty();
  }

  static String country(int number) {
    return number >= 35 ? "Germany" : number >= 30 ? "France" : "United States";
  }

  /** Writes the account's part into its agenda. */
  void give(Life life) {
    int number = life.number();
    changeHands(life, number);
    switch (part(number)) {
      case RETURNING -> leaveAndReturn(life, number);
      case VISITOR -> visit(life, number - 5);
      case DELETED -> {
        perform(life);
        agreeForGood(life, number - 10);
        life.plan(from.plusDays(95 + 3L * (number - 10)), day -> deleteCustomer(life, day));
      }
      case PROSPECT -> prospect(life, number - 15);
      case STRANGER -> oweForLong(life, number - 22);
      case CONTRACTED -> agree(life, number - 7);
      case LINKED_LATE -> {
        BillingSystem system = system(life, 0);
        stories.linkLate(life, system, lines(life, system, Term.YEAR), from, number - 45);
      }
      case CORRECTED -> {
        BillingSystem system = system(life, 0);
        stories.correct(life, system, lines(life, system, Term.YEAR), from, number - 40);
      }
      case PLAYER -> {
        perform(life);
        agree(life, number - 27);
      }
    }
  }

  /** Some are sold to another owner, one is set free, and one gets an owner. */
  private void changeHands(Life life, int number) {
    switch (number) {
      case 27 -> changeOwner(life, 20, Optional.of(35));
      case 28 -> changeOwner(life, 33, Optional.of(39));
      case 29 -> changeOwner(life, 46, Optional.empty());
      case 30 -> changeOwner(life, 59, Optional.of(34));
      case 31 -> changeOwner(life, 72, Optional.of(36));
      case 38 -> changeOwner(life, 85, Optional.of(37));
      case 10 -> changeOwner(life, 40, Optional.of(34));
      default -> {}
    }
  }

  private void changeOwner(Life life, int days, Optional<Integer> owner) {
    Optional<String> parentId = owner.map(it -> ids.salesforce("001", it));
    life.plan(
        from.plusDays(days),
        day -> life.crmAccount().ifPresent(it -> crm.changeParent(it, parentId, day)));
  }

  private void leaveAndReturn(Life life, int time) {
    Subscription first = startInHistory(life, market.dollars(), term(time + 2));
    LocalDate end = from.plusDays(8 + 7L * time);
    life.plan(end, day -> deals.cancel(life, first, day, deals.reason(life)));
    life.plan(
        end.plusDays(life.dice().between(15, 40)),
        day -> deals.begin(life, market.dollars(), day, lines(life, market.dollars(), Term.MONTH)));
  }

  /** Joins in the first days of a month and leaves before it ends. */
  private void visit(Life life, int time) {
    LocalDate start =
        from.plusDays(15L * time)
            .with(TemporalAdjusters.firstDayOfNextMonth())
            .plusDays(life.dice().between(1, 5));
    Term term = time % 2 == 0 ? Term.MONTH : Term.WEEK;
    life.plan(
        start,
        day -> {
          Subscription visit =
              deals.begin(life, market.dollars(), day, lines(life, market.dollars(), term));
          life.plan(
              day.plusDays(life.dice().between(6, 14)),
              it -> deals.cancel(life, visit, it, Departure.TOO_EXPENSIVE));
        });
  }

  private void prospect(Life life, int time) {
    life.plan(
        from.plusDays(25 + 15L * time),
        day -> {
          life.crmAccount().ifPresent(crm::vanish);
          life.leaveCrm();
        });
  }

  private void oweForLong(Life life, int time) {
    Subscription subscription = startInHistory(life, market.dollars(), term(time));
    stories.oweForLong(life, subscription, from.plusDays(5 + 6L * time));
  }

  private void deleteCustomer(Life life, LocalDate day) {
    life.customers().values().stream()
        .findFirst()
        .ifPresent(customer -> deals.delete(life, customer, day));
  }

  /** Plays the stories that fall to this player, each with a subscription of its own. */
  private void perform(Life life) {
    int player = PLAYERS.indexOf(life.number());
    if (player % 2 == 0) {
      recall(life);
    }
    int played = 0;
    for (Story story : Story.values()) {
      for (int time = 0; time < TIMES; time++) {
        int part = story.ordinal() * TIMES + time;
        if (part % PLAYERS.size() == player) {
          perform(life, story, time, system(life, played++));
        }
      }
    }
  }

  private void perform(Life life, Story story, int time, BillingSystem system) {
    Term term = story.needsShortTerm() ? Term.MONTH : term(story.ordinal() + time);
    if (story.isTrial()) {
      life.plan(
          from.plusDays(3 + 13L * time),
          day -> stories.tryOut(life, system, day, lines(life, system, term), story));
      return;
    }
    Subscription subscription = startInHistory(life, system, term);
    // A long pause has to end within the script.
    int days = story == Story.PAUSED_FOR_LONG ? 5 + 4 * time : 10 + 13 * time;
    stories.play(story, life, subscription, from.plusDays(days));
  }

  /** Has contracts that renew each other about a subscription of their own. */
  private void agree(Life life, int turn) {
    contracts.playChain(life, startOn(life, contracts.chainStart(turn), turn), turn);
  }

  /** Has a contract that renews itself. */
  private void agreeForGood(Life life, int turn) {
    contracts.playAuto(life, startOn(life, contracts.autoStart(turn), turn), turn);
  }

  private Subscription startOn(Life life, LocalDate start, int turn) {
    BillingSystem system = system(life, turn);
    return deals.begin(life, system, start, lines(life, system, term(turn)));
  }

  private void recall(Life life) {
    LocalDate start = from.minusDays(life.dice().between(400, 900));
    LocalDate end = start.plusDays(life.dice().between(60, 300));
    deals.recall(life, system(life, 0), start, lines(life, system(life, 0), Term.MONTH), end);
  }

  private Subscription startInHistory(Life life, BillingSystem system, Term term) {
    LocalDate start = from.minusDays(life.dice().between(20, 900));
    return deals.begin(life, system, start, lines(life, system, term));
  }

  private List<Deals.Line> lines(Life life, BillingSystem system, Term term) {
    List<Deals.Line> lines =
        List.of(new Deals.Line(system.catalogue().plan(2, term), Market.seats(life) + 2));
    return life.number() % 4 == 0
        ? List.of(lines.get(0), new Deals.Line(system.catalogue().analytics(term), 1))
        : lines;
  }

  /** Germans pay in euros, the French in both currencies by turns, all others in dollars. */
  private BillingSystem system(Life life, int played) {
    boolean isGerman = life.profile().country().equals("Germany");
    boolean isFrench = life.profile().country().equals("France");
    return isGerman || (isFrench && played % 2 == 0) ? market.euros() : market.dollars();
  }

  private static Term term(int turn) {
    return Term.values()[turn % Term.values().length];
  }

  private static Part part(int number) {
    if (number < 5) {
      return Part.RETURNING;
    }
    if (number < 10) {
      return Part.VISITOR;
    }
    if (number < 15) {
      return Part.DELETED;
    }
    if (number < 20) {
      return Part.PROSPECT;
    }
    if (number < 22) {
      return Part.CONTRACTED;
    }
    if (number < 27) {
      return Part.STRANGER;
    }
    if (number < 40) {
      return Part.PLAYER;
    }
    return number < 45 ? Part.CORRECTED : Part.LINKED_LATE;
  }

  private enum Part {
    RETURNING,
    VISITOR,
    DELETED,
    PROSPECT,
    CONTRACTED,
    STRANGER,
    PLAYER,
    CORRECTED,
    LINKED_LATE
  }
}
