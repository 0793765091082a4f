package dev.tenure.night;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.Errors;
import dev.tenure.model.RawViews;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.Folders;
import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a warehouse stands.
 *
 * @param published what readers see
 * @param cut steps of the last attempt that began and did not end
 * @param sources the newest extract_date of each source of conf
 * @param landedOnly the entities with records that no mapping reads, as {@code source.entity}
 * @param quarantined how many records each rule set aside
 * @param nights all published nights, oldest first
 * @param held why sources are read no further than their last good extract
 * @param stale sources that delivered nothing for too long
 * @param unlinked how many records no account claims
 * @param disk what lies in the home, by layer
 */
public record WarehouseStatus(
    Optional<Pointer> published,
    List<Step> cut,
    Map<String, Optional<LocalDate>> sources,
    List<String> landedOnly,
    List<Quarantined> quarantined,
    List<PublishedNight> nights,
    List<String> held,
    List<Stale> stale,
    long unlinked,
    Map<String, Disk> disk) {
  /** The records that a rule set aside. */
  public record Quarantined(String source, String entity, String rule, long records) {}

  /** A source that delivered nothing for so many days before the published night. */
  public record Stale(String source, long days) {}

  /**
   * What a layer takes.
   *
   * @param grownInAWeek bytes in files that are younger than a week
   */
  public record Disk(long bytes, long grownInAWeek) {}

  public WarehouseStatus {
    cut = List.copyOf(cut);
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    landedOnly = List.copyOf(landedOnly);
    quarantined = List.copyOf(quarantined);
    nights = List.copyOf(nights);
    held = List.copyOf(held);
    stale = List.copyOf(stale);
    disk = Collections.unmodifiableMap(new LinkedHashMap<>(disk));
  }

  static WarehouseStatus of(Workspace work, Optional<Pointer> pointer) {
    List<Step> steps = work.ledger().steps();
    Landed landed = Landed.all(work);
    return new WarehouseStatus(
        pointer,
        cut(steps),
        sources(work, landed),
        landedOnly(work, landed),
        quarantined(work, landed),
        PublishedNight.all(steps, Instant.MAX),
        held(work, landed),
        pointer.map(it -> stale(work, landed, it.asOfDate())).orElse(List.of()),
        unlinked(work),
        disk(work));
  }

  private static List<Stale> stale(Workspace work, Landed landed, LocalDate date) {
    return new SourceAges(work.company(), landed, date)
        .stale().stream().map(age -> new Stale(age.source().name(), age.days())).toList();
  }

  private static long unlinked(Workspace work) {
    return PublishedManifest.current(work.home().published())
        .map(night -> night.marts().get("unlinked_records"))
        .map(mart -> mart.totals().rows())
        .orElse(0L);
  }

  private static Map<String, Disk> disk(Workspace work) {
    Map<String, Disk> disk = new TreeMap<>();
    FileTime week = FileTime.from(work.clock().instant().minus(Duration.ofDays(7)));
    List<Path> layers = new ArrayList<>(Folders.list(work.home().warehouse()));
    layers.addAll(Folders.list(work.home().published()));
    layers.add(work.home().inbox());
    for (Path layer : layers) {
      if (Files.isDirectory(layer)) {
        disk.put(layer.getFileName().toString(), disk(layer, week));
      }
    }
    return disk;
  }

  private static Disk disk(Path layer, FileTime week) {
    try (Stream<Path> all = Files.walk(layer)) {
      long bytes = 0;
      long young = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        long size = Files.size(file);
        bytes += size;
        young += Files.getLastModifiedTime(file).compareTo(week) > 0 ? size : 0;
      }
      return new Disk(bytes, young);
    } catch (IOException e) {
      throw Errors.unreadable(layer, e);
    }
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

  private static List<String> landedOnly(Workspace work, Landed landed) {
    Set<String> read =
        work.catalogue().mappings().stream()
            .flatMap(mapping -> mapping.contract().reads().keySet().stream())
            .collect(Collectors.toSet());
    return landed.files().stream()
        .filter(file -> file.records() > 0 && work.company().sources().containsKey(file.source()))
        .filter(
            file -> {
              String vendor = work.company().sources().get(file.source()).vendor();
              return !read.contains(RawViews.name(vendor, file.entity()));
            })
        .map(file -> file.source() + "." + file.entity())
        .distinct()
        .sorted()
        .toList();
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
