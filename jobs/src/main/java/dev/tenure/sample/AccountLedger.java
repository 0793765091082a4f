package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** All that one account pays: its subscriptions' levels, and what follows for the account. */
final class AccountLedger {
  private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(6);

  private final Map<String, SubscriptionLevels> subscriptions = new LinkedHashMap<>();
  private final Map<String, Departure> departures = new LinkedHashMap<>();
  private final Map<String, String> customers = new LinkedHashMap<>();
  private final TreeMap<LocalDate, Correction> corrections = new TreeMap<>();
  private String linkedId;
  private LocalDate linkedDay;

  /** All that several accounts pay, as if they were one. */
  static AccountLedger together(Collection<AccountLedger> accounts) {
    AccountLedger together = new AccountLedger();
    for (AccountLedger account : accounts) {
      together.subscriptions.putAll(account.subscriptions);
      together.departures.putAll(account.departures);
      together.customers.putAll(account.customers);
    }
    return together;
  }

  /** Customer → what it alone pays of the account's. */
  Map<String, AccountLedger> byCustomer() {
    Map<String, AccountLedger> ledgers = new TreeMap<>();
    subscriptions.forEach(
        (id, levels) ->
            ledgers
                .computeIfAbsent(customers.get(id), it -> new AccountLedger())
                .subscriptions
                .put(id, levels));
    return ledgers;
  }

  /** Takes that it is another account, which nobody knew before the extract of a day. */
  void linked(LocalDate extractDate, String accountId) {
    corrected(extractDate, Correction.LINK_CHANGE);
    linkedId = accountId;
    linkedDay = extractDate;
  }

  /** Which account it was taken for on a day, if at first for {@code firstId}. */
  String idOn(LocalDate day, String firstId) {
    return linkedDay == null || day.isBefore(linkedDay) ? firstId : linkedId;
  }

  /** Notes that what the extract of a day shows is told late. */
  void corrected(LocalDate extractDate, Correction correction) {
    corrections.put(extractDate, correction);
  }

  /** Extract date → what was told late in it. */
  NavigableMap<LocalDate, Correction> corrections() {
    return corrections;
  }

  /** A month as extracts up to and including a day had shown it, if it had begun. */
  Optional<AccountMonth> month(YearMonth month, LocalDate knownOn) {
    AccountLedger known = new AccountLedger();
    subscriptions.forEach((id, levels) -> known.subscriptions.put(id, levels.knownOn(knownOn)));
    return AccountMonth.of(known.movements(knownOn), knownOn).stream()
        .filter(it -> it.month().equals(month))
        .findFirst();
  }

  void shown(
      LocalDate extractDate,
      String subscriptionId,
      SubscriptionState state,
      Optional<Departure> departure) {
    shown(extractDate, "", subscriptionId, state, departure);
  }

  void shown(
      LocalDate extractDate,
      String customer,
      String subscriptionId,
      SubscriptionState state,
      Optional<Departure> departure) {
    customers.put(subscriptionId, customer);
    subscriptions
        .computeIfAbsent(subscriptionId, id -> new SubscriptionLevels())
        .shown(extractDate, state);
    departure.ifPresentOrElse(
        why -> departures.put(subscriptionId, why), () -> departures.remove(subscriptionId));
  }

  /** The account's movements up to a day, netted by day, pauses apart, oldest first. */
  List<Movement> movements(LocalDate to) {
    List<Movement> movements = new ArrayList<>();
    TreeMap<LocalDate, BigDecimal> held = changes(to, ItemWorth::monthly);
    TreeMap<LocalDate, BigDecimal> paused = changes(to, ItemWorth::paused);
    BigDecimal heldLevel = NOTHING;
    BigDecimal pausedLevel = NOTHING;
    TreeSet<LocalDate> days = new TreeSet<>(held.keySet());
    days.addAll(paused.keySet());
    for (LocalDate day : days) {
      BigDecimal nextHeld = heldLevel.add(held.getOrDefault(day, NOTHING));
      BigDecimal nextPaused = pausedLevel.add(paused.getOrDefault(day, NOTHING));
      BigDecimal opening = heldLevel.subtract(pausedLevel);
      BigDecimal closing = nextHeld.subtract(nextPaused);
      if (nextHeld.compareTo(heldLevel) != 0) {
        Movement.Kind kind = Movement.Kind.between(heldLevel, nextHeld, !movements.isEmpty());
        movements.add(new Movement(day, kind, nextHeld.subtract(heldLevel), opening, closing));
      }
      if (nextPaused.compareTo(pausedLevel) != 0) {
        BigDecimal amount = pausedLevel.subtract(nextPaused);
        Movement.Kind kind = amount.signum() < 0 ? Movement.Kind.PAUSE : Movement.Kind.RESUME;
        movements.add(new Movement(day, kind, amount, opening, closing));
      }
      heldLevel = nextHeld;
      pausedLevel = nextPaused;
    }
    return movements;
  }

