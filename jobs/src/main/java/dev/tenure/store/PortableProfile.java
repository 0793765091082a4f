package dev.tenure.store;

import dev.tenure.Errors;
import dev.tenure.contract.PortableColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Protocol;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a mart's Delta table must be for every reader to open it: reader version 1 without reader
 * features, so neither deletion vectors nor mapped columns, names and types that all of them know,
 * and instants as microseconds and not as INT96.
 */
final class PortableProfile {
  private PortableProfile() {}

  /** What some reader would not understand; nothing where all is well. */
  static List<String> problems(
      Snapshot snapshot, List<java.nio.file.Path> files, Configuration hadoop) {
    List<String> problems = new ArrayList<>(protocol(snapshot.protocol()));
    StructType columns = snapshot.metadata().schema();
    problems.addAll(PortableColumns.problems(columns));
    boolean hasInstants =
        List.of(columns.fields()).stream()
            .anyMatch(column -> column.dataType().equals(DataTypes.TimestampType));
    if (hasInstants) {
      files.forEach(file -> problems.addAll(instants(file, hadoop)));
    }
    return problems;
  }

  private static List<String> protocol(Protocol protocol) {
    Set<String> features =
        new TreeSet<>(CollectionConverters.asJava(protocol.readerFeatureNames()));
    if (protocol.minReaderVersion() == 1 && features.isEmpty()) {
      return List.of();
    }
    return List.of(
        "it asks for version %d of Delta's readers and for %s"
            .formatted(protocol.minReaderVersion(), features));
  }

  private static List<String> instants(java.nio.file.Path file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.toUri()), hadoop))) {
      return reader.getFileMetaData().getSchema().getFields().stream()
          .filter(PortableProfile::isInt96)
          .map(column -> "%s holds %s as INT96".formatted(file.getFileName(), column.getName()))
          .toList();
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  private static boolean isInt96(Type column) {
    return column.isPrimitive()
        && column.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT96;
  }
}
