package dev.tenure.night;

import static org.apache.spark.sql.functions.col;

import dev.tenure.Errors;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.SqlModel;
import dev.tenure.quality.CheckResult;
import dev.tenure.spark.Sessions;
import dev.tenure.spark.Workload;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * From landed records to checked marts: the part of a night that a past night computed again shares
 * with it.
 */
final class Computation {
  /** Two cores are busy with three threads, since each waits for its commits. */
  private static final int THREADS = 3;

  private final Workspace work;
  private final Steps steps;
  private final Landed landed;
  private final TriedPolicies tried;

  Computation(Workspace work, Steps steps, Landed landed) {
    this(work, steps, landed, TriedPolicies.none());
  }

  /**
   * @param tried what holds in place of the policies in force, of a run that stores nothing
   */
  Computation(Workspace work, Steps steps, Landed landed, TriedPolicies tried) {
    this.work = work;
    this.steps = steps;
    this.landed = landed;
    this.tried = tried;
  }

  /**
   * What was computed.
   *
   * @param versions mart → Delta version
   * @param checks every rule of every table, broken or not
   */
  record Result(Map<String, Long> versions, List<CheckResult> checks) {
    List<CheckResult> fatal() {
      return checks.stream().filter(CheckResult::isFatal).toList();
    }
  }

  /** Brings what was landed into the core tables. */
  void loadCore(AsOf asOf) {
    Sessions.expect(work.session(), Workload.ofRecords(newRecords()));
    Quarantine quarantine = new Quarantine(work);
    CoreTables core = new CoreTables(work, asOf, landed, quarantine);
    ExecutorService pool = pool();
    try {
      List<CompletableFuture<Void>> loads = new ArrayList<>();
      for (SqlModel table : CoreTables.tables(work)) {
        loads.add(CompletableFuture.runAsync(() -> core.load(steps, table), pool));
      }
      join(loads);
    } finally {
      end(pool);
    }
    new DerivedEvents(work).load(steps, asOf);
    work.ledger().flush();
  }

  /** What no load has seen yet. */
  private long newRecords() {
    long loaded =
        work.ledger().steps().stream()
            .filter(step -> step.name().startsWith("load.") && step.outcome() == Step.Outcome.DONE)
            .mapToLong(step -> step.counts().getOrDefault("landing", 0L))
            .max()
            .orElse(0);
    return landed.files().stream()
        .filter(file -> file.landing() > loaded)
        .mapToLong(LandedFile::records)
        .sum();
  }

  /** Computes, writes and checks every mart. */
  Result buildMarts(RunFrame frame, OwnMarts ownMarts) {
    Sessions.expect(work.session(), Workload.ofBytes(bytesRead()));
    ExecutorService pool = pool();
    ExecutorService slicePool = pool();
    try {
      if (!frame.slices().isEmpty() || !frame.closes().isEmpty()) {
        keepCoreTables();
      }
      Slices slices =
          new Slices(
              frame,
              ownMarts,
              slicePool,
              (asOf, publisher) -> graph(asOf, publisher, Runnable::run));
      Closes closes =
          new Closes(work, frame, (asOf, publisher) -> graph(asOf, publisher, slicePool));
      MartWriter writer = new MartWriter(work, steps, frame, slices, closes, ownMarts);
      ModelGraph graph = graph(frame.asOf(), writer, pool);
      List<CompletableFuture<Void>> marts = new ArrayList<>();
      for (SqlModel model : work.catalogue().models()) {
        if (isAsked(model) && !model.name().equals(BuiltTables.DATA_QUALITY)) {
          marts.add(graph.ready(model.name()));
        }
      }
      join(marts);
      join(List.of(graph.ready(BuiltTables.DATA_QUALITY)));
      return new Result(writer.versions(), writer.results());
    } finally {
      end(pool);
      end(slicePool);
      work.store().forget();
    }
  }

  /** The size of the core tables that marts read. */
  private long bytesRead() {
    return work.catalogue().models().stream()
        .filter(table -> JavaTables.isStored(table.contract()) && isRead(table.name()))
        .map(table -> work.home().table(table.contract().layer(), table.name()))
        .filter(work::exists)
        .mapToLong(path -> work.store().size(path, work.ledger().version(path)))
        .sum();
  }

  private boolean isRead(String stored) {
    return work.catalogue().models().stream()
        .filter(reader -> !JavaTables.isStored(reader.contract()))
        .anyMatch(
            reader ->
                reader.inputs().contains(stored) || reader.inputs().contains(stored + "_history"));
  }

  /** Core tables stay in memory while many days are computed of them. */
  private void keepCoreTables() {
    for (SqlModel table : work.catalogue().models()) {
      String path = work.home().table(table.contract().layer(), table.name());
      if (JavaTables.isStored(table.contract()) && work.exists(path)) {
        work.store().keep(path, work.ledger().version(path));
      }
    }
  }

  private static boolean isAsked(SqlModel model) {
    Contract contract = model.contract();
    boolean isCheckedView = contract.write() == Write.VIEW && !contract.checks().isEmpty();
    return contract.write().isPublished() || (isCheckedView && !contract.isMapping());
  }

  /** The graph of all models on one day, over what is stored. */
  ModelGraph graph(AsOf asOf, ModelGraph.Publisher publisher, Executor executor) {
    return new ModelGraph(
        work.catalogue(),
        work.sessions().on(asOf),
        new StoredInputs(),
        new JavaTables(work.company(), work.catalogue(), tried),
        publisher,
        executor);
  }

  /** Core tables at the versions that the ledger vouches for. */
  private final class StoredInputs implements ModelGraph.Inputs {
    @Override
    public void registerStored(AsOfViews views, Contract table) {
      String path = work.home().table(table.layer(), table.name());
      if (!work.exists(path)) {
        registerEmpty(views, table);
        return;
      }
      Dataset<Row> stored = work.store().read(path, work.ledger().version(path));
      if (table.write() == Write.HISTORY) {
        views.history(table.name(), stored);
      } else {
        views.events(table.name(), stored);
      }
    }

    private void registerEmpty(AsOfViews views, Contract table) {
      views.empty(table.name());
      if (table.write() == Write.HISTORY) {
        views.empty(table.name() + "_history");
      }
    }

    @Override
    public void registerRaw(AsOfViews views, String view) {
      RawRecordViews raw = new RawRecordViews(work.company());
      work.catalogue()
          .rawFields(view)
          .ifPresent(
              fields -> views.raw(view, raw.view(landed.readable(), raw.origins(view), fields)));
    }
  }

  static void join(List<CompletableFuture<Void>> futures) {
    join(CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)));
  }

  /** The value of a future, or what went wrong with it. */
  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Waits for what is under way, so that nothing is written behind a failure's back. */
  private static void end(ExecutorService pool) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(1, TimeUnit.HOURS)) {
        throw new IllegalStateException("a step did not end within an hour");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.interrupted("waiting for the steps under way", e);
    }
  }

  private static ExecutorService pool() {
    return Executors.newFixedThreadPool(
        THREADS,
        task -> {
          Thread thread = new Thread(task, "tenure-step");
          thread.setDaemon(true);
          return thread;
        });
  }

  static TreeSet<LocalDate> days(Dataset<Row> rows) {
    TreeSet<LocalDate> days = new TreeSet<>();
    rows.select(col(EventTable.DAY))
        .distinct()
        .collectAsList()
        .forEach(row -> days.add(row.getLocalDate(0)));
    return days;
  }
}
