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
 * @param marks what the sources had delivered, and what is to be known of it
 */
public record PublishedNight(
    LocalDate asOfDate, String runId, int attempt, Instant publishedAt, Marks marks) {
  /** The step of the ledger that publishes. */
  static final String STEP = "publish";

  public PublishedNight {
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(publishedAt, "publishedAt is null");
    requireNonNull(marks, "marks is null");
  }

  /**
   * What a night is marked with, in words; empty where there is nothing to say.
   *
   * @param sources what each source had delivered
   * @param stale sources that delivered nothing for too long, with their age in days
   * @param held sources that were read no further than their last good extract, and why
   * @param waivers failing checks that somebody let pass: who, why and until when
   */
  public record Marks(String sources, String stale, String held, String waivers) {
    public Marks {
      requireNonNull(sources, "sources is null");
      requireNonNull(stale, "stale is null");
      requireNonNull(held, "held is null");
      requireNonNull(waivers, "waivers is null");
    }

    String text() {
      return String.join("\n", sources, stale, held, waivers);
    }

    static Marks parse(String text) {
      String[] lines = text.split("\n", -1);
      return new Marks(lines[0], lines[1], lines[2], lines[3]);
    }
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
        step.asOfDate(), step.runId(), step.attempt(), step.at(), Marks.parse(step.detail()));
  }
}
