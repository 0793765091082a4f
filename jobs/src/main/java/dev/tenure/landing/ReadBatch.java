package dev.tenure.landing;

import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/** Reads a batch on an executor; closes the open file also where the task ends early. */
record ReadBatch() implements FlatMapFunction<FileBatch, Row> {
  @Override
  public Iterator<Row> call(FileBatch batch) {
    BatchRows rows = new BatchRows(batch);
    TaskContext context = TaskContext.get();
    if (context != null) {
      TaskCompletionListener closing = ended -> close(rows, batch);
      context.addTaskCompletionListener(closing);
    }
    return rows;
  }

  private static void close(BatchRows rows, FileBatch batch) {
    try {
      rows.close();
    } catch (IOException e) {
      throw Errors.unreadable(Path.of(batch.tasks().get(0).location()), e);
    }
  }
}
