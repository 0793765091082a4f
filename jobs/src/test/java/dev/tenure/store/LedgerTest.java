package dev.tenure.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.store.Step.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest extends SparkSuite {
  private static final LocalDate DATE = LocalDate.of(2026, 1, 31);

  @TempDir private Path folder;

  @Test
  void timeGoesOnWhereTheClockIsSetBack() {
    SettableClock clock = new SettableClock("2026-02-01T05:00:00Z");
    try (Ledger ledger = open(clock)) {
      record(ledger, "land");
      clock.advance(Duration.ofDays(3));
      record(ledger, "load");
    }
    clock.advance(Duration.ofDays(-5));
    try (Ledger ledger = open(clock)) {
      record(ledger, "publish");
      List<Instant> times = ledger.steps().stream().map(Step::at).toList();

      assertThat(times).isSorted().doesNotHaveDuplicates();
      assertThat(times.get(2)).isEqualTo(Instant.parse("2026-02-04T05:00:00.000001Z"));
      assertThat(ledger.now()).isAfter(times.get(2));
    }
  }

  private Ledger open(Clock clock) {
    return Ledger.open(new DeltaStore(session()), new Home(folder), clock);
  }

  private static void record(Ledger ledger, String step) {
    ledger.record(DATE, 1, "run", step, Outcome.DONE, 1, "", Map.of(), Map.of(), "");
    ledger.flush();
  }
}
