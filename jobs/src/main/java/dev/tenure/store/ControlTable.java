package dev.tenure.store;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;

import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

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
        last.isEmpty() ? create(next) : update(last.orElseThrow().fence(), leaseColumns(next));
    return isTaken && holder().equals(Optional.of(next)) ? Optional.of(next) : Optional.empty();
  }

  /** Moves the end of a lease; false where it is no longer the holder's. */
  boolean extend(Holder holder) {
    return update(holder.fence(), Map.of("expires_at", lit(holder.expiresAt())))
        && holder().equals(Optional.of(holder));
  }

  /** Shows readers another night; false where the fence is no longer the last one. */
  boolean point(Pointer pointer, long fence) {
    Map<String, Column> columns =
        Map.of(
            "as_of_date", lit(pointer.asOfDate()),
            "run_id", lit(pointer.runId()),
            "published_at", lit(pointer.publishedAt()),
            "published_fence", lit(fence),
            "marts", marts(pointer));
    return update(fence, columns)
        && row().filter(row -> isPublished(row, pointer, fence)).isPresent();
  }

  private boolean isPublished(Row row, Pointer pointer, long fence) {
    return Objects.equals(row.getAs("published_fence"), fence) && pointer(row).equals(pointer);
  }

  private boolean create(Holder first) {
    Row row =
        RowFactory.create(
            first.name(),
            first.fence(),
            first.acquiredAt(),
            first.expiresAt(),
            null,
            null,
            null,
            null,
            null);
    try {
      spark
          .createDataFrame(List.of(row), SCHEMA)
          .coalesce(1)
          .write()
          .format("delta")
          .mode("errorifexists")
          .save(path);
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
   * Commits nothing where the fence is not the last one, and reports that as true: read it back.
   */
  private boolean update(long fence, Map<String, Column> columns) {
    try {
      DeltaTable.forPath(spark, path)
          .update(col("fence").equalTo(lit(fence)), new HashMap<>(columns));
      return true;
    } catch (DeltaConcurrentModificationException conflict) {
      return false;
    }
  }

  private boolean exists() {
    return DeltaTable.isDeltaTable(spark, path);
  }

  private Optional<Row> row() {
    return exists()
        ? Optional.of(spark.read().format("delta").load(path).head())
        : Optional.empty();
  }

  private static Map<String, Column> leaseColumns(Holder holder) {
    return Map.of(
        "holder", lit(holder.name()),
        "fence", lit(holder.fence()),
        "acquired_at", lit(holder.acquiredAt()),
        "expires_at", lit(holder.expiresAt()));
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

  private static Column marts(Pointer pointer) {
    Column[] entries =
        pointer.marts().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(mart -> Stream.of(lit(mart.getKey()), at(mart.getValue())))
            .toArray(Column[]::new);
    return map(entries).cast(MARTS);
  }

  private static Column at(MartVersion mart) {
    return struct(lit(mart.path()).as("path"), lit(mart.version()).as("version"));
  }
}
