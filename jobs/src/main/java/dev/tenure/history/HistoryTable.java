package dev.tenure.history;

import static dev.tenure.history.Change.CHANGE;
import static dev.tenure.history.Change.DELETE;
import static dev.tenure.history.Change.INSERT;
import static dev.tenure.history.Change.UPDATE;
import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tenure.store.DeltaStore;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The Delta table that holds an entity's versions. */
public final class HistoryTable {
  /** Up to this size writing the table anew is faster than a MERGE. */
  static final long SMALL_TABLE_BYTES = 64L << 20;

  /** How many versions a load wrote; an update is a version whose end or content changed. */
  public record Counts(long inserted, long updated, long deleted) {
    /** Whether the load changed nothing, and so committed nothing. */
    public boolean isUnchanged() {
      return inserted + updated + deleted == 0;
    }
  }

  private final DeltaStore store;
  private final String path;
  private final VersionHistory history;
  private final long smallTableBytes;

  /** The table at a path, which need not exist yet. */
  public HistoryTable(DeltaStore store, String path, VersionHistory history) {
    this(store, path, history, SMALL_TABLE_BYTES);
  }

  HistoryTable(DeltaStore store, String path, VersionHistory history, long smallTableBytes) {
    this.store = requireNonNull(store, "store is null");
    this.path = requireNonNull(path, "path is null");
    this.history = requireNonNull(history, "history is null");
    this.smallTableBytes = smallTableBytes;
  }

  /** Whether a first load has been committed. */
  public boolean exists() {
    return store.version(path) != DeltaStore.NONE;
  }

  /** Every stored version. */
  public Dataset<Row> versions() {
    return store.read(path, store.version(path));
  }

  /**
   * Loads whole extracts: the observations of all their files, and the calendar with them and all
   * that were loaded before. At most one commit; none where nothing changes.
   */
  public Counts load(
      Dataset<Row> newObservations, ExtractCalendar newExtracts, ExtractCalendar allExtracts) {
    if (!exists()) {
      return create(history.build(newObservations, allExtracts.with(newExtracts)));
    }
    if (newExtracts.isEmpty()) {
      return new Counts(0, 0, 0);
    }
    return apply(history.increment(versions(), newObservations, newExtracts, allExtracts));
  }

  private Counts create(Dataset<Row> versions) {
    long version = store.replaceAll(path, versions, Map.of());
    return new Counts(store.rows(path, version), 0, 0);
  }

  /** Writes a change computed from the present content of the table. */
  public Counts apply(Change change) {
    // Not persist(): Spark computes a cached plan again when a table that it reads is written.
    Dataset<Row> rows = change.rows().localCheckpoint();
    Counts counts = counts(rows);
    if (!counts.isUnchanged()) {
      write(rows);
    }
    return counts;
  }

  private static Counts counts(Dataset<Row> rows) {
    Map<String, Long> byKind =
        rows.groupBy(CHANGE).count().collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    return new Counts(
        byKind.getOrDefault(INSERT, 0L),
        byKind.getOrDefault(UPDATE, 0L),
        byKind.getOrDefault(DELETE, 0L));
  }

  private void write(Dataset<Row> rows) {
    if (store.size(path, store.version(path)) <= smallTableBytes) {
      overwrite(rows);
    } else {
      merge(rows);
    }
  }

  private void overwrite(Dataset<Row> rows) {
    Dataset<Row> kept = versions().join(rows, history.columns().versionKeys(), "left_anti");
    Dataset<Row> put = rows.filter(not(col(CHANGE).equalTo(DELETE))).drop(CHANGE);
    store.replaceAll(path, kept.unionByName(put).coalesce(1), Map.of());
  }

  private void merge(Dataset<Row> rows) {
    Map<String, Column> put = new HashMap<>();
    history.columns().storedNames().forEach(name -> put.put(name, col("change_row." + name)));
    Column isDelete = col("change_row." + CHANGE).equalTo(DELETE);
    DeltaTable.forPath(store.session(), path)
        .as("version")
        .merge(rows.as("change_row"), sameVersion())
        .whenMatched(isDelete)
        .delete()
        .whenMatched()
        .update(put)
        .whenNotMatched()
        .insert(put)
        .execute();
  }

  private Column sameVersion() {
    return Arrays.stream(history.columns().versionKeys())
        .map(name -> col("version." + name).equalTo(col("change_row." + name)))
        .reduce(lit(true), Column::and);
  }
}
