package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.Company;
import dev.tenure.contract.Layer;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.model.SqlModel;
import dev.tenure.spark.Sessions;
import dev.tenure.store.ControlTable;
import dev.tenure.store.DeltaStore;
import dev.tenure.store.Home;
import dev.tenure.store.Lease;
import dev.tenure.store.Ledger;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A company's warehouse, opened: what the verbs of the command line call. */
public final class Warehouse implements AutoCloseable {
  private static final Duration LEASE_TERM = Duration.ofMinutes(2);

  private final Path models;
  private final Workspace work;
  private final Clock clock;

  private Warehouse(Path models, Workspace work, Clock clock) {
    this.models = models;
    this.work = work;
    this.clock = clock;
  }

  /**
   * Opens a warehouse in a session whose days are those of the company's zone.
   *
   * @param models the folder sql/ of the product
   */
  public static Warehouse open(
      SparkSession session, Path models, Company company, Home home, Clock clock) {
    session.conf().set("spark.sql.session.timeZone", company.zone().getId());
    return open(session, models, company, home, clock, CatalogueReader.read(models, company));
  }

  /** Opens a warehouse in a session of its own; the pairs are read while Spark starts. */
  public static Warehouse open(Path models, Company company, Home home, Clock clock) {
    CompletableFuture<Catalogue> catalogue =
        CompletableFuture.supplyAsync(() -> CatalogueReader.read(models, company));
    SparkSession session = Sessions.open(company.zone(), home.warehouse());
    return open(session, models, company, home, clock, Computation.join(catalogue));
  }

  private static Warehouse open(
      SparkSession session,
      Path models,
      Company company,
      Home home,
      Clock clock,
      Catalogue catalogue) {
    DeltaStore store = new DeltaStore(session);
    Ledger ledger = Ledger.open(store, home, clock);
    return new Warehouse(
        models,
        new Workspace(company, new AsOfSessions(session, catalogue), home, store, ledger, clock),
        clock);
  }

  public Catalogue catalogue() {
    return work.catalogue();
  }

  Workspace work() {
    return work;
  }

  /**
   * Runs a night or a backfill under the lease.
   *
   * @throws dev.tenure.TenureException with exit code 4 if another run holds the warehouse
   */
  public NightReport run(Night.Order order, Progress progress) {
    return run(order, progress, Faults.fromProperty());
  }

  NightReport run(Night.Order order, Progress progress, Faults faults) {
    return FullDisk.told(work.home().root(), () -> runHeld(order, progress, faults));
  }

  private NightReport runHeld(Night.Order order, Progress progress, Faults faults) {
    if (order.from().isEmpty()) {
      new Waiting(work, progress, Waiting.SLEEP).await(order.date());
    }
    ControlTable control = control();
    try (Lease lease = lease(control, order.date().toString())) {
      Night night = new Night(work, models, control, lease, progress, faults);
      NightReport report = FullDisk.told(work.home().root(), () -> night.run(order));
      work.ledger().compact();
      notify(order, Optional.empty(), progress);
      return report;
    } catch (RuntimeException e) {
      notifyOfFailure(order, e, progress);
      throw e;
    } finally {
      work.ledger().flush();
    }
  }

