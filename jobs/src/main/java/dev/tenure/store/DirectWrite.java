package dev.tenure.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A write to a table in the columns that it has: one job and one commit. Spark's writer plans the
 * same rows three times and asks the table's log, by two more jobs, which files it replaces; for
 * the small tables of a night that is more than the write.
 */
final class DirectWrite {
  private final DeltaLog log;
  private final Snapshot snapshot;
  private final Dataset<Row> rows;

  private DirectWrite(DeltaLog log, Snapshot snapshot, Dataset<Row> rows) {
    this.log = log;
    this.snapshot = snapshot;
    this.rows = rows;
  }

  /** The write, if the table has just the columns of the rows, in order and with their comments. */
  static Optional<DirectWrite> of(DeltaLog log, Snapshot snapshot, Dataset<Row> rows) {
    return snapshot.version() >= 0 && snapshot.schema().equals(rows.schema().asNullable())
        ? Optional.of(new DirectWrite(log, snapshot, rows))
        : Optional.empty();
  }

  /** Adds the rows. */
  long append() {
    return commit(SaveMode.Append, List.of());
  }

  /** Puts the rows in the place of files of the table. */
  long replace(Collection<AddFile> files) {
    return commit(SaveMode.Overwrite, files);
  }

  private long commit(SaveMode mode, Collection<AddFile> replaced) {
    Option<SparkSession> before = SparkSession.getActiveSession();
    SparkSession.setActiveSession(rows.sparkSession());
    try {
      OptimisticTransaction transaction =
          log.startTransaction(Option.empty(), Option.apply(snapshot));
      if (mode == SaveMode.Overwrite) {
        transaction.readWholeTable();
      }
      List<Action> actions =
          new ArrayList<>(CollectionConverters.asJava(transaction.writeFiles(rows)));
      long now = log.clock().getTimeMillis();
      replaced.forEach(file -> actions.add(file.removeWithTimestamp(now, true)));
      return transaction.commit(CollectionConverters.asScala(actions).toSeq(), operation(mode));
    } finally {
      before.foreach(
          session -> {
            SparkSession.setActiveSession(session);
            return null;
          });
    }
  }

  private static DeltaOperations.Operation operation(SaveMode mode) {
    return new DeltaOperations.Write(
        mode,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty());
  }
}
