package dev.tenure.night;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** A clock that somebody sets forward or back by up to ten days before every reading. */
final class JumpingClock extends Clock {
  private static final int DAYS = 10;

  private final AtomicInteger readings = new AtomicInteger();

  @Override
  public Instant instant() {
    int jump = readings.incrementAndGet() * 8 % (2 * DAYS + 1) - DAYS;
    return Instant.now().plus(Duration.ofDays(jump));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
