package dev.tenure.landing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * What the footers of Parquet files say. Files of one schema can be scanned together; merging
 * schemas would refuse a column whose type has changed.
 *
 * @param bySchema the readable files, by their schema
 * @param unreadable the others, each with the reason
 */
record ParquetFooters(Map<String, List<FileTask>> bySchema, Map<FileTask, String> unreadable) {
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private record Footer(FileTask task, Optional<String> schema, String problem) {}

  static ParquetFooters read(List<FileTask> tasks, Configuration configuration) {
    List<Footer> footers = tasks.parallelStream().map(task -> read(task, configuration)).toList();
    Map<String, List<FileTask>> bySchema = new LinkedHashMap<>();
    Map<FileTask, String> unreadable = new LinkedHashMap<>();
    for (Footer footer : footers) {
      footer
          .schema()
          .ifPresentOrElse(
              schema -> add(bySchema, schema, footer.task()),
              () -> unreadable.put(footer.task(), footer.problem()));
    }
    return new ParquetFooters(bySchema, unreadable);
  }

  private static void add(Map<String, List<FileTask>> tasks, String schema, FileTask task) {
    tasks.computeIfAbsent(schema, it -> new ArrayList<>()).add(task);
  }

  private static Footer read(FileTask task, Configuration configuration) {
    Path path = new Path(task.location());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration))) {
      FileMetaData metadata = reader.getFileMetaData();
      String sparkSchema = metadata.getKeyValueMetaData().getOrDefault(SPARK_SCHEMA, "");
      return new Footer(task, Optional.of(metadata.getSchema() + sparkSchema), "");
    } catch (IOException | RuntimeException e) {
      // The Parquet reader throws several unchecked kinds on a broken footer.
      return new Footer(task, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
