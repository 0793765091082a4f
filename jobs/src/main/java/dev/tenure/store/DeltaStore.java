package dev.tenure.store;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.not;

import dev.tenure.Errors;
import io.delta.tables.DeltaTable;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Reads and writes Delta tables by path, always at a version that somebody names. */
public final class DeltaStore {
  /** The version of a table that does not exist yet. */
  public static final long NONE = -1;

  /** Up to this size of its files a table is read as one partition. */
  private static final long SMALL_TABLE_BYTES = 16L << 20;

  /** From so many files on, the checksum of a table of small ones does not list them. */
  private static final int MANY_FILES = 30;

  private final SparkSession session;
  private final Map<String, Dataset<Row>> read = new ConcurrentHashMap<>();

  public DeltaStore(SparkSession session) {
    this.session = session;
  }

  public SparkSession session() {
    return session;
  }

  /** The newest version of a table, {@link #NONE} where there is no table. */
  public long version(String path) {
    return log(path).unsafeVolatileSnapshot().version();
  }

  /** The rows of a version; its file list is looked up once, however many models read it. */
  public Dataset<Row> read(String path, long version) {
    return read.computeIfAbsent(
        path + "@" + version,
        name -> {
          Snapshot snapshot = snapshot(path, version);
          Seq<AddFile> files = files(snapshot);
          return size(files) <= SMALL_TABLE_BYTES
              ? onePartition(path, snapshot, files)
              : session.read().format("delta").option("versionAsOf", version).load(path);
        });
  }

  /**
   * A small table, its file list taken once. In one partition nothing of it has to be shuffled, and
   * a query of such tables is one task, which is most of what a night of small tables costs.
   */
  private Dataset<Row> onePartition(String path, Snapshot snapshot, Seq<AddFile> files) {
    return log(path).createDataFrame(snapshot, files, false, Option.empty()).coalesce(1);
  }

  /** The files of a version: the checksum beside its commit lists them, unless they are many. */
  static Seq<AddFile> files(Snapshot snapshot) {
    Option<Seq<AddFile>> listed = snapshot.checksumOpt().flatMap(VersionChecksum::allFiles);
    return listed.isDefined() ? listed.get() : snapshot.getAllFiles(false);
  }

  private static long size(Seq<AddFile> files) {
    return CollectionConverters.asJava(files).stream().mapToLong(AddFile::size).sum();
  }

  private Snapshot snapshot(String path, long version) {
    DeltaLog log = log(path);
    Snapshot newest = log.unsafeVolatileSnapshot();
    return newest.version() == version
        ? newest
        : log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
  }

