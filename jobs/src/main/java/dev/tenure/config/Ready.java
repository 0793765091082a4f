package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.time.LocalTime;
import java.util.Optional;

/**
 * What a night waits for before it reads a source.
 *
 * @param marker the path, below the source's inbox, of a file that says that the extracts of a date
 *     are whole; it holds {@code {extract_date}}. Nothing where every entity must have delivered
 *     that date, and a table a change after it
 * @param until the hour of the day after the night's date, in the reporting zone, at which the
 *     night goes on without the source
 */
public record Ready(Optional<String> marker, LocalTime until) {
  public static final String DATE = "{extract_date}";

  public Ready {
    requireNonNull(marker, "marker is null");
    requireNonNull(until, "until is null");
    marker
        .filter(it -> !it.contains(DATE))
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("marker names no date: " + it);
            });
  }
}