  /** What goes wrong while a failure is told never hides the failure. */
  private void notifyOfFailure(Night.Order order, RuntimeException failure, Progress progress) {
    boolean isHeld = failure instanceof TenureException known && known.exitCode() == ExitCode.HELD;
    if (isHeld) {
      return;
    }
    try {
      notify(order, Optional.of(failure), progress);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void notify(Night.Order order, Optional<RuntimeException> failure, Progress progress) {
    Notices.of(work, progress)
        .ifPresent(
            notices -> {
              work.ledger().flush();
              notices.tell(order.date(), Notices.causes(status(), failure));
            });
  }

  /**
   * Writes what is in quarantine to a file, one record a line, for a person to mend.
   *
   * @return how many records
   */
  public long writeQuarantine(Path file) {
    return new Replay(work).write(file);
  }

  /**
   * Lands records out of quarantine again, as a person has mended them; the next run loads them.
   *
   * @throws dev.tenure.TenureException with exit code 4 if another run holds the warehouse, 2 if a
   *     line cannot be read or names no record in quarantine
   */
  public Replay.Result replay(Path file, Progress progress) {
    try (Lease lease = lease(control(), "a replay")) {
      lease.renew();
      Steps steps = new Steps(work.ledger(), progress, Faults.fromProperty(), today());
      return new Replay(work).land(file, steps);
    } finally {
      work.ledger().flush();
    }
  }

  /**
   * Puts small files together and removes what no reader may ask for any more, under the lease.
   *
   * @param nights how many of the newest nights stay readable, beside those that end a month
   * @param isDry only tells what would go
   * @throws dev.tenure.TenureException with exit code 4 if another run holds the warehouse
   */
  public Maintenance.Result maintain(int nights, boolean isDry, Progress progress) {
    try (Lease lease = lease(control(), "maintenance")) {
      lease.renew();
      Steps steps = new Steps(work.ledger(), progress, Faults.fromProperty(), today());
      work.ledger().flush();
      return new Maintenance(work, nights, isDry).run(steps);
    } finally {
      work.ledger().flush();
    }
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(work.company().zone()));
  }

  /** The date of the newest published night. */
  public Optional<LocalDate> publishedDate() {
    return control().pointer().map(Pointer::asOfDate);
  }

  private Lease lease(ControlTable control, String purpose) {
    String holder = "process %d for %s".formatted(ProcessHandle.current().pid(), purpose);
    return Lease.acquire(control, Optional.of(lockFile()), holder, LEASE_TERM);
  }

  private ControlTable control() {
    return new ControlTable(work.session(), work.home().table("ops/control"), clock);
  }

  private Path lockFile() {
    return work.home().warehouse().resolve("run.lock");
  }

  /** Computes the night of a date again from what it knew, and compares mart by mart. */
  public Reproduction reproduce(LocalDate date, Progress progress) {
    return new Reproducing(work, progress).reproduce(date);
  }

  /**
   * The rows of a model on the warehouse as it was on a date; nothing is written.
   *
   * @param table the name of a table, or the file of its model
   * @param failing the title of a check whose broken rows are asked for
   * @param policies what holds in place of the policies in force, as {@code grace_days=14}
   */
  public Dataset<Row> attempt(
      String table, LocalDate date, Optional<String> failing, List<String> policies) {
    SqlModel model = model(table);
    Landed landed = Landed.all(work);
    Computation computation =
        new Computation(
            work,
            new Steps(work.ledger(), Progress.quiet(), Faults.none(), date),
            landed,
            tried(policies));
    Attempt attempt =
        new Attempt(
            work,
            (asOf, publisher) -> computation.graph(asOf, publisher, Runnable::run),
            new OwnMarts(
                work,
                landed,
                PublishedNight.earlier(date, work.ledger().steps(), Instant.MAX),
                List.of()),
            date);
    ModelGraph graph = computation.graph(AsOf.night(date), attempt, Runnable::run);
    Computation.join(List.of(graph.ready(model.name())));
    Dataset<Row> rows = graph.views().session().table(model.name());
    return failing.map(title -> attempt.failing(model.contract(), rows, title)).orElse(rows);
  }

  /**
   * Lays a mart as its model computes it now beside the newest published night; nothing is written.
   *
   * @param table the name of a mart, or the file of its model
   * @param most how many rows that differ are told one by one
   * @param policies what holds in place of the policies in force, as {@code grace_days=14}
   * @throws dev.tenure.TenureException with exit code 2 if nothing is published, or not this table
   */
  public MartChange compareWithPublished(String table, int most, List<String> policies) {
    SqlModel mart = model(table);
    List<String> downstream = MartComparison.downstream(work.catalogue(), mart.name());
    if (!mart.contract().write().isPublished()) {
      throw Errors.unpublishedTable(mart.name(), downstream);
    }
    Pointer pointer =
        control().pointer().orElseThrow(() -> Errors.nothingPublished(work.home().published()));
    MartVersion version = pointer.marts().get(mart.name());
    if (version == null) {
      throw Errors.newTable(mart.name(), pointer.asOfDate());
    }
    Dataset<Row> published =
        work.store().read(work.home().absolute(version.path()), version.version());
    Dataset<Row> now = attempt(table, pointer.asOfDate(), Optional.empty(), policies);
    return new MartComparison(mart, pointer.asOfDate()).compare(published, now, most, downstream);
  }

  private TriedPolicies tried(List<String> choices) {
    return choices.isEmpty()
        ? TriedPolicies.none()
        : TriedPolicies.of(choices, model(BuiltTables.POLICY_VALUES).contract());
  }

  private SqlModel model(String table) {
    Path file = Path.of(table);
    String name = file.getFileName().toString().replaceAll("\\.(sql|yml)$", "");
    SqlModel model =
        work.catalogue()
            .find(name)
            .filter(it -> it.contract().layer() != Layer.SOURCES)
            .orElseThrow(() -> Errors.unknownTable(name));
    Path own = model.contract().file();
    if (Files.isRegularFile(file) && !isBeside(own, file)) {
      throw Errors.strayModel(file, own);
    }
    return model;
  }

  /** Whether a file is one of the pair to which another belongs. */
  private static boolean isBeside(Path contract, Path file) {
    try {
      return Files.isSameFile(contract.toAbsolutePath().getParent(), file.toRealPath().getParent());
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  /**
   * The vendors' records behind items of subscriptions, as a night knew them.
   *
   * @param knownOn the night's date
   */
  public Map<LedgerItem, List<SourceRecord>> records(
      Collection<LedgerItem> items, LocalDate knownOn) {
    return new Lineage(work, knownOn).of(items);
  }

  /** How the warehouse stands, for an operator. */
  public WarehouseStatus status() {
    return WarehouseStatus.of(work, control().pointer());
  }

  @Override
  public void close() {
    work.ledger().close();
  }
}
