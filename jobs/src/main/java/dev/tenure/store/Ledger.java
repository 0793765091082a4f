package dev.tenure.store;

import dev.tenure.store.Step.Outcome;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What every run did, in the append-only Delta table ops/steps. A table's state is the version that
 * the ledger last recorded; a newer one is the debris of a step that was cut. Rows that come while
 * a commit is under way are written together by the next one.
 */
public final class Ledger implements AutoCloseable {
  private static final String TABLE = "ops/steps";
  private static final StructType SCHEMA =
      new StructType()
          .add("sequence", DataTypes.LongType)
          .add("as_of_date", DataTypes.DateType)
          .add("attempt", DataTypes.IntegerType)
          .add("run_id", DataTypes.StringType)
          .add("step", DataTypes.StringType)
          .add("outcome", DataTypes.StringType)
          .add("at", DataTypes.TimestampType)
          .add("seconds", DataTypes.DoubleType)
          .add("input_hash", DataTypes.StringType)
          .add("outputs", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType))
          .add("counts", DataTypes.createMapType(DataTypes.StringType, DataTypes.LongType))
          .add("detail", DataTypes.StringType);

  private final DeltaStore store;
  private final Home home;
  private final Clock clock;
  private final List<Step> steps;
  private final List<Step> waiting = new ArrayList<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "ledger");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Future<?>> writes = new ArrayList<>();
  private long nextSequence;

  private Ledger(DeltaStore store, Home home, Clock clock, List<Step> steps) {
    this.store = store;
    this.home = home;
    this.clock = clock;
    this.steps = steps;
    this.nextSequence = steps.stream().mapToLong(Step::sequence).max().orElse(0) + 1;
  }

  public static Ledger open(DeltaStore store, Home home, Clock clock) {
    String path = home.table(TABLE);
    long version = store.version(path);
    List<Step> steps = new ArrayList<>();
    if (version != DeltaStore.NONE) {
      store.read(path, version).collectAsList().forEach(row -> steps.add(step(row)));
      steps.sort(Comparator.comparingLong(Step::sequence));
    }
    return new Ledger(store, home, clock, steps);
  }

  /** All rows so far, oldest first. */
  public synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The newest row that tells of a success. */
  public synchronized Optional<Step> lastDone(Predicate<Step> condition) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step.outcome() == Outcome.DONE && condition.test(step)) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  public Optional<Step> lastDone(String name) {
    return lastDone(step -> step.name().equals(name));
  }

  /** The version of a table that the ledger vouches for, {@link DeltaStore#NONE} for none. */
  public long version(String table) {
    String name = home.relative(table);
    return lastDone(step -> step.outputs().containsKey(name))
        .map(step -> step.outputs().get(name))
        .orElse(DeltaStore.NONE);
  }

  /** The version of a table that a step wrote. */
  public long output(Step step, String table) {
    return step.outputs().get(home.relative(table));
  }

  /** Takes back what a cut step left in a table, so that the next write starts from the ledger. */
  public void takeBackCut(String table) {
    long recorded = version(table);
    if (store.version(table) != recorded) {
      store.restore(table, recorded);
    }
  }

  /** The time, later than that of every row so far, even where the machine's clock was set back. */
  public synchronized Instant now() {
    Instant now = clock.instant();
    Instant last = steps.isEmpty() ? Instant.MIN : steps.get(steps.size() - 1).at();
    return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
  }

  /** A new row, which is written soon; {@link #flush} waits for it. */
  public synchronized void record(
      LocalDate asOfDate,
      int attempt,
      String runId,
      String name,
      Outcome outcome,
      double seconds,
      String inputHash,
      Map<String, Long> outputs,
      Map<String, Long> counts,
      String detail) {
    Step step =
        new Step(
            nextSequence++,
            asOfDate,
            attempt,
            runId,
            name,
            outcome,
            now(),
            seconds,
            inputHash,
            relative(outputs),
            counts,
            detail);
    steps.add(step);
    waiting.add(step);
    writes.add(writer.submit(this::writeWaiting));
  }

  /** Waits until every row so far is committed. */
  public void flush() {
    List<Future<?>> open;
    synchronized (this) {
      open = List.copyOf(writes);
    }
    open.forEach(Ledger::await);
    synchronized (this) {
      writes.removeAll(open);
    }
  }

  /** Puts the rows into one file once they lie in many, since every run reads them all. */
  public void compact() {
    flush();
    store.compact(home.table(TABLE));
  }

  @Override
  public void close() {
    flush();
    writer.shutdown();
  }

  private void writeWaiting() {
    List<Step> batch;
    synchronized (this) {
      batch = List.copyOf(waiting);
      waiting.clear();
    }
    if (!batch.isEmpty()) {
      Dataset<Row> rows =
          store.session().createDataFrame(batch.stream().map(Ledger::row).toList(), SCHEMA);
      store.append(home.table(TABLE), rows.coalesce(1));
    }
  }

  private Map<String, Long> relative(Map<String, Long> outputs) {
    Map<String, Long> relative = new HashMap<>();
    outputs.forEach((table, version) -> relative.put(home.relative(table), version));
    return relative;
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing the ledger", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the ledger could not be written", e.getCause());
    }
  }

  private static Row row(Step step) {
    return RowFactory.create(
        step.sequence(),
        step.asOfDate(),
        step.attempt(),
        step.runId(),
        step.name(),
        step.outcome().name().toLowerCase(Locale.ROOT),
        step.at(),
        step.seconds(),
        step.inputHash(),
        CollectionConverters.asScala(step.outputs()),
        CollectionConverters.asScala(step.counts()),
        step.detail());
  }

  private static Step step(Row row) {
    return new Step(
        row.getLong(0),
        localDate(row.get(1)),
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        Outcome.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
        instant(row.get(6)),
        row.getDouble(7),
        row.getString(8),
        row.getJavaMap(9),
        row.getJavaMap(10),
        row.getString(11));
  }

  private static LocalDate localDate(Object value) {
    return value instanceof LocalDate date ? date : ((Date) value).toLocalDate();
  }

  private static Instant instant(Object value) {
    return value instanceof Instant instant ? instant : ((Timestamp) value).toInstant();
  }
}
