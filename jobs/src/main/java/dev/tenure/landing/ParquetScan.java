package dev.tenure.landing;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.regexp_replace;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads the Parquet files of one entity, each row as a JSON object. */
final class ParquetScan {
  private final SparkSession session;
  private final List<FileTask> tasks;
  private final List<Row> malformed = new ArrayList<>();

  ParquetScan(SparkSession session, List<FileTask> tasks) {
    this.session = session;
    this.tasks = tasks;
  }

  /** The records of all files; one that cannot be read as Parquet is one malformed record. */
  Dataset<Row> records() {
    ParquetFooters footers =
        ParquetFooters.read(tasks, session.sparkContext().hadoopConfiguration());
    footers.unreadable().forEach(this::addMalformed);
    List<Dataset<Row>> scans = new ArrayList<>();
    for (List<FileTask> group : footers.bySchema().values()) {
      try {
        scans.add(scan(group));
      } catch (Exception e) {
        // Checked exceptions come undeclared out of Scala: a type that Spark does not read.
        group.forEach(task -> addMalformed(task, String.valueOf(e.getMessage())));
      }
    }
    if (!malformed.isEmpty()) {
      scans.add(RawColumns.dataset(session, malformed));
    }
    return scans.stream().reduce(Dataset::unionAll).orElseThrow();
  }

  private void addMalformed(FileTask task, String reason) {
    String firstLine = reason.lines().findFirst().orElse("");
    malformed.add(
        RawColumns.row(
            task.file(), 1, new RawRecord.Malformed("\"\"", "parquet syntax", firstLine)));
  }

  private Dataset<Row> scan(List<FileTask> group) {
    Dataset<Row> rows =
        session
            .read()
            .option("datetimeRebaseMode", "CORRECTED")
            .option("int96RebaseMode", "CORRECTED")
            .parquet(group.stream().map(ParquetScan::pattern).toArray(String[]::new));
    Column metadata = rows.metadataColumn("_metadata");
    return rows.select(
            regexp_replace(metadata.getField("file_path"), lit("^file:/+"), lit("/"))
                .as("location"),
            metadata.getField("row_index").plus(1L).as("record_number"),
            RowJson.of(rows).as("payload"),
            lit(null).cast("string").as("problem"),
            lit(null).cast("string").as("reason"))
        .join(broadcast(descriptions(group)), new String[] {"location"}, "left")
        .withColumn("file", knownFile())
        .select(RawColumns.NAMES.stream().map(name -> col(name)).toArray(Column[]::new));
  }

  /** Spark takes a path for a pattern, in which a name's own brackets and stars are escaped. */
  private static String pattern(FileTask task) {
    return task.location().replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0");
  }

  private static Column knownFile() {
    Column unknown =
        raise_error(concat(lit("a record of a file that was not asked for: "), col("location")));
    return coalesce(col("file"), unknown);
  }

  private Dataset<Row> descriptions(List<FileTask> group) {
    List<Row> rows =
        group.stream()
            .map(
                task ->
                    RowFactory.create(
                        new Path(task.location()).toUri().getRawPath(),
                        task.file().source(),
                        task.file().entity(),
                        task.file().extractDate().toString(),
                        task.file().path(),
                        task.file().sha256()))
            .toList();
    StructType schema =
        StructType.fromDDL(
            "location STRING, source STRING, entity STRING, extract_date STRING, file STRING,"
                + " file_sha256 STRING");
    return session
        .createDataFrame(rows, schema)
        .withColumn("extract_date", col("extract_date").cast("date"));
  }
}
