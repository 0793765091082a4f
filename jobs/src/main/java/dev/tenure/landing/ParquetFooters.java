package dev.tenure.landing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
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
    // Shared, since options that are made without a configuration parse Hadoop's files each time.
    ParquetReadOptions options =
        HadoopReadOptions.builder(configuration)
            .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
            .build();
    List<Footer> footers =
        tasks.parallelStream().map(task -> read(task, configuration, options)).toList();
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

  private static Footer read(
      FileTask task, Configuration configuration, ParquetReadOptions options) {
    Path path = new Path(task.location());
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, configuration), options)) {
      FileMetaData metadata = reader.getFileMetaData();
      String sparkSchema = metadata.getKeyValueMetaData().getOrDefault(SPARK_SCHEMA, "");
      return new Footer(task, Optional.of(metadata.getSchema() + sparkSchema), "");
    } catch (IOException | RuntimeException e) {
      // The Parquet reader throws several unchecked kinds on a broken footer.
      return new Footer(task, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }
}
