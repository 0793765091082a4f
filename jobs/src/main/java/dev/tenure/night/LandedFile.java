package dev.tenure.night;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import dev.tenure.landing.FileStamp;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A file that was landed, or found to be one that was landed before.
 *
 * @param landing the landing that brought it; grows with every landing
 * @param records how many records it holds
 * @param malformed how many of them could not be read
 * @param isDuplicate its bytes were delivered before for the same entity and date
 * @param columns the top-level fields that its first records have, in the order of their names
 * @param modifiedMicros when the file was last modified, in microseconds since 1970
 * @param replaces the {@link #key} of the file that this one is with some records repaired; empty
 *     for a file that was delivered
 */
record LandedFile(
    String source,
    String entity,
    LocalDate extractDate,
    String path,
    long size,
    String sha256,
    long landing,
    long records,
    long malformed,
    boolean isDuplicate,
    long modifiedMicros,
    List<String> columns,
    String replaces) {
  static final StructType SCHEMA =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("entity", DataTypes.StringType)
          .add("extract_date", DataTypes.DateType)
          .add("path", DataTypes.StringType)
          .add("size", DataTypes.LongType)
          .add("sha256", DataTypes.StringType)
          .add("landing", DataTypes.LongType)
          .add("records", DataTypes.LongType)
          .add("malformed", DataTypes.LongType)
          .add("is_duplicate", DataTypes.BooleanType)
          .add("modified_micros", DataTypes.LongType)
          .add("columns", DataTypes.createArrayType(DataTypes.StringType))
          .add("replaces", DataTypes.StringType);

  /** Tells the records of files apart: two sources, or two landings, may have files of one path. */
  static final Column KEY =
      concat_ws("|", col("source"), col("entity"), col("landing"), col("file"));

  LandedFile {
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(extractDate, "extractDate is null");
    requireNonNull(path, "path is null");
    requireNonNull(sha256, "sha256 is null");
    columns = List.copyOf(columns);
    requireNonNull(replaces, "replaces is null");
  }

  /** Source, entity, extract_date and content: what makes a file the same file. */
  String identity() {
    return String.join("|", source, entity, extractDate.toString(), sha256);
  }

  /** The value that {@link #KEY} has for the file's records. */
  String key() {
    return key(source, entity, landing, path);
  }

  /** The value that {@link #KEY} has for the records of a file of a landing. */
  static String key(String source, String entity, long landing, String path) {
    return String.join("|", source, entity, Long.toString(landing), path);
  }

  /** What tells that the file in the inbox is still this one. */
  FileStamp stamp() {
    return new FileStamp(source, path, size, modifiedMicros);
  }

  Row row() {
    return RowFactory.create(
        source,
        entity,
        extractDate,
        path,
        size,
        sha256,
        landing,
        records,
        malformed,
        isDuplicate,
        modifiedMicros,
        columns.toArray(String[]::new),
        replaces);
  }

  static LandedFile of(Row row) {
    return new LandedFile(
        row.getString(0),
        row.getString(1),
        row.getLocalDate(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getBoolean(9),
        row.getLong(10),
        row.getList(11),
        row.getString(12));
  }
}
