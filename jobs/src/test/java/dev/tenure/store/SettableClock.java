package dev.tenure.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved. */
final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final AtomicInteger readings = new AtomicInteger();

  SettableClock(String now) {
    this.now = new AtomicReference<>(Instant.parse(now));
  }

  void advance(Duration duration) {
    now.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public Instant instant() {
    readings.incrementAndGet();
    return now.get();
  }

  int readings() {
    return readings.get();
  }

  void awaitReadingAfter(int earlier) throws InterruptedException {
    while (readings() == earlier) {
      Thread.sleep(10);
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC");
  }
}
