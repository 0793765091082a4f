package dev.tenure.config;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/**
 * The days on which an entity of changes delivers everything, so that what its changes missed is
 * found.
 *
 * @param weekdays on which every extract is full
 * @param days others on which the extract is full
 * @param from the first day on which a weekday counts
 */
public record FullExtracts(List<DayOfWeek> weekdays, List<LocalDate> days, LocalDate from) {
  /** An entity whose extracts are all of one kind. */
  public static final FullExtracts NONE = new FullExtracts(List.of(), List.of(), LocalDate.MAX);

  public FullExtracts {
    weekdays = List.copyOf(weekdays);
    days = List.copyOf(days);
  }

  boolean isOn(LocalDate date) {
    return days.contains(date) || (weekdays.contains(date.getDayOfWeek()) && !date.isBefore(from));
  }
}
