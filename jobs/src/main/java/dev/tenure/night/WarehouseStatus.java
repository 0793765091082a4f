package dev.tenure.night;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a warehouse stands.
 *
 * @param lines what an operator should see, most important first
 */
public record WarehouseStatus(List<String> lines) {
  private static final int RUNS_TOLD = 5;

  public WarehouseStatus {
    lines = List.copyOf(lines);
  }

  static WarehouseStatus of(Workspace work, Optional<Pointer> pointer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        pointer
            .map(
                it ->
                    "published: the night of %s, run %s, at %s"
                        .formatted(it.asOfDate(), it.runId(), it.publishedAt()))
            .orElse("published: nothing yet; run ./tenure run --date <day>"));
    lines.addAll(cutSteps(work.ledger().steps()));
    lines.addAll(sources(work, pointer.map(Pointer::asOfDate)));
    lines.addAll(quarantined(work));
    lines.addAll(runs(work.ledger().steps()));
    return new WarehouseStatus(lines);
  }

  private static List<String> cutSteps(List<Step> steps) {
    Map<String, Step> open = new TreeMap<>();
    for (Step step : steps) {
      String key = step.asOfDate() + " " + step.attempt() + " " + step.name();
      if (step.outcome() == Step.Outcome.STARTED) {
        open.put(key, step);
      } else {
        open.remove(key);
      }
    }
    Step newest = steps.stream().max(Comparator.comparingLong(Step::sequence)).orElse(null);
    return open.values().stream()
        .filter(step -> newest != null && step.asOfDate().equals(newest.asOfDate()))
        .filter(step -> step.attempt() == newest.attempt())
        .map(
            step ->
                "cut: the step %s of %s, attempt %d; the same command goes on from there"
                    .formatted(step.name(), step.asOfDate(), step.attempt()))
        .toList();
  }

  private static List<String> sources(Workspace work, Optional<LocalDate> night) {
    Map<String, LocalDate> newest = new TreeMap<>();
    Landed.all(work)
        .files()
        .forEach(
            file ->
                newest.merge(
                    file.source(), file.extractDate(), (one, two) -> one.isAfter(two) ? one : two));
    List<String> lines = new ArrayList<>();
    for (String source : work.company().sources().keySet()) {
      LocalDate day = newest.get(source);
      String age =
          night
              .filter(it -> day != null)
              .map(it -> ", %d days before the night".formatted(ChronoUnit.DAYS.between(day, it)))
              .orElse("");
      lines.add("source %s: %s%s".formatted(source, day == null ? "nothing landed" : day, age));
    }
    return lines;
  }

  private static List<String> quarantined(Workspace work) {
    List<String> lines = new ArrayList<>();
    new Quarantine(work)
        .all(Landed.all(work))
        .groupBy("source", "entity", "rule")
        .agg(count(lit(1)).as("records"))
        .orderBy("source", "entity", "rule")
        .collectAsList()
        .forEach(
            row ->
                lines.add(
                    "quarantine: %d records of %s.%s, rule: %s"
                        .formatted(
                            row.getLong(3), row.getString(0), row.getString(1), row.getString(2))));
    return lines;
  }

  private static List<String> runs(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.name().equals("publish") && step.outcome() == Step.Outcome.DONE)
        .sorted(Comparator.comparingLong(Step::sequence).reversed())
        .limit(RUNS_TOLD)
        .map(
            step ->
                "night %s: run %s, attempt %d, %s"
                    .formatted(step.asOfDate(), step.runId(), step.attempt(), step.detail()))
        .toList();
  }
}