  /** What the account has, from each day on which that changes, up to a last day. */
  TreeMap<LocalDate, Level> levels(LocalDate to) {
    TreeMap<LocalDate, BigDecimal> held = changes(to, ItemWorth::monthly);
    TreeMap<LocalDate, BigDecimal> paused = changes(to, ItemWorth::paused);
    TreeSet<LocalDate> days = new TreeSet<>(held.keySet());
    days.addAll(paused.keySet());
    TreeMap<LocalDate, Level> levels = new TreeMap<>();
    Level level = Level.NOTHING;
    for (LocalDate day : days) {
      level =
          level.plus(new Level(held.getOrDefault(day, NOTHING), paused.getOrDefault(day, NOTHING)));
      levels.put(day, level);
    }
    return levels;
  }

  /** What the movements up to a day are made of, oldest first. */
  List<MovementPart> parts(LocalDate to) {
    Map<LocalDate, Movement.Kind> kinds = new HashMap<>();
    movements(to).stream()
        .filter(it -> !it.kind().isOfPause())
        .forEach(it -> kinds.put(it.day(), it.kind()));
    TreeMap<LocalDate, Map<String, List<ItemWorth>>> turns = new TreeMap<>();
    subscriptions.forEach(
        (id, levels) ->
            levels
                .held(to)
                .forEach(
                    (day, items) ->
                        turns.computeIfAbsent(day, it -> new HashMap<>()).put(id, items)));
    List<MovementPart> parts = new ArrayList<>();
    Map<MovementPart.Key, ItemWorth> before = new TreeMap<>();
    for (Map.Entry<LocalDate, Map<String, List<ItemWorth>>> turn : turns.entrySet()) {
      Map<MovementPart.Key, ItemWorth> after = new TreeMap<>(before);
      after.keySet().removeIf(key -> turn.getValue().containsKey(key.subscriptionId()));
      turn.getValue()
          .forEach(
              (id, items) -> items.forEach(it -> after.put(new MovementPart.Key(id, it.id()), it)));
      Optional<Movement.Kind> kind = Optional.ofNullable(kinds.get(turn.getKey()));
      parts.addAll(
          MovementPart.of(
              turn.getKey(), kind, before, after, key -> customers.get(key.subscriptionId())));
      before = after;
    }
    return parts;
  }

  /** ARR, earned or paused, on a day of what a contract is about, as known at the end. */
  BigDecimal arr(Contract contract, LocalDate day, LocalDate to) {
    BigDecimal sum = NOTHING;
    for (Map.Entry<String, SubscriptionLevels> subscription : subscriptions.entrySet()) {
      Map.Entry<LocalDate, List<ItemWorth>> held = subscription.getValue().held(to).floorEntry(day);
      if (held != null) {
        sum =
            held.getValue().stream()
                .filter(it -> isCovered(contract, subscription.getKey(), it))
                .map(ItemWorth::annual)
                .reduce(sum, BigDecimal::add);
      }
    }
    return sum;
  }

  private static boolean isCovered(Contract contract, String subscriptionId, ItemWorth item) {
    return contract.namesSubscription()
        ? subscriptionId.equals(contract.subscription().id())
        : item.family().equals(Contract.FAMILY);
  }

  /** Why the account left on a day: the reason of the subscription that lost most. */
  Departure departure(LocalDate day) {
    Departure why = Departure.PAYMENT_FAILED;
    BigDecimal worst = BigDecimal.ZERO;
    for (Map.Entry<String, SubscriptionLevels> subscription : subscriptions.entrySet()) {
      BigDecimal change =
          differences(subscription.getValue().levels(day, ItemWorth::monthly))
              .getOrDefault(day, BigDecimal.ZERO);
      if (change.compareTo(worst) < 0) {
        worst = change;
        why = departures.getOrDefault(subscription.getKey(), silent(subscription.getValue(), day));
      }
    }
    return why;
  }

  /** Why a subscription is lost of which nobody says so: its pause ran out, or it owes. */
  private static Departure silent(SubscriptionLevels levels, LocalDate day) {
    Map.Entry<LocalDate, BigDecimal> before = levels.levels(day, ItemWorth::paused).lowerEntry(day);
    return before != null && before.getValue().signum() > 0
        ? Departure.PAUSE_LAPSED
        : Departure.PAYMENT_FAILED;
  }

  private TreeMap<LocalDate, BigDecimal> changes(
      LocalDate to, Function<ItemWorth, BigDecimal> worth) {
    TreeMap<LocalDate, BigDecimal> changes = new TreeMap<>();
    for (SubscriptionLevels levels : subscriptions.values()) {
      differences(levels.levels(to, worth))
          .forEach((day, by) -> changes.merge(day, by, BigDecimal::add));
    }
    return changes;
  }

  private static Map<LocalDate, BigDecimal> differences(TreeMap<LocalDate, BigDecimal> levels) {
    Map<LocalDate, BigDecimal> differences = new LinkedHashMap<>();
    BigDecimal before = BigDecimal.ZERO;
    for (Map.Entry<LocalDate, BigDecimal> level : levels.entrySet()) {
      differences.put(level.getKey(), level.getValue().subtract(before));
      before = level.getValue();
    }
    return differences;
  }
}
