package dev.tenure.landing;

import com.github.luben.zstd.ZstdIOException;
import dev.tenure.Errors;
import dev.tenure.config.Format;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.spark.sql.Row;

/** The rows of all records of a batch of files; holds one record in memory and one file open. */
final class BatchRows implements Iterator<Row>, Closeable {
  private final Iterator<FileTask> tasks;
  private final JsonText json = new JsonText();
  private FileTask task;
  private FileBytes bytes;
  private RecordReader reader;
  private long number;
  private Row row;

  BatchRows(FileBatch batch) {
    this.tasks = batch.tasks().iterator();
  }

  @Override
  public boolean hasNext() {
    while (row == null && (task != null || tasks.hasNext())) {
      try {
        advance();
      } catch (IOException e) {
        throw Errors.unreadable(Path.of(task.location()), e);
      }
    }
    return row != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more records");
    }
    Row next = row;
    row = null;
    return next;
  }

  private void advance() throws IOException {
    if (task == null) {
      task = tasks.next();
      number = 0;
      bytes = FileBytes.open(task);
    }
    Optional<RawRecord> record = nextOrBrokenCompression();
    if (record.isPresent()) {
      number++;
      row = RawColumns.row(task.file(), number, record.get());
    } else {
      bytes.verify();
      close();
      task = null;
    }
  }

  private Optional<RawRecord> nextOrBrokenCompression() throws IOException {
    try {
      if (reader == null) {
        reader = open();
      }
      return reader.next();
    } catch (ZipException | EOFException | ZstdIOException e) {
      reader = Optional::empty;
      String reason =
          "%s; after record %d nothing more can be unpacked".formatted(e.getMessage(), number);
      return Optional.of(new RawRecord.Malformed("\"\"", "compression", reason));
    }
  }

  private RecordReader open() throws IOException {
    if (task.format() instanceof Format.Csv csv) {
      return new CsvRecords(bytes.unpacked(), json, csv.delimiter());
    }
    if (task.format() instanceof Format.Json document) {
      return new JsonDocumentRecords(bytes.unpacked(), json, arrayName(document));
    }
    if (task.format() instanceof Format.JsonLines) {
      return new JsonLineRecords(bytes.unpacked(), json);
    }
    // The rows of Parquet come from a scan; here its bytes are only hashed.
    return Optional::empty;
  }

  private String arrayName(Format.Json document) throws IOException {
    try (FileBytes again = FileBytes.open(task)) {
      return new JsonPageArray(document.records()).find(again.unpacked(), json);
    } catch (ZipException | EOFException | ZstdIOException e) {
      return document.records();
    }
  }

  @Override
  public void close() throws IOException {
    reader = null;
    if (bytes != null) {
      bytes.close();
      bytes = null;
    }
  }
}
