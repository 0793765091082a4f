package dev.tenure.landing;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes text of decimals, at any depth, since as JSON numbers small ones turn scientific. */
final class PlainValues {
  private PlainValues() {}

  static Column of(Column value, DataType type) {
    if (!holdsDecimal(type)) {
      return value;
    }
    if (type instanceof StructType struct) {
      return when(value.isNotNull(), fields(value, struct));
    }
    if (type instanceof ArrayType array) {
      return transform(value, element -> of(element, array.elementType()));
    }
    if (type instanceof MapType map) {
      return transform_values(value, (key, element) -> of(element, map.valueType()));
    }
    return value.cast(DataTypes.StringType);
  }

  private static Column fields(Column value, StructType struct) {
    return struct(
        Arrays.stream(struct.fields())
            .map(field -> of(value.getField(field.name()), field.dataType()).as(field.name()))
            .toArray(Column[]::new));
  }

  private static boolean holdsDecimal(DataType type) {
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields())
          .map(StructField::dataType)
          .anyMatch(PlainValues::holdsDecimal);
    }
    if (type instanceof ArrayType array) {
      return holdsDecimal(array.elementType());
    }
    if (type instanceof MapType map) {
      return holdsDecimal(map.valueType());
    }
    return type instanceof DecimalType;
  }
}
