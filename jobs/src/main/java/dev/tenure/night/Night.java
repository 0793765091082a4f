package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.asof.AsOf;
import dev.tenure.model.CatalogueFiles;
import dev.tenure.model.SqlModel;
import dev.tenure.night.Computation.Result;
import dev.tenure.publish.MartPublication;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.quality.CheckResult;
import dev.tenure.store.ControlTable;
import dev.tenure.store.Lease;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A night: land, load, build, check, publish, deliver. Whatever is done stays done; a rerun goes on
 * where the last attempt was cut, and ends in the same marts.
 */
public final class Night {
  /** How far a run goes. */
  public enum Through {
    LANDED,
    BUILT,
    CHECKED,
    PUBLISHED
  }

  /**
   * What a run is asked to do.
   *
   * @param from the first day of a backfill; nothing for a night
   */
  public record Order(LocalDate date, Optional<LocalDate> from, Through through) {
    /** What a person is told of it. */
    public String title() {
      return from.map(first -> "backfill %s to %s".formatted(first, date))
          .orElse("night of " + date);
    }

    public static Order night(LocalDate date) {
      return new Order(date, Optional.empty(), Through.PUBLISHED);
    }

    public static Order backfill(LocalDate from, LocalDate to) {
      return new Order(to, Optional.of(from), Through.PUBLISHED);
    }
  }

  /** The points on both sides of the commit that shows a night, for {@link Faults}. */
  static final String BEFORE_POINTER = "before-pointer";

  static final String AFTER_POINTER = "after-pointer";

  private final Workspace work;
  private final Path models;
  private final ControlTable control;
  private final Lease lease;
  private final Progress progress;
  private final Faults faults;

  Night(
      Workspace work,
      Path models,
      ControlTable control,
      Lease lease,
      Progress progress,
      Faults faults) {
    this.work = work;
    this.models = models;
    this.control = control;
    this.lease = lease;
    this.progress = progress;
    this.faults = faults;
  }

  /**
   * Runs an order to its end.
   *
   * @throws dev.tenure.TenureException with exit code 3 if a check stops publication, 2 if the date
   *     lies before the newest published night
   */
  NightReport run(Order order) {
    Instant start = work.clock().instant();
    refusePast(order);
    Steps steps = new Steps(work.ledger(), progress, faults, order.date());
    new Landing(work, progress).land(steps, order.date());
    work.ledger().flush();
    if (order.through() == Through.LANDED) {
      return NightReport.landed(order.date(), steps.done());
    }
    tellReplacements();
    Landed landed = Landed.all(work).through(order.date());
    if (landed.files().isEmpty()) {
      throw Errors.nothingLanded(order.date(), work.home().inbox());
    }
    RunFrame frame = frame(order, landed);
    steps.runIs(frame.runId());
    RunFiles runFiles = new RunFiles(work.home().run(frame.runId()));
    if (!runFiles.isKept()) {
      runFiles.keep(
          models, work.company().folder(), frame, landed.files(), RunIdentity.programHash());
    }
    Computation computation = new Computation(work, steps, landed);
    computation.loadCore(frame.asOf());
    OwnMarts ownMarts =
        new OwnMarts(
            work, landed, PublishedNight.earlier(order.date(), work.ledger().steps(), Instant.MAX));
    Result result = computation.buildMarts(frame, ownMarts);
    work.ledger().flush();
    if (order.through() == Through.BUILT) {
      return report(steps, frame, result, start, Optional.empty());
    }
    stopIfBroken(frame, result);
    if (order.through() == Through.CHECKED) {
      return report(steps, frame, result, start, Optional.empty());
    }
    PublishedManifest manifest =
        publish(steps, frame, result, ownMarts.sources(frame.asOf().knownOn()));
    return report(steps, frame, result, start, Optional.of(manifest));
  }

  /** Names the company's pairs whose shipped original is not the one they were written against. */
  private void tellReplacements() {
    Path own = work.company().folder().resolve("sql");
    for (SqlModel model : work.catalogue().models()) {
      boolean isStale =
          model.replaces().isPresent()
              && !CatalogueFiles.recordedOriginal(own, model.name()).equals(model.replaces());
      if (isStale) {
        progress.say(
            "  note: %s replaces a shipped pair that has changed; compare them, then run ./tenure manifest --conf %s"
                .formatted(model.name(), work.company().folder()));
      }
    }
  }

