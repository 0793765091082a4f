package dev.tenure.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who took the lease last. It may be dead, or may have given the lease back.
 *
 * @param fence grows by one with every taking
 * @param expiresAt until when the lease holds unless renewed; its beginning where it was given back
 */
public record Holder(String name, long fence, Instant acquiredAt, Instant expiresAt) {
  /** Refuses missing parts; times are kept to the microsecond. */
  public Holder {
    requireNonNull(name, "name is null");
    acquiredAt = requireNonNull(acquiredAt, "acquiredAt is null").truncatedTo(ChronoUnit.MICROS);
    expiresAt = requireNonNull(expiresAt, "expiresAt is null").truncatedTo(ChronoUnit.MICROS);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
