package dev.tenure.store;

import static java.util.Objects.requireNonNull;

import io.delta.exceptions.DeltaConcurrentModificationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The one row that says who may write and what readers see. Lease and publication pointer share it,
 * so that whoever moves the pointer conflicts with whoever takes the lease. Every write is one
 * conditional Delta commit; one that conflicts has lost and is not tried again.
 */
public final class ControlTable {
  private static final MapType MARTS =
      DataTypes.createMapType(
          DataTypes.StringType,
          new StructType().add("path", DataTypes.StringType).add("version", DataTypes.LongType));
  private static final StructType SCHEMA =
      new StructType()
          .add("holder", DataTypes.StringType)
          .add("fence", DataTypes.LongType)
          .add("acquired_at", DataTypes.TimestampType)
          .add("expires_at", DataTypes.TimestampType)
          .add("as_of_date", DataTypes.DateType)
          .add("run_id", DataTypes.StringType)
          .add("published_at", DataTypes.TimestampType)
          .add("published_fence", DataTypes.LongType)
          .add("marts", MARTS);

  private final SparkSession spark;
  private final String path;
  private final Clock clock;

  /** The table at a path, which the first lease creates. */
  public ControlTable(SparkSession spark, String path, Clock clock) {
    this.spark = requireNonNull(spark, "spark is null");
    this.path = requireNonNull(path, "path is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /** What readers see now; empty before the first publication. */
  public Optional<Pointer> pointer() {
    return row().filter(row -> !row.isNullAt(row.fieldIndex("run_id"))).map(ControlTable::pointer);
  }

  /** Who took the lease last; empty before the first lease. */
  public Optional<Holder> holder() {
    return row().map(ControlTable::holder);
  }

  String path() {
    return path;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Takes the lease from the last holder, or the first one.
   *
   * @return the new holder, or empty where another was faster
   */
  Optional<Holder> take(String name, Duration term, Optional<Holder> last) {
    Instant now = now();
    long fence = last.map(Holder::fence).orElse(0L) + 1;
    Holder next = new Holder(name, fence, now, now.plus(term));
    boolean isTaken =
        last.isEmpty() ? create(next) : replace(last.orElseThrow().fence(), row -> held(next, row));
    return isTaken ? Optional.of(next) : Optional.empty();
  }

  /** Moves the end of a lease; false where it is no longer the holder's. */
  boolean extend(Holder holder) {
    return replace(holder.fence(), row -> held(holder, row));
  }

  /** Shows readers another night; false where the fence is no longer the last one. */
  boolean point(Pointer pointer, long fence) {
    return replace(fence, row -> pointed(row, pointer, fence));
  }

  private boolean create(Holder first) {
    Row row = held(first, RowFactory.create(new Object[SCHEMA.size()]));
    try {
      rows(row).write().format("delta").mode("errorifexists").save(path);
      return true;
    } catch (DeltaConcurrentModificationException conflict) {
      return false;
    } catch (Exception failure) {
      if (failure instanceof AnalysisException && exists()) {
        return false;
      }
      throw failure;
    }
  }

  /**
   * Writes another row in the place of the one that has a fence: one commit, which fails if any
   * other came since the row was read.
   *
   * @return false where the fence is not the last one, or another was faster
   */
  private boolean replace(long fence, UnaryOperator<Row> change) {
    DeltaLog log = DeltaStore.log(spark, path);
    Snapshot snapshot = log.unsafeVolatileSnapshot();
    Optional<Row> row = row(log, snapshot);
    if (row.isEmpty() || holder(row.orElseThrow()).fence() != fence) {
      return false;
    }
    Dataset<Row> changed = rows(change.apply(row.orElseThrow()));
    try {
      DirectWrite.of(log, snapshot, changed)
          .orElseThrow(() -> new IllegalStateException(path + " has other columns"))
          .replace(CollectionConverters.asJava(DeltaStore.files(snapshot)));
      return true;
    } catch (DeltaConcurrentModificationException conflict) {
      return false;
    }
  }

  private Dataset<Row> rows(Row row) {
    return spark.createDataFrame(List.of(row), SCHEMA).coalesce(1);
  }

  private boolean exists() {
    return DeltaStore.log(spark, path).tableExists();
  }

  private Optional<Row> row() {
    DeltaLog log = DeltaStore.log(spark, path);
    return row(log, log.unsafeVolatileSnapshot());
  }

  private static Optional<Row> row(DeltaLog log, Snapshot snapshot) {
    return snapshot.version() == DeltaStore.NONE
        ? Optional.empty()
        : Optional.of(
            log.createDataFrame(snapshot, DeltaStore.files(snapshot), false, Option.empty())
                .head());
  }

  /** A row with another holder and the pointer that it has. */
  private static Row held(Holder holder, Row row) {
    return RowFactory.create(
        holder.name(),
        holder.fence(),
        holder.acquiredAt(),
        holder.expiresAt(),
        row.get(4),
        row.get(5),
        row.get(6),
        row.get(7),
        row.get(8));
  }

  /** A row with the holder that it has and another pointer. */
  private static Row pointed(Row row, Pointer pointer, long fence) {
    Map<String, Row> marts = new HashMap<>();
    pointer
        .marts()
        .forEach((name, at) -> marts.put(name, RowFactory.create(at.path(), at.version())));
    return RowFactory.create(
        row.get(0),
        row.get(1),
        row.get(2),
        row.get(3),
        pointer.asOfDate(),
        pointer.runId(),
        pointer.publishedAt(),
        fence,
        CollectionConverters.asScala(marts));
  }

  private static Holder holder(Row row) {
    return new Holder(
        row.getAs("holder"),
        row.<Long>getAs("fence"),
        row.getAs("acquired_at"),
        row.getAs("expires_at"));
  }

  private static Pointer pointer(Row row) {
    Map<String, MartVersion> marts = new HashMap<>();
    row.<String, Row>getJavaMap(row.fieldIndex("marts"))
        .forEach((name, at) -> marts.put(name, new MartVersion(at.getString(0), at.getLong(1))));
    return new Pointer(
        row.getAs("as_of_date"), row.getAs("run_id"), row.getAs("published_at"), marts);
  }
}