  /** Keeps a version in memory, for a run in which many days read it. */
  public void keep(String path, long version) {
    read(path, version).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Forgets what was looked up and kept. */
  public void forget() {
    read.values().forEach(Dataset::unpersist);
    read.clear();
  }

  /** Makes a recorded version the newest again, after a step that was cut or failed. */
  public void restore(String path, long version) {
    forget();
    if (version == NONE) {
      Folders.remove(Path.of(path));
      DeltaLog.clearCache();
    } else {
      DeltaTable.forPath(session, path).restoreToVersion(version);
    }
  }

  /** Puts many small files together; the rows, and what an older version shows, stay. */
  public void compact(String path) {
    if (isInManyFiles(path)) {
      DeltaTable.forPath(session, path).optimize().executeCompaction();
    }
  }

  /** Whether the newest version lies in so many files that reading takes longer for it. */
  public boolean isInManyFiles(String path) {
    return files(path, version(path)).size() > MANY_FILES;
  }

  public long append(String path, Dataset<Row> rows) {
    return append(path, rows, List.of());
  }

  /**
   * Adds rows to a table, which is made if there is none.
   *
   * @param skippedBy the columns by which readers pass over files of a table that begins so; an
   *     empty list takes the first ones. Others cost a comparison of every value written
   */
  public long append(String path, Dataset<Row> rows, List<String> skippedBy) {
    DeltaLog log = log(path);
    Snapshot newest = log.unsafeVolatileSnapshot();
    Optional<DirectWrite> direct = DirectWrite.of(log, newest, rows);
    if (direct.isPresent()) {
      return direct.get().append();
    }
    DataFrameWriter<Row> writer = rows.write().format("delta");
    if (newest.version() == NONE) {
      return create(path, writer, Map.of(), skippedBy);
    }
    writer.mode("append").save(path);
    return version(path);
  }

  /** Replaces the table; columns and comments follow the rows. */
  public long replaceAll(String path, Dataset<Row> rows, Map<String, String> constraints) {
    return replaceAll(path, rows, constraints, List.of());
  }

  /**
   * Replaces the table; columns and comments follow the rows.
   *
   * @param skippedBy as for {@link #append(String, Dataset, List)}
   */
  public long replaceAll(
      String path, Dataset<Row> rows, Map<String, String> constraints, List<String> skippedBy) {
    DeltaLog log = log(path);
    Snapshot newest = log.unsafeVolatileSnapshot();
    Optional<DirectWrite> direct = DirectWrite.of(log, newest, rows);
    if (direct.isPresent()) {
      return direct.get().replace(CollectionConverters.asJava(files(newest)));
    }
    DataFrameWriter<Row> writer = rows.write().format("delta");
    if (newest.version() == NONE) {
      return create(path, writer, constraints, skippedBy);
    }
    writer.mode("overwrite").option("overwriteSchema", "true").save(path);
    return version(path);
  }

  private long create(
      String path,
      DataFrameWriter<Row> writer,
      Map<String, String> constraints,
      List<String> skippedBy) {
    if (!skippedBy.isEmpty()) {
      writer.option("delta.dataSkippingStatsColumns", String.join(",", skippedBy));
    }
    constraints.forEach((name, rule) -> writer.option("delta.constraints." + name, rule));
    writer.mode("append").save(path);
    return version(path);
  }

  /**
   * Replaces the rows of the given days and leaves the others. A table that begins so keeps
   * statistics of these columns alone; days that fill whole files are then replaced by one commit,
   * and no row of another day is written again.
   *
   * @param days for each column the days that it has in the rows to replace
   */
  public long replaceDays(
      String path,
      Map<String, ? extends Collection<LocalDate>> days,
      Dataset<Row> rows,
      Map<String, String> constraints) {
    long before = version(path);
    if (before == NONE) {
      List<String> columns = List.copyOf(new TreeSet<>(days.keySet()));
      return create(path, rows.write().format("delta"), constraints, columns);
    }
    Optional<Long> direct = replacedWhole(path, days, rows);
    if (direct.isPresent()) {
      return direct.get();
    }
    if (!sameColumns(read(path, before).schema(), rows.schema())) {
      return replaceAll(path, evolved(path, before, days, rows), constraints);
    }
    rows.write().format("delta").mode("overwrite").option("replaceWhere", isOf(days)).save(path);
    return version(path);
  }

  private Optional<Long> replacedWhole(
      String path, Map<String, ? extends Collection<LocalDate>> days, Dataset<Row> rows) {
    DeltaLog log = log(path);
    Snapshot newest = log.unsafeVolatileSnapshot();
    return DirectWrite.of(log, newest, rows)
        .flatMap(
            direct ->
                new DayFiles(days)
                    .whole(files(newest))
                    .map(whole -> whole.isEmpty() ? direct.append() : direct.replace(whole)));
  }

  /** Rows of other days in the columns of the new ones; a column that is new there is NULL. */
  private Dataset<Row> evolved(
      String path,
      long before,
      Map<String, ? extends Collection<LocalDate>> days,
      Dataset<Row> rows) {
    Dataset<Row> kept = read(path, before).filter(not(expr(isOf(days))));
    for (String gone : kept.columns()) {
      if (!Arrays.asList(rows.columns()).contains(gone)) {
        kept = kept.drop(gone);
      }
    }
    return rows.unionByName(kept, true);
  }

  private static boolean sameColumns(StructType stored, StructType written) {
    return types(stored).equals(types(written));
  }

  private static Map<String, String> types(StructType schema) {
    Map<String, String> types = new TreeMap<>();
    for (StructField field : schema.fields()) {
      types.put(field.name(), field.dataType().sql());
    }
    return types;
  }

  private static String isOf(Map<String, ? extends Collection<LocalDate>> days) {
    return new TreeMap<>(days)
        .entrySet().stream()
            .map(column -> isIn(column.getKey(), column.getValue()))
            .collect(Collectors.joining(" AND "));
  }

  private static String isIn(String column, Collection<LocalDate> days) {
    return days.stream()
        .map(day -> "DATE '" + day + "'")
        .collect(Collectors.joining(", ", column + " IN (", ")"));
  }

  /** How many rows a version has, as its files tell. */
  public long rows(String path, long version) {
    return CollectionConverters.asJava(files(snapshot(path, version))).stream()
        .mapToLong(file -> (Long) file.numLogicalRecords().get())
        .sum();
  }

  /** The bytes in the data files of a version. */
  public long size(String path, long version) {
    return size(files(snapshot(path, version)));
  }

  /** The data files of a version, from the table's own log. */
  public List<Path> files(String path, long version) {
    List<Path> paths = new ArrayList<>();
    for (AddFile file : CollectionConverters.asJava(files(snapshot(path, version)))) {
      paths.add(Path.of(path).resolve(URI.create(file.path()).getPath()));
    }
    return paths;
  }

  /**
   * Refuses a mart's version that some reader could not open.
   *
   * @throws dev.tenure.TenureException with exit code 3, naming what is against the profile
   */
  public void requirePortable(String path, long version) {
    List<String> problems =
        PortableProfile.problems(
            snapshot(path, version), files(path, version), session.sessionState().newHadoopConf());
    if (!problems.isEmpty()) {
      throw Errors.notPortable(path, problems);
    }
  }

  private DeltaLog log(String path) {
    return log(session, path);
  }

  /** The log of a table, as it is now. */
  static DeltaLog log(SparkSession session, String path) {
    DeltaLog log = DeltaLog.forTable((org.apache.spark.sql.classic.SparkSession) session, path);
    log.update(false, Option.empty(), Option.empty());
    return log;
  }
}
