package dev.tenure.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong on the way: outages, late and duplicate files, junk records. Each kind comes once
 * in a cycle of days, on a day and at a place that the seed chooses.
 */
final class Faults {
  private static final int OUTAGE_CYCLE = 17;
  private static final int LATE_CYCLE = 10;
  private static final int DUPLICATE_CYCLE = 12;
  private static final int CORRUPTION_CYCLE = 12;
  private static final List<String> FAILING =
      List.of("crm", "billing", "billing_eu", "support", "product", "mobile", "surveys");
  private static final List<String> FILES =
      List.of(
          "crm/Account",
          "billing/subscriptions",
          "billing_eu/subscriptions",
          "support/tickets",
          "product/events",
          "mobile/events",
          "surveys/responses");

  private final long seed;
  private final LocalDate from;

  Faults(long seed, LocalDate from) {
    this.seed = seed;
    this.from = from;
  }

  /** Whether the source delivers nothing for this day. */
  boolean isOut(String source, LocalDate day) {
    long cycle = cycle(day, OUTAGE_CYCLE);
    Dice dice = Dice.of(seed, "outage", cycle);
    String failing = dice.pick(FAILING);
    int first = dice.between(3, OUTAGE_CYCLE - 4);
    int last = first + dice.between(0, 2);
    int today = place(day, OUTAGE_CYCLE);
    return source.equals(failing) && today >= first && today <= last;
  }

  /** By how many days the file of this day comes late, 0 to 3. */
  int delay(String source, String entity, LocalDate day) {
    Dice dice = Dice.of(seed, "late", cycle(day, LATE_CYCLE));
    return strikes(dice, source, entity, place(day, LATE_CYCLE), LATE_CYCLE)
        ? dice.between(1, 3)
        : 0;
  }

  boolean isDuplicated(String source, String entity, LocalDate day) {
    Dice dice = Dice.of(seed, "duplicate", cycle(day, DUPLICATE_CYCLE));
    return strikes(dice, source, entity, place(day, DUPLICATE_CYCLE), DUPLICATE_CYCLE);
  }

  /** The junk that stands in this day's file, if any. */
  Optional<Corruption> corruption(String source, String entity, LocalDate day) {
    String file = source + "/" + entity;
    for (Corruption kind : Corruption.values()) {
      Dice dice = Dice.of(seed, kind.word(), cycle(day, CORRUPTION_CYCLE));
      int struck = dice.between(2, CORRUPTION_CYCLE - 1);
      if (place(day, CORRUPTION_CYCLE) == struck && file.equals(dice.pick(prone(kind)))) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static List<String> prone(Corruption kind) {
    return switch (kind) {
      case BAD_JSON -> List.of("mobile/events");
      case TOO_FEW_COLUMNS -> List.of("crm/Account", "surveys/responses");
      case NO_ID -> List.of("billing/subscriptions", "support/tickets", "surveys/responses");
      case UNREADABLE_NUMBER -> List.of("billing/subscriptions", "surveys/responses");
    };
  }

  private static boolean strikes(Dice dice, String source, String entity, int place, int cycle) {
    int struck = dice.between(2, cycle - 1);
    String file = dice.pick(FILES);
    return place == struck && file.equals(source + "/" + entity);
  }

  private long cycle(LocalDate day, int length) {
    return Math.floorDiv(ChronoUnit.DAYS.between(from, day), length);
  }

  private int place(LocalDate day, int length) {
    return (int) Math.floorMod(ChronoUnit.DAYS.between(from, day), (long) length);
  }
}
