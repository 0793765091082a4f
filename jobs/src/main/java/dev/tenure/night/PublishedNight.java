package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import dev.tenure.store.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A night that readers saw.
 *
 * @param attempt counts the runs of its date
 * @param sources what each source had delivered, in words
 */
public record PublishedNight(
    LocalDate asOfDate, String runId, int attempt, Instant publishedAt, String sources) {
  /** The step of the ledger that publishes. */
  static final String STEP = "publish";

  public PublishedNight {
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(publishedAt, "publishedAt is null");
    requireNonNull(sources, "sources is null");
  }

  /** All nights, oldest first; of each date its last publication before an instant. */
  static List<PublishedNight> all(List<Step> steps, Instant before) {
    Map<LocalDate, PublishedNight> nights = new TreeMap<>();
    steps.stream()
        .filter(step -> step.name().equals(STEP) && step.outcome() == Step.Outcome.DONE)
        .filter(step -> step.at().isBefore(before))
        .map(PublishedNight::of)
        .forEach(night -> nights.put(night.asOfDate(), night));
    return List.copyOf(nights.values());
  }

  /** The nights of earlier dates that readers had seen at an instant. */
  static List<PublishedNight> earlier(LocalDate date, List<Step> steps, Instant before) {
    return all(steps, before).stream().filter(it -> it.asOfDate().isBefore(date)).toList();
  }

  private static PublishedNight of(Step step) {
    return new PublishedNight(
        step.asOfDate(), step.runId(), step.attempt(), step.at(), step.detail());
  }
}
