package dev.tenure.landing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tenure.config.Format;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads files into raw records, one row each: source STRING, entity STRING, extract_date DATE, file
 * STRING (relative to the inbox), file_sha256 STRING, record_number BIGINT (from 1 in each file),
 * payload STRING (JSON text), problem STRING (the rule that a malformed record breaks, else NULL)
 * and reason STRING.
 *
 * <p>CSV and JSON files, however many, are shared out evenly over a few tasks; the Parquet files of
 * an entity are one scan. All files are hashed again in the tasks, so that an action fails with a
 * {@link dev.tenure.TenureException} among its causes if one is no longer what the inbox held.
 */
public final class Records {
  /** More batches than cores, so that one slow batch does not hold up the rest. */
  private static final int BATCHES_PER_CORE = 4;

  private final SparkSession session;
  private final Inbox inbox;

  public Records(SparkSession session, Inbox inbox) {
    this.session = requireNonNull(session, "session is null");
    this.inbox = requireNonNull(inbox, "inbox is null");
  }

  /** The records of files, which are read when an action asks for them, and by every one again. */
  public Dataset<Row> read(List<InboxFile> files) {
    List<FileTask> tasks = files.stream().map(file -> FileTask.of(inbox, file)).toList();
    Dataset<Row> records = null;
    for (List<FileTask> scan : parquetByEntity(tasks)) {
      Dataset<Row> scanned = new ParquetScan(session, scan).records();
      records = records == null ? scanned : records.unionAll(scanned);
    }
    // Last, since the hash of a Parquet file is to be taken after its scan.
    Dataset<Row> texts = RawColumns.dataset(session, rows(tasks));
    return records == null ? texts : records.unionAll(texts);
  }

  private JavaRDD<Row> rows(List<FileTask> tasks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    if (tasks.isEmpty()) {
      return context.emptyRDD();
    }
    int batches = BATCHES_PER_CORE * context.defaultParallelism();
    List<FileBatch> balanced = FileBatch.balanced(tasks, batches);
    return context.parallelize(balanced, balanced.size()).flatMap(new ReadBatch());
  }

  private static List<List<FileTask>> parquetByEntity(List<FileTask> tasks) {
    Map<List<String>, List<FileTask>> scans =
        tasks.stream()
            .filter(task -> task.format() instanceof Format.Parquet)
            .collect(
                groupingBy(
                    task -> List.of(task.file().source(), task.file().entity()),
                    LinkedHashMap::new,
                    toList()));
    return List.copyOf(scans.values());
  }
}
