package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.asof.AsOf;
import dev.tenure.config.Database;
import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.CatalogueFiles;
import dev.tenure.model.SqlModel;
import dev.tenure.night.Computation.Result;
import dev.tenure.publish.MartFiles;
import dev.tenure.publish.MartPublication;
import dev.tenure.publish.PostgresPublication;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.quality.CheckResult;
import dev.tenure.report.NightPages;
import dev.tenure.store.ControlTable;
import dev.tenure.store.Lease;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * @param hold sources to be read no further than the published night did
   * @param release sources whose holds end, since what they delivered is true
   */
  public record Order(
      LocalDate date,
      Optional<LocalDate> from,
      Through through,
      Set<String> hold,
      Set<String> release) {
    public Order {
      hold = Set.copyOf(hold);
      release = Set.copyOf(release);
    }

    public Order(LocalDate date, Optional<LocalDate> from, Through through) {
      this(date, from, through, Set.of(), Set.of());
    }

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

  /** How many closes a backfill reconstructs: each takes half as long as a night. */
  private static final int RECONSTRUCTED_CLOSES = 3;

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
    long start = System.nanoTime();
    refusePast(order);
    Steps steps = new Steps(work.ledger(), progress, faults, order.date());
    new Landing(work, progress).land(steps, order.date());
    work.ledger().flush();
    if (order.through() == Through.LANDED) {
      return NightReport.landed(order.date(), steps.done());
    }
    tellReplacements();
    Landed arrived = Landed.all(work).through(order.date());
    if (arrived.files().isEmpty()) {
      throw Errors.nothingLanded(order.date(), work.home().inbox());
    }
    Holds holds = new Holds(work, steps);
    Set<String> lastGood = lastGood();
    obey(order, holds, arrived, lastGood);
    Optional<String> blamed = Optional.empty();
    while (true) {
      Built built = build(order, steps, arrived, holds, lastGood);
      List<CheckResult> fatal =
          order.through() == Through.BUILT ? List.of() : unwaived(built.result(), order.date());
      if (fatal.isEmpty()) {
        return finish(order, steps, built, start);
      }
      Optional<Hold> hold =
          blamed.isPresent()
              ? Optional.empty()
              : new Blame(work.company(), work.catalogue())
                  .hold(fatal, built.landed().files(), lastGood);
      if (hold.isEmpty()) {
        blamed.ifPresent(source -> holds.end(source, Set.of()));
        stop(built.frame(), fatal);
      }
      blamed = hold.map(Hold::source);
      holds.hold(hold.orElseThrow());
    }
  }

  /** What a run has computed. */
  private record Built(RunFrame frame, Landed landed, OwnMarts ownMarts, Result result) {}

  private Built build(Order order, Steps steps, Landed arrived, Holds holds, Set<String> lastGood) {
    Landed landed = load(order, steps, arrived, holds, lastGood);
    List<OwnMarts.Held> held = holds.inForce(arrived);
    RunFrame frame = frame(order, landed, held);
    steps.runIs(frame.runId());
    RunFiles runFiles = new RunFiles(work.home().run(frame.runId()));
    if (!runFiles.isKept()) {
      runFiles.keep(
          models,
          work.company().folder(),
          frame,
          landed.files(),
          held,
          Definitions.hashes(work.catalogue()),
          RunIdentity.programHash());
    }
    tellMarks(landed, held, order.date());
    OwnMarts ownMarts =
        new OwnMarts(
            work,
            landed,
            PublishedNight.earlier(order.date(), work.ledger().steps(), Instant.MAX),
            held);
    Result result = new Computation(work, steps, landed).buildMarts(frame, ownMarts);
    work.ledger().flush();
    return new Built(frame, landed, ownMarts, result);
  }

  /** Loads what arrived, but for the sources that cannot be believed. */
  private Landed load(Order order, Steps steps, Landed arrived, Holds holds, Set<String> lastGood) {
    while (true) {
      Landed landed = holds.admitted(arrived);
      if (landed.files().isEmpty()) {
        throw Errors.everythingHeld(
            order.date(), holds.inForce(arrived).stream().map(OwnMarts.Held::reason).toList());
      }
      new Computation(work, steps, landed).loadCore(AsOf.night(order.date()));
      List<LandedFile> fresh =
          landed.files().stream()
              .filter(file -> !lastGood.contains(file.identity()) && !holds.isBelieved(file))
              .toList();
      List<Hold> found = new Admission(work, landed, fresh).examine();
      if (found.isEmpty()) {
        return landed;
      }
      found.forEach(holds::hold);
    }
  }

  private NightReport finish(Order order, Steps steps, Built built, long start) {
    if (order.through() != Through.PUBLISHED) {
      return report(steps, built.frame(), built.result(), start, Optional.empty());
    }
    PublishedManifest manifest = publish(steps, built);
    return report(steps, built.frame(), built.result(), start, Optional.of(manifest));
  }

  /** The files that readers' night was made of. */
  private Set<String> lastGood() {
    return control
        .pointer()
        .map(pointer -> new RunFiles(work.home().run(pointer.runId())))
        .filter(RunFiles::isKept)
        .map(RunFiles::files)
        .orElse(Set.of());
  }

  /** Holds and releases what a person asks for. */
  private static void obey(Order order, Holds holds, Landed arrived, Set<String> lastGood) {
    order.release().forEach(source -> holds.release(source, arrived));
    for (String source : order.hold()) {
      holds.requireKnown(source);
      LocalDate since =
          arrived.files().stream()
              .filter(file -> file.source().equals(source) && lastGood.contains(file.identity()))
              .map(file -> file.extractDate().plusDays(1))
              .max(LocalDate::compareTo)
              .orElse(LocalDate.EPOCH);
      holds.hold(new Hold(source, Hold.ALL, since, "held by hand", "held by hand", Set.of()));
    }
  }

  private void tellMarks(Landed landed, List<OwnMarts.Held> held, LocalDate date) {
    held.stream()
        .filter(hold -> !hold.isOvertaken())
        .forEach(
            hold ->
                progress.say(
                    "  held: %s; './tenure run --date %s --release %s' believes it"
                        .formatted(hold.reason(), date, hold.source())));
    String stale = new SourceAges(work.company(), landed, date).staleTold();
    if (!stale.isEmpty()) {
      progress.say("  stale: " + stale);
    }
    new DeliveredColumns(work, landed).gone().forEach(it -> progress.say("  note: " + it.told()));
  }

  /** The broken checks that nobody lets pass on a date. */
  private List<CheckResult> unwaived(Result result, LocalDate date) {
    return result.fatal().stream().filter(check -> !isWaived(check, date)).toList();
  }

  private boolean isWaived(CheckResult check, LocalDate date) {
    return work.company().waivers().stream()
        .anyMatch(
            waiver ->
                waiver.table().equals(check.table())
                    && waiver.check().equals(check.title())
                    && !waiver.until().isBefore(date));
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

  private RunFrame frame(Order order, Landed landed, List<OwnMarts.Held> held) {
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
    List<AsOf> closes = closes(order, first);
    String kind =
        order.from().map(from -> "backfill from " + from).orElse("night")
            + (held.isEmpty() ? "" : held)
            + (closes.isEmpty() ? "" : closes);
    String runId = RunIdentity.of(order.date(), kind, landed.files(), code);
    return new RunFrame(runId, AsOf.night(order.date()), order.from().isPresent(), slices, closes);
  }

  /**
   * The months that this run is the first to publish closed: of a night those since the last night,
   * of the first night of all the last one that could be known, of a backfill the last ones within
   * its days.
   */
  private List<AsOf> closes(Order order, LocalDate first) {
    if (work.catalogue().find(BuiltTables.MONTH_CLOSES).isEmpty()) {
      return List.of();
    }
    List<PublishedNight> earlier =
        PublishedNight.earlier(order.date(), work.ledger().steps(), Instant.MAX);
    boolean isFirst = order.from().isEmpty() && earlier.isEmpty();
    LocalDate from =
        order
            .from()
            .orElseGet(
                () -> isFirst ? first : earlier.get(earlier.size() - 1).asOfDate().plusDays(1));
    List<AsOf> due =
        Closes.due(
            from,
            order.date(),
            work.company().closingDay(),
            first,
            new ToldTables(work).closedBefore(order.date(), control.pointer()));
    int most = isFirst ? 1 : order.from().isPresent() ? RECONSTRUCTED_CLOSES : due.size();
    return due.subList(Math.max(0, due.size() - most), due.size());
  }

  private void stop(RunFrame frame, List<CheckResult> fatal) {
    new CheckFailures(work).keep(frame, fatal);
    restorePublished(frame);
    throw Errors.checksFailed(
        frame.date(), fatal.size(), CheckFailures.told(fatal, work.catalogue(), frame));
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

  private PublishedManifest publish(Steps steps, Built built) {
    RunFrame frame = built.frame();
    Result result = built.result();
    Delivery delivery = new Delivery(work, built.landed(), frame);
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
                  .publish(
                      pointer,
                      delivery.files(result.versions()),
                      done -> faults.after("publish." + done));
          long rows =
              manifest[0].marts().values().stream().mapToLong(mart -> mart.totals().rows()).sum();
          return new StepResult(
              Map.of(),
              Map.of("marts", (long) marts.size(), "rows", rows),
              built.ownMarts().marks(frame.asOf().knownOn()).text());
        });
    work.ledger().flush();
    work.company()
        .postgres()
        .ifPresent(to -> copy(steps, manifest[0], delivery.files(result.versions()), to));
    steps.runAnyway("publish.report", frame.runId(), List.of(), () -> report(frame));
    work.ledger().flush();
    return manifest[0];
  }

  /** Writes the night's page from the marts that readers see. */
  private StepResult report(RunFrame frame) {
    Map<String, String> definitions = new HashMap<>();
    work.catalogue()
        .where(Contract::isMetric)
        .forEach(metric -> definitions.put(metric.name(), metric.contract().description()));
    Path page =
        new NightPages(work.home().published(), work.company().name(), definitions)
            .write(frame.date(), frame.runId());
    return new StepResult(Map.of(), Map.of("pages", 1L), page.toString());
  }

  /** Copies a night that files show already to a database. */
  private void copy(Steps steps, PublishedManifest night, List<MartFiles> marts, Database to) {
    Path file = work.home().published().resolve("marts.duckdb");
    steps.runAnyway(
        "publish.postgres",
        night.runId(),
        List.of(),
        () -> {
          long rows =
              new PostgresPublication(to)
                  .publish(night, file, marts, RunIdentity.programHash().substring(0, 12));
          return new StepResult(
              Map.of(), Map.of("marts", (long) marts.size(), "rows", rows), to.url());
        });
    work.ledger().flush();
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
            : new Pointer(frame.date(), frame.runId(), work.ledger().now(), marts);
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
      long start,
      Optional<PublishedManifest> manifest) {
    List<String> warnings =
        result.checks().stream()
            .filter(it -> it.isBroken() && (!it.stopsPublication() || isWaived(it, frame.date())))
            .map(
                it ->
                    "%s: %s (%d rows)%s"
                        .formatted(
                            it.table(),
                            it.title(),
                            it.rowsFailed(),
                            it.stopsPublication() ? ", waived" : ""))
            .toList();
    return new NightReport(
        frame.date(),
        frame.runId(),
        seconds(start),
        result.checks().size(),
        warnings,
        steps.done(),
        manifest);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
