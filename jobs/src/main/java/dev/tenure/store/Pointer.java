package dev.tenure.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The night that readers see: the version of every mart. Times are kept to the microsecond.
 *
 * @param marts mart name to table version
 */
public record Pointer(
    LocalDate asOfDate, String runId, Instant publishedAt, Map<String, MartVersion> marts) {
  /** Refuses missing parts. */
  public Pointer {
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    publishedAt = requireNonNull(publishedAt, "publishedAt is null").truncatedTo(ChronoUnit.MICROS);
    marts = Map.copyOf(marts);
  }
}
