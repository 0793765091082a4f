package dev.tenure.landing;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns of raw records, in their order. */
final class RawColumns {
  static final List<String> NAMES =
      List.of(
          "source",
          "entity",
          "extract_date",
          "file",
          "file_sha256",
          "record_number",
          "payload",
          "problem",
          "reason");

  private RawColumns() {}

  /** A record in the order of the columns; the date as text until it is in a dataset. */
  static Row row(InboxFile file, long number, RawRecord record) {
    RawRecord.Malformed malformed = record instanceof RawRecord.Malformed it ? it : null;
    return RowFactory.create(
        file.source(),
        file.entity(),
        file.extractDate().toString(),
        file.path(),
        file.sha256(),
        number,
        record.payload(),
        malformed == null ? null : malformed.problem(),
        malformed == null ? null : malformed.reason());
  }

  static Dataset<Row> dataset(SparkSession session, JavaRDD<Row> rows) {
    return dated(session.createDataFrame(rows, textSchema()));
  }

  static Dataset<Row> dataset(SparkSession session, List<Row> rows) {
    return dated(session.createDataFrame(rows, textSchema()));
  }

  private static StructType textSchema() {
    StructType schema = new StructType();
    for (String name : NAMES) {
      boolean isNumber = name.equals("record_number");
      schema = schema.add(name, isNumber ? DataTypes.LongType : DataTypes.StringType);
    }
    return schema;
  }

  private static Dataset<Row> dated(Dataset<Row> rows) {
    return rows.select(
        NAMES.stream()
            .map(name -> name.equals("extract_date") ? col(name).cast("date").as(name) : col(name))
            .toArray(Column[]::new));
  }
}
