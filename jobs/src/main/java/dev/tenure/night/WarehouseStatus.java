package dev.tenure.night;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a warehouse stands.
 *
 * @param published what readers see
 * @param cut steps of the last attempt that began and did not end
 * @param sources the newest extract_date of each source of conf
 * @param quarantined how many records each rule set aside
 * @param nights all published nights, oldest first
 * @param held why sources are read no further than their last good extract
 */
public record WarehouseStatus(
    Optional<Pointer> published,
    List<Step> cut,
    Map<String, Optional<LocalDate>> sources,
    List<Quarantined> quarantined,
    List<PublishedNight> nights,
    List<String> held) {
  /** The records that a rule set aside. */
  public record Quarantined(String source, String entity, String rule, long records) {}

  public WarehouseStatus {
    cut = List.copyOf(cut);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    quarantined = List.copyOf(quarantined);
    nights = List.copyOf(nights);
    held = List.copyOf(held);
  }

  static WarehouseStatus of(Workspace work, Optional<Pointer> pointer) {
    List<Step> steps = work.ledger().steps();
    Landed landed = Landed.all(work);
    return new WarehouseStatus(
        pointer,
        cut(steps),
        sources(work, landed),
        quarantined(work, landed),
        PublishedNight.all(steps, Instant.MAX),
        held(work, landed));
  }

  private static List<String> held(Workspace work, Landed landed) {
    Steps steps = new Steps(work.ledger(), Progress.quiet(), Faults.none(), LocalDate.EPOCH);
    return new Holds(work, steps)
        .inForce(landed).stream()
            .filter(hold -> !hold.isOvertaken())
            .map(OwnMarts.Held::reason)
            .toList();
  }

  private static List<Step> cut(List<Step> steps) {
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
        .toList();
  }

  private static Map<String, Optional<LocalDate>> sources(Workspace work, Landed landed) {
    Map<String, LocalDate> newest = landed.newestExtracts();
    Map<String, Optional<LocalDate>> sources = new LinkedHashMap<>();
    for (String source : work.company().sources().keySet()) {
      sources.put(source, Optional.ofNullable(newest.get(source)));
    }
    return sources;
  }

  private static List<Quarantined> quarantined(Workspace work, Landed landed) {
    return new Quarantine(work)
            .all(landed)
            .groupBy("source", "entity", "rule")
            .agg(count(lit(1)).as("records"))
            .orderBy("source", "entity", "rule")
            .collectAsList()
            .stream()
            .map(
                row ->
                    new Quarantined(
                        row.getString(0), row.getString(1), row.getString(2), row.getLong(3)))
            .toList();
  }
}
