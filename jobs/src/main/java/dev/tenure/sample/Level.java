package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What somebody has per month.
 *
 * @param held what is paid or would be were it not paused
 * @param paused what of it is paused
 */
record Level(BigDecimal held, BigDecimal paused) {
  static final Level NOTHING = new Level(BigDecimal.ZERO.setScale(6), BigDecimal.ZERO.setScale(6));

  Level {
    requireNonNull(held, "held is null");
    requireNonNull(paused, "paused is null");
  }

  /** The level before a day, of levels that each hold from their day on. */
  static Level before(TreeMap<LocalDate, Level> levels, LocalDate day) {
    return of(levels.lowerEntry(day));
  }

  /** The level at the end of a day. */
  static Level on(TreeMap<LocalDate, Level> levels, LocalDate day) {
    return of(levels.floorEntry(day));
  }

  private static Level of(Map.Entry<LocalDate, Level> entry) {
    return Optional.ofNullable(entry).map(Map.Entry::getValue).orElse(NOTHING);
  }

  Level plus(Level other) {
    return new Level(held.add(other.held), paused.add(other.paused));
  }

  Level minus(Level other) {
    return new Level(held.subtract(other.held), paused.subtract(other.paused));
  }

  /** What is paid. */
  BigDecimal earning() {
    return held.subtract(paused);
  }
}
