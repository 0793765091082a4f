package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.landing.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Waits for the sources for which conf says {@code ready:}, each until its own hour. */
final class Waiting {
  /** How long to do nothing before looking again. */
  @FunctionalInterface
  interface Pause {
    void take(Duration duration) throws InterruptedException;
  }

  static final Pause SLEEP = duration -> Thread.sleep(duration.toMillis());
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  private final Workspace work;
  private final Progress progress;
  private final Pause pause;

  Waiting(Workspace work, Progress progress, Pause pause) {
    this.work = work;
    this.progress = progress;
    this.pause = pause;
  }

  /** Returns when every source is ready for a date or its hour is over. */
  void await(LocalDate date) {
    Readiness readiness = new Readiness(work.session(), work.company(), work.home().root(), date);
    Set<String> told = new HashSet<>();
    while (true) {
      List<Readiness.Missing> missing = readiness.missing();
      Instant now = work.clock().instant();
      List<Readiness.Missing> open =
          missing.stream().filter(it -> now.isBefore(it.until())).toList();
      if (open.isEmpty()) {
        missing.forEach(
            it ->
                progress.say(
                    "  note: %s is not waited for any longer: %s"
                        .formatted(it.source(), it.what())));
        return;
      }
      open.stream()
          .filter(it -> told.add(it.source()))
          .forEach(
              it ->
                  progress.say(
                      "  waits for %s until %s: %s"
                          .formatted(
                              it.source(), it.until().atZone(work.company().zone()), it.what())));
      rest(
          Duration.between(
              now,
              open.stream().map(Readiness.Missing::until).min(Instant::compareTo).orElseThrow()));
    }
  }

  private void rest(Duration left) {
    try {
      pause.take(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.interrupted("waiting for the sources", e);
    }
  }
}
