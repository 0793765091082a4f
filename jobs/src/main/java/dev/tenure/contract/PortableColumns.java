package dev.tenure.contract;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Which columns every reader of a mart knows: Delta's libraries, DuckDB, pandas, PostgreSQL. */
public final class PortableColumns {
  private static final List<DataType> TYPES =
      List.of(
          DataTypes.StringType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DoubleType,
          DataTypes.BooleanType,
          DataTypes.DateType,
          DataTypes.TimestampType);

  private PortableColumns() {}

  /** What some reader would not understand of a mart's columns; nothing where all is well. */
  public static List<String> problems(StructType columns) {
    List<String> problems = new ArrayList<>();
    for (StructField column : columns.fields()) {
      if (!column.name().matches("[a-z][a-z0-9_]*")) {
        problems.add(
            "the column '%s' of a mart is not lower case letters of ASCII, digits and _"
                .formatted(column.name()));
      }
      if (!isPortable(column.dataType())) {
        problems.add(
            "the column '%s' of a mart is %s, which not every reader knows; use STRING, INT, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, DECIMAL or an ARRAY of one of them"
                .formatted(column.name(), column.dataType().sql()));
      }
    }
    return problems;
  }

  private static boolean isPortable(DataType type) {
    return isScalar(type) || (type instanceof ArrayType array && isScalar(array.elementType()));
  }

  private static boolean isScalar(DataType type) {
    return TYPES.contains(type) || type instanceof DecimalType;
  }
}
