package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A part of what an account pays more or less from a day on.
 *
 * @param item the item that changed; the new one where another took its place
 * @param movement what the day is to the account; nothing where its parts cancel out
 */
record MovementPart(
    LocalDate day, Key item, Optional<Movement.Kind> movement, String subType, BigDecimal amount) {
  /** An item, by its subscription and its own id. */
  record Key(String subscriptionId, String itemId) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::subscriptionId)
          .thenComparing(Key::itemId)
          .compare(this, other);
    }
  }

  private record Change(
      Key key, Key oldKey, Optional<ItemWorth> before, Optional<ItemWorth> after) {
    BigDecimal worth(Optional<ItemWorth> side) {
      return side.map(ItemWorth::monthly).orElse(BigDecimal.ZERO);
    }

    BigDecimal amount() {
      return worth(after).subtract(worth(before));
    }
  }

  MovementPart {
    requireNonNull(day, "day is null");
    requireNonNull(item, "item is null");
    requireNonNull(movement, "movement is null");
    requireNonNull(subType, "subType is null");
    requireNonNull(amount, "amount is null");
  }

  /** The parts of one day of who has one customer. */
  static List<MovementPart> of(
      LocalDate day,
      Optional<Movement.Kind> movement,
      Map<Key, ItemWorth> before,
      Map<Key, ItemWorth> after) {
    return of(day, movement, before, after, key -> "");
  }

  /**
   * The parts of one day, from what was earned before it and what is from then on. Where an item
   * takes the place of another customer's, the old one is lost by the one and the new one won by
   * the other.
   *
   * @param customers whose an item is
   */
  static List<MovementPart> of(
      LocalDate day,
      Optional<Movement.Kind> movement,
      Map<Key, ItemWorth> before,
      Map<Key, ItemWorth> after,
      Function<Key, String> customers) {
    List<MovementPart> parts = new ArrayList<>();
    for (Change change : changes(before, after)) {
      boolean isMoved = !customers.apply(change.key()).equals(customers.apply(change.oldKey()));
      if (isMoved) {
        BigDecimal old = change.before().orElseThrow().paused();
        add(parts, day, Optional.of(Movement.Kind.RESUME), change.oldKey(), "resume", old);
        BigDecimal now = change.after().orElseThrow().paused().negate();
        add(parts, day, Optional.of(Movement.Kind.PAUSE), change.key(), "pause", now);
      } else {
        addPause(parts, day, change);
      }
      Optional<String> whole = movement.flatMap(MovementPart::whole);
      if (whole.isPresent()) {
        add(parts, day, movement, change.key(), whole.get(), change.amount());
      } else if (change.before().isPresent() && change.after().isPresent()) {
        ItemWorth old = change.before().get();
        ItemWorth now = change.after().get();
        BigDecimal resized = old.price().monthly(now.quantity(), old.percentOff());
        BigDecimal repriced = now.price().monthly(now.quantity(), old.percentOff());
        if (isMoved) {
          add(parts, day, movement, change.oldKey(), "seat", old.monthly().negate());
          add(parts, day, movement, change.key(), "seat", resized);
        } else {
          add(parts, day, movement, change.key(), "seat", resized.subtract(old.monthly()));
        }
        String priced = old.plan().equals(now.plan()) ? "price" : "plan";
        add(parts, day, movement, change.key(), priced, repriced.subtract(resized));
        add(parts, day, movement, change.key(), "discount", now.monthly().subtract(repriced));
      } else {
        String family = change.after().or(change::before).orElseThrow().family();
        Map<Key, ItemWorth> other = change.before().isPresent() ? after : before;
        boolean isOwned = other.values().stream().anyMatch(it -> it.family().equals(family));
        add(parts, day, movement, change.key(), isOwned ? "seat" : "cross_sell", change.amount());
      }
    }
    return parts;
  }

  private static void addPause(List<MovementPart> parts, LocalDate day, Change change) {
    BigDecimal before = change.before().map(ItemWorth::paused).orElse(BigDecimal.ZERO);
    BigDecimal after = change.after().map(ItemWorth::paused).orElse(BigDecimal.ZERO);
    BigDecimal amount = before.subtract(after);
    Movement.Kind kind = amount.signum() < 0 ? Movement.Kind.PAUSE : Movement.Kind.RESUME;
    add(parts, day, Optional.of(kind), change.key(), kind.word(), amount);
  }

  private static Optional<String> whole(Movement.Kind kind) {
    return switch (kind) {
      case NEW -> Optional.of("new_logo");
      case CHURN -> Optional.of("lost_logo");
      case REACTIVATION -> Optional.of("returned_logo");
      case EXPANSION, CONTRACTION, PAUSE, RESUME, TRANSFER -> Optional.empty();
    };
  }

  private static void add(
      List<MovementPart> parts,
      LocalDate day,
      Optional<Movement.Kind> movement,
      Key key,
      String subType,
      BigDecimal amount) {
    if (amount.signum() != 0) {
      parts.add(new MovementPart(day, key, movement, subType, amount));
    }
  }

  /** Items beside themselves, and what ended beside what began in one family, the largest first. */
  private static List<Change> changes(Map<Key, ItemWorth> before, Map<Key, ItemWorth> after) {
    List<Change> changes = new ArrayList<>();
    Map<String, List<Map.Entry<Key, ItemWorth>>> ended = lone(before, after);
    Map<String, List<Map.Entry<Key, ItemWorth>>> begun = lone(after, before);
    before.forEach(
        (key, worth) -> {
          if (after.containsKey(key)) {
            changes.add(new Change(key, key, Optional.of(worth), Optional.of(after.get(key))));
          }
        });
    TreeSet<String> families = new TreeSet<>(ended.keySet());
    families.addAll(begun.keySet());
    for (String family : families) {
      List<Map.Entry<Key, ItemWorth>> old = ended.getOrDefault(family, List.of());
      List<Map.Entry<Key, ItemWorth>> now = begun.getOrDefault(family, List.of());
      for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
        Key key = i < now.size() ? now.get(i).getKey() : old.get(i).getKey();
        changes.add(
            new Change(
                key,
                i < old.size() ? old.get(i).getKey() : key,
                i < old.size() ? Optional.of(old.get(i).getValue()) : Optional.empty(),
                i < now.size() ? Optional.of(now.get(i).getValue()) : Optional.empty()));
      }
    }
    return changes;
  }

  private static Map<String, List<Map.Entry<Key, ItemWorth>>> lone(
      Map<Key, ItemWorth> side, Map<Key, ItemWorth> other) {
    Map<String, List<Map.Entry<Key, ItemWorth>>> families = new TreeMap<>();
    side.entrySet().stream()
        .filter(it -> !other.containsKey(it.getKey()))
        .sorted(
            Map.Entry.<Key, ItemWorth>comparingByValue(
                    Comparator.comparing(ItemWorth::monthly).reversed())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            it ->
                families
                    .computeIfAbsent(it.getValue().family(), family -> new ArrayList<>())
                    .add(it));
    return families;
  }
}
