package dev.tenure.night;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The records that no table took, each with its rule, the reason and its text: one Delta table per
 * core table. What could not even be read stays in the raw layer with its problem.
 */
final class Quarantine {
  static final StructType SCHEMA =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("entity", DataTypes.StringType)
          .add("extract_date", DataTypes.DateType)
          .add("landing", DataTypes.LongType)
          .add("file", DataTypes.StringType)
          .add("record_number", DataTypes.LongType)
          .add("rule", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("payload", DataTypes.StringType);

  private final Workspace work;

  Quarantine(Workspace work) {
    this.work = work;
  }

  String path(String table) {
    return work.home().table("quarantine/" + table);
  }

  /**
   * Writes the rejected records of some extracts in place of those that an earlier load of the same
   * extracts rejected.
   *
   * @return the table's new version, nothing where there was nothing to write
   */
  Optional<Map.Entry<String, Long>> replace(
      String table,
      Dataset<Row> rejected,
      boolean hasRejected,
      Touched touched,
      boolean isRebuild) {
    String path = path(table);
    boolean exists = work.exists(path);
    if (!hasRejected && !exists) {
      return Optional.empty();
    }
    Dataset<Row> rows = records(rejected);
    if (exists && !isRebuild) {
      Dataset<Row> stored = work.store().read(path, work.ledger().version(path));
      rows = rows.unionByName(touched.others(stored));
    }
    return Optional.of(Map.entry(path, work.store().replaceAll(path, rows.coalesce(1), Map.of())));
  }

  private static Dataset<Row> records(Dataset<Row> rejected) {
    return rejected.select(
        col("source"),
        col("entity"),
        col("extract_date"),
        col("landing"),
        col("file"),
        col("record_number"),
        col(Mapped.PROBLEM).as("rule"),
        col(Mapped.REASON).as("reason"),
        col("payload"));
  }

  /** All records in quarantine, over every core table, and what could not be read at all. */
  Dataset<Row> all(Landed landed) {
    Dataset<Row> all = work.session().createDataFrame(List.of(), SCHEMA);
    for (var table : CoreTables.tables(work)) {
      all = all.unionByName(stored(table.name()));
    }
    return all.unionByName(malformed(landed.records()));
  }

  private Dataset<Row> stored(String table) {
    String path = path(table);
    return work.exists(path)
        ? work.store().read(path, work.ledger().version(path))
        : work.session().createDataFrame(List.of(), SCHEMA);
  }

  private static Dataset<Row> malformed(Dataset<Row> raw) {
    return raw.filter(col("problem").isNotNull())
        .select(
            col("source"),
            col("entity"),
            col("extract_date"),
            col("landing"),
            col("file"),
            col("record_number"),
            col("problem").as("rule"),
            col("reason"),
            col("payload"));
  }
}