  private void refusePast(Order order) {
    Optional<LocalDate> newest = control.pointer().map(Pointer::asOfDate);
    if (newest.isPresent() && order.date().isBefore(newest.get())) {
      throw Errors.pastDate(order.date(), newest.get());
    }
  }

  private RunFrame frame(Order order, Landed landed) {
    String code = RunIdentity.codeHash(models, work.company().folder());
    LocalDate first = landed.firstExtract(order.date());
    List<AsOf> slices = new ArrayList<>();
    order
        .from()
        .ifPresent(
            from -> {
              for (YearMonth month = YearMonth.from(from);
                  month.atEndOfMonth().isBefore(order.date());
                  month = month.plusMonths(1)) {
                LocalDate end = month.atEndOfMonth();
                slices.add(new AsOf(end, end.isBefore(first) ? first : end));
              }
            });
    String kind = order.from().map(from -> "backfill from " + from).orElse("night");
    String runId = RunIdentity.of(order.date(), kind, landed.files(), code);
    return new RunFrame(runId, AsOf.night(order.date()), order.from().isPresent(), slices);
  }

  private void stopIfBroken(RunFrame frame, Result result) {
    List<CheckResult> fatal = result.fatal();
    if (fatal.isEmpty()) {
      return;
    }
    new CheckFailures(work).keep(frame, fatal);
    restorePublished(frame);
    throw Errors.checksFailed(
        frame.date(), fatal.stream().map(it -> CheckFailures.told(it, frame)).toList());
  }

  /** Makes the tables again what readers see, as far as there is something to see. */
  private void restorePublished(RunFrame frame) {
    Map<String, MartVersion> pointed = control.pointer().map(Pointer::marts).orElse(Map.of());
    Map<String, Long> restored = new HashMap<>();
    for (MartVersion mart : pointed.values()) {
      String path = work.home().absolute(mart.path());
      if (work.store().version(path) != mart.version()) {
        work.store().restore(path, mart.version());
        restored.put(path, work.store().version(path));
      }
    }
    work.ledger()
        .record(
            frame.date(),
            0,
            frame.runId(),
            "restore",
            Step.Outcome.DONE,
            0,
            "",
            restored,
            Map.of(),
            "a check failed; the tables hold the published night again");
    work.ledger().flush();
  }

  private PublishedManifest publish(Steps steps, RunFrame frame, Result result, String sources) {
    Delivery delivery = new Delivery(work);
    Map<String, MartVersion> marts = delivery.pointed(result.versions());
    PublishedManifest[] manifest = new PublishedManifest[1];
    steps.runAnyway(
        PublishedNight.STEP,
        frame.runId(),
        List.of(),
        () -> {
          Pointer pointer = point(frame, marts);
          manifest[0] =
              new MartPublication(work.home().published())
                  .publish(pointer, delivery.files(result.versions()));
          long rows =
              manifest[0].marts().values().stream().mapToLong(mart -> mart.totals().rows()).sum();
          return new StepResult(
              Map.of(), Map.of("marts", (long) marts.size(), "rows", rows), sources);
        });
    work.ledger().flush();
    return manifest[0];
  }

  /** Moves the pointer to the marts of a run, unless it stands there: one commit shows them all. */
  private Pointer point(RunFrame frame, Map<String, MartVersion> marts) {
    Optional<Pointer> before = control.pointer();
    boolean isPointed =
        before.isPresent()
            && before.get().runId().equals(frame.runId())
            && before.get().marts().equals(marts);
    Pointer pointer =
        isPointed
            ? before.get()
            : new Pointer(frame.date(), frame.runId(), work.clock().instant(), marts);
    faults.after(BEFORE_POINTER);
    if (!isPointed) {
      long start = System.nanoTime();
      lease.movePointer(pointer);
      progress.step("publish.pointer", Map.of("marts", (long) marts.size()), seconds(start));
    }
    faults.after(AFTER_POINTER);
    return pointer;
  }

  private NightReport report(
      Steps steps,
      RunFrame frame,
      Result result,
      Instant start,
      Optional<PublishedManifest> manifest) {
    List<String> warnings =
        result.checks().stream()
            .filter(it -> it.isBroken() && !it.stopsPublication())
            .map(it -> "%s: %s (%d rows)".formatted(it.table(), it.title(), it.rowsFailed()))
            .toList();
    double seconds = Duration.between(start, work.clock().instant()).toMillis() / 1000.0;
    return new NightReport(
        frame.date(),
        frame.runId(),
        seconds,
        result.checks().size(),
        warnings,
        steps.done(),
        manifest);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
