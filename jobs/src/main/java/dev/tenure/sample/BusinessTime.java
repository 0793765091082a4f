package dev.tenure.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Days and times of day in the company's reporting zone as the vendors write them, in UTC. */
final class BusinessTime {
  static final ZoneId ZONE = ZoneId.of("America/New_York");

  private BusinessTime() {}

  /** Epoch seconds of a time of day, given in seconds since local midnight. */
  static long epoch(LocalDate day, int secondOfDay) {
    return day.atTime(LocalTime.ofSecondOfDay(secondOfDay)).atZone(ZONE).toEpochSecond();
  }

  /** {@code 2025-01-31T15:04:05Z}, as Zendesk writes it. */
  static String iso(long epochSecond) {
    return Instant.ofEpochSecond(epochSecond).toString();
  }

  /** {@code 2025-01-31T15:04:05.000Z}, as Salesforce's Bulk API writes it. */
  static String isoMillis(long epochSecond) {
    String iso = iso(epochSecond);
    return iso.substring(0, iso.length() - 1) + ".000Z";
  }

  /** A second of the working hours, mostly; late evenings belong to another day in UTC. */
  static int secondOfDay(Dice dice) {
    return dice.chance(0.8) ? dice.between(8 * 3600, 18 * 3600) : dice.between(3600 * 3, 86_399);
  }
}
