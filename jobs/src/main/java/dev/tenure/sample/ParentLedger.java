package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the accounts at the top have, day by day, of all that they own on that day. An account that
 * changes hands goes over with what it had the day before.
 */
final class ParentLedger {
  private final Map<String, TreeMap<LocalDate, Level>> accounts;
  private final Owners owners;
  private final Map<String, Level> levels = new TreeMap<>();
  private final Map<String, List<Movement>> movements = new TreeMap<>();
  private final Set<String> paid = new HashSet<>();

  private ParentLedger(Map<String, TreeMap<LocalDate, Level>> accounts, Owners owners) {
    this.accounts = accounts;
    this.owners = owners;
  }

  /** What a parent's day brings: what came over from others, and what its own accounts did. */
  private record Turn(Level transferred, Level changed) {
    Turn and(Turn other) {
      return new Turn(transferred.plus(other.transferred), changed.plus(other.changed));
    }
  }

  /**
   * The movements of each parent up to a day, oldest first.
   *
   * @param accounts account → its levels, each from its day on
   */
  static Map<String, List<Movement>> movements(
      Map<String, TreeMap<LocalDate, Level>> accounts, Owners owners, LocalDate to) {
    ParentLedger ledger = new ParentLedger(accounts, owners);
    TreeMap<LocalDate, Set<String>> days = new TreeMap<>();
    accounts.forEach(
        (id, levels) ->
            levels
                .keySet()
                .forEach(day -> days.computeIfAbsent(day, it -> new HashSet<>()).add(id)));
    owners.changes().forEach(day -> days.put(day, accounts.keySet()));
    days.headMap(to, true).forEach(ledger::live);
    return ledger.movements;
  }

  private void live(LocalDate day, Set<String> touched) {
    Map<String, Turn> turns = new TreeMap<>();
    for (String account : touched) {
      Level before = Level.before(accounts.get(account), day);
      Level after = Level.on(accounts.get(account), day);
      String old = owners.top(account, day.minusDays(1));
      String now = owners.top(account, day);
      turns.merge(now, new Turn(Level.NOTHING, after.minus(before)), Turn::and);
      if (!old.equals(now)) {
        turns.merge(old, new Turn(Level.NOTHING.minus(before), Level.NOTHING), Turn::and);
        turns.merge(now, new Turn(before, Level.NOTHING), Turn::and);
      }
    }
    turns.forEach((parent, turn) -> take(day, parent, turn));
  }

  private void take(LocalDate day, String parent, Turn turn) {
    Level opening = levels.getOrDefault(parent, Level.NOTHING);
    Level handed = opening.plus(turn.transferred());
    Level closing = handed.plus(turn.changed());
    List<Movement> moved = new ArrayList<>();
    BigDecimal commercial = turn.changed().held();
    if (commercial.signum() != 0) {
      Movement.Kind kind =
          Movement.Kind.between(handed.held(), closing.held(), paid.contains(parent));
      moved.add(new Movement(day, kind, commercial, opening.earning(), closing.earning()));
    }
    BigDecimal resumed = turn.changed().paused().negate();
    if (resumed.signum() != 0) {
      Movement.Kind kind = resumed.signum() < 0 ? Movement.Kind.PAUSE : Movement.Kind.RESUME;
      moved.add(new Movement(day, kind, resumed, opening.earning(), closing.earning()));
    }
    BigDecimal transferred = turn.transferred().earning();
    if (transferred.signum() != 0) {
      moved.add(
          new Movement(
              day, Movement.Kind.TRANSFER, transferred, opening.earning(), closing.earning()));
    }
    if (closing.held().signum() > 0) {
      paid.add(parent);
    }
    levels.put(parent, closing);
    if (!moved.isEmpty()) {
      movements.computeIfAbsent(parent, id -> new ArrayList<>()).addAll(moved);
    }
  }
}
