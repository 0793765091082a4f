package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.contract.Layer;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.publish.PublishedMart;
import dev.tenure.store.DeltaStore;
import dev.tenure.store.Folders;
import dev.tenure.store.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps a warehouse small and quick: puts small files together and removes what no reader may ask
 * for any more. The newest nights and those that end a month can be read as they were published, at
 * the Delta versions of their manifests and as exports; of every other night the record stays, by
 * which it can be reproduced. Files younger than a day stay, for readers that are at them.
 */
public final class Maintenance {
  /** Readers may go on with what they have opened for so long. */
  private static final Duration GRACE = Duration.ofDays(1);

  private static final int DEPTH = 3;

  private final Workspace work;
  private final int nights;
  private final boolean isDry;
  private final Instant before;

  /**
   * @param nights how many of the newest nights stay readable
   * @param isDry only tells what would go
   */
  Maintenance(Workspace work, int nights, boolean isDry) {
    this.work = work;
    this.nights = nights;
    this.isDry = isDry;
    this.before = work.clock().instant().minus(GRACE);
  }

  /**
   * What was removed, or would be.
   *
   * @param kept the nights that stay readable
   * @param exports folders of exports
   * @param compacted tables whose small files were put together
   * @param files data files of tables, by layer
   * @param bytes what all of it takes, by layer; exports are the layer {@code exports}
   */
  public record Result(
      List<LocalDate> kept,
      long exports,
      List<String> compacted,
      Map<String, Long> files,
      Map<String, Long> bytes) {
    public Result {
      kept = List.copyOf(kept);
      compacted = List.copyOf(compacted);
      files = new TreeMap<>(files);
      bytes = new TreeMap<>(bytes);
    }
  }

  Result run(Steps steps) {
    Path published = work.home().published();
    List<LocalDate> kept = kept(PublishedManifest.nights(published));
    List<PublishedManifest> manifests =
        kept.stream().flatMap(date -> PublishedManifest.night(published, date).stream()).toList();
    Map<String, Long> files = new TreeMap<>();
    Map<String, Long> bytes = new TreeMap<>();
    long exports = removeExports(published.resolve("exports"), manifests, bytes);
    List<Path> tables = tables();
    List<String> compacted = isDry ? List.of() : compact(tables, steps);
    Map<String, Set<Long>> pinned = pinned(manifests);
    for (Path table : tables) {
      removeFiles(table, pinned.getOrDefault(table.toString(), Set.of()), files, bytes);
    }
    if (!isDry) {
      Folders.remove(work.home().warehouse().resolve("scratch"));
    }
    return new Result(kept, exports, compacted, files, bytes);
  }

  /** The newest nights, and those of a month's last day. */
  private List<LocalDate> kept(List<LocalDate> all) {
    Set<LocalDate> kept = new TreeSet<>();
    kept.addAll(all.subList(Math.max(0, all.size() - nights), all.size()));
    all.stream()
        .filter(date -> YearMonth.from(date).atEndOfMonth().equals(date))
        .forEach(kept::add);
    return List.copyOf(kept);
  }

  private long removeExports(
      Path exports, List<PublishedManifest> manifests, Map<String, Long> bytes) {
    Set<Path> kept = new HashSet<>();
    for (PublishedManifest night : manifests) {
      for (PublishedMart mart : night.marts().values()) {
        kept.add(work.home().published().resolve(mart.export().folder()));
      }
    }
    long removed = 0;
    for (Path mart : Folders.list(exports)) {
      for (Path run : Folders.list(mart)) {
        if (!kept.contains(run) && isOld(run)) {
          bytes.merge("exports", Folders.size(run), Long::sum);
          remove(run);
          removed++;
        }
      }
    }
    return removed;
  }

  /** Every Delta table of the warehouse. */
  private List<Path> tables() {
    Path warehouse = work.home().warehouse();
    if (!Files.isDirectory(warehouse)) {
      return List.of();
    }
    try (Stream<Path> below = Files.walk(warehouse, DEPTH)) {
      return below
          .filter(path -> Files.isDirectory(path.resolve("_delta_log")))
          .filter(path -> !path.startsWith(warehouse.resolve("scratch")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Errors.unreadable(work.home().warehouse(), e);
    }
  }

  /** The Delta versions at which readers of kept nights read the marts. */
  private Map<String, Set<Long>> pinned(List<PublishedManifest> manifests) {
    Map<String, Set<Long>> pinned = new HashMap<>();
    for (PublishedManifest night : manifests) {
      for (PublishedMart mart : night.marts().values()) {
        pinned
            .computeIfAbsent(work.home().absolute(mart.path()), it -> new TreeSet<>())
            .add(mart.version());
      }
    }
    return pinned;
  }

  /** What grows by a file with every night is put together; the ledger then names the version. */
  private List<String> compact(List<Path> tables, Steps steps) {
    List<String> compacted = new ArrayList<>();
    for (Path table : tables) {
      String path = table.toString();
      boolean isGrowing =
          Set.of(Layer.CORE.folder(), "raw", "quarantine").contains(layer(table))
              || path.equals(work.home().table(Landed.FILES));
      if (isGrowing && work.exists(path) && work.store().isInManyFiles(path)) {
        String name = work.home().relative(path);
        steps.runAnyway(
            "maintain." + table.getFileName(),
            "",
            List.of(path),
            () -> {
              work.store().compact(path);
              long version = work.store().version(path);
              return new StepResult(
                  Map.of(path, version),
                  Map.of("files", (long) work.store().files(path, version).size()),
                  "");
            });
        compacted.add(name);
      }
    }
    return compacted;
  }

  private void removeFiles(
      Path table, Set<Long> pinned, Map<String, Long> files, Map<String, Long> bytes) {
    DeltaStore store = work.store();
    String path = table.toString();
    Set<Long> versions = new TreeSet<>(pinned);
    versions.add(store.version(path));
    versions.addAll(resumable(path));
    Set<Path> kept = new HashSet<>();
    versions.forEach(version -> kept.addAll(store.files(path, version)));
    try (Stream<Path> all = Files.walk(table)) {
      List<Path> gone =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(table.resolve("_delta_log")))
              .filter(file -> !kept.contains(file) && isOld(file))
              .toList();
      for (Path file : gone) {
        if (file.getFileName().toString().endsWith(".parquet")) {
          files.merge(layer(table), 1L, Long::sum);
        }
        bytes.merge(layer(table), Files.size(file), Long::sum);
        remove(file);
      }
    } catch (IOException e) {
      throw Errors.unreadable(work.home().warehouse(), e);
    }
  }

  /** A rerun that skips a step goes on with what the step wrote when it was last done. */
  private Set<Long> resumable(String path) {
    Map<String, Step> last = new HashMap<>();
    for (Step step : work.ledger().steps()) {
      if (step.outcome() == Step.Outcome.DONE) {
        last.put(step.name(), step);
      }
    }
    Set<Long> versions = new TreeSet<>();
    String name = work.home().relative(path);
    last.values().stream()
        .flatMap(step -> Stream.ofNullable(step.outputs().get(name)))
        .forEach(versions::add);
    return versions;
  }

  private String layer(Path table) {
    return work.home().warehouse().relativize(table).getName(0).toString();
  }

  private void remove(Path path) {
    if (!isDry) {
      Folders.remove(path);
    }
  }

  private boolean isOld(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant().isBefore(before);
    } catch (IOException e) {
      throw Errors.unreadable(path, e);
    }
  }
}
