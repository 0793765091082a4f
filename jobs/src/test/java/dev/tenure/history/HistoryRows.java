package dev.tenure.history;

import dev.tenure.history.HistoryOracle.Told;
import dev.tenure.history.HistoryOracle.Version;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The oracle's records as Spark rows and back. The value is stored as an array of structs too. */
final class HistoryRows {
  static final List<String> KEYS = List.of("source", "key");
  static final List<String> VALUES = List.of("value", "items");
  private static final StructType ITEM =
      new StructType().add("plan", DataTypes.StringType).add("quantity", DataTypes.LongType);
  private static final StructType OBSERVATION =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("key", DataTypes.StringType)
          .add("value", DataTypes.StringType)
          .add("items", DataTypes.createArrayType(ITEM))
          .add("extract_date", DataTypes.DateType)
          .add("is_deleted", DataTypes.BooleanType)
          .add("cursor_at", DataTypes.TimestampType)
          .add("file", DataTypes.StringType)
          .add("record_number", DataTypes.LongType);

  private HistoryRows() {}

  static Dataset<Row> observations(SparkSession spark, List<Told> told) {
    return spark.createDataFrame(told.stream().map(HistoryRows::row).toList(), OBSERVATION);
  }

  private static Row row(Told told) {
    Object items = told.value() == null ? null : List.of(RowFactory.create(told.value(), 1L));
    return RowFactory.create(
        told.source(),
        told.key(),
        told.value(),
        items == null ? null : ((List<?>) items).toArray(),
        told.date(),
        told.isDeleted(),
        told.cursor() == null ? null : Instant.EPOCH.plusSeconds(60L * told.cursor()),
        told.file(),
        told.number());
  }

  static List<Version> versions(Dataset<Row> stored) {
    return stored.collectAsList().stream().map(HistoryRows::version).toList();
  }

  private static Version version(Row row) {
    List<Row> seenOn = row.getList(row.fieldIndex("seen_on"));
    return new Version(
        row.getAs("source"),
        row.getAs("key"),
        row.getAs("value"),
        row.getAs("valid_from"),
        row.getAs("valid_to"),
        row.getAs("is_deleted"),
        seenOn.stream().map(seen -> seen.getLocalDate(0)).toList());
  }
}
