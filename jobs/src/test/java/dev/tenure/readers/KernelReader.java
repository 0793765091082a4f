package dev.tenure.readers;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Delta Kernel, which knows nothing of Spark. */
final class KernelReader {
  private final Engine engine = DefaultEngine.create(new Configuration());

  /** Every row of a version, its values in order. */
  void read(String table, long version, Consumer<List<Object>> rows) throws IOException {
    Scan scan = snapshot(table, version).getScanBuilder().build();
    Row state = scan.getScanState(engine);
    StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> files = batches.next().getRows()) {
          while (files.hasNext()) {
            read(state, physical, files.next(), rows);
          }
        }
      }
    }
  }

  private void read(Row state, StructType physical, Row file, Consumer<List<Object>> rows)
      throws IOException {
    CloseableIterator<FileReadResult> read =
        engine
            .getParquetHandler()
            .readParquetFiles(
                Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                physical,
                Optional.empty());
    CloseableIterator<ColumnarBatch> data = read.map(FileReadResult::getData);
    try (CloseableIterator<FilteredColumnarBatch> logical =
        Scan.transformPhysicalData(engine, state, file, data)) {
      while (logical.hasNext()) {
        add(logical.next(), rows);
      }
    }
  }

  private static void add(FilteredColumnarBatch batch, Consumer<List<Object>> rows) {
    ColumnarBatch data = batch.getData();
    Optional<ColumnVector> chosen = batch.getSelectionVector();
    for (int row = 0; row < data.getSize(); row++) {
      if (chosen.isEmpty() || chosen.get().getBoolean(row)) {
        List<Object> values = new ArrayList<>();
        for (int column = 0; column < data.getSchema().length(); column++) {
          values.add(value(data.getColumnVector(column), row));
        }
        rows.accept(values);
      }
    }
  }

  /** Names with the types of contracts. */
  List<String> columns(String table, long version) {
    return snapshot(table, version).getSchema().fields().stream()
        .map(field -> field.getName() + " " + name(field.getDataType()))
        .toList();
  }

  private Snapshot snapshot(String table, long version) {
    return TableManager.loadSnapshot(table).atVersion(version).build(engine);
  }

  private static Object value(ColumnVector column, int row) {
    DataType type = column.getDataType();
    if (column.isNullAt(row)) {
      return null;
    }
    if (type instanceof StringType) {
      return column.getString(row);
    }
    if (type instanceof IntegerType) {
      return column.getInt(row);
    }
    if (type instanceof LongType) {
      return column.getLong(row);
    }
    if (type instanceof DoubleType) {
      return column.getDouble(row);
    }
    if (type instanceof BooleanType) {
      return column.getBoolean(row);
    }
    if (type instanceof DateType) {
      return LocalDate.ofEpochDay(column.getInt(row));
    }
    if (type instanceof TimestampType) {
      return Instant.EPOCH.plus(column.getLong(row), ChronoUnit.MICROS);
    }
    if (type instanceof DecimalType) {
      return column.getDecimal(row);
    }
    ArrayValue array = column.getArray(row);
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < array.getSize(); i++) {
      elements.add(value(array.getElements(), i));
    }
    return elements;
  }

  private static String name(DataType type) {
    if (type instanceof ArrayType array) {
      return "ARRAY<" + name(array.getElementType()) + ">";
    }
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    return switch (type.toString()) {
      case "integer" -> "INT";
      case "long" -> "BIGINT";
      default -> type.toString().toUpperCase(Locale.ROOT);
    };
  }
}
