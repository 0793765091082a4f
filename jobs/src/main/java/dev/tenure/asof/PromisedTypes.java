package dev.tenure.asof;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a model returns as its contract promises it. A field that a record within a row leaves out
 * is NULL, so that a mapping says only what its source knows.
 */
final class PromisedTypes {
  private PromisedTypes() {}

  /** Whether a returned type can be brought to the promised one without loss. */
  static boolean fits(DataType returned, DataType promised) {
    if (returned instanceof ArrayType from && promised instanceof ArrayType to) {
      return fits(from.elementType(), to.elementType());
    }
    if (returned instanceof StructType from && promised instanceof StructType to) {
      return Arrays.stream(from.fields())
          .allMatch(
              field ->
                  has(to, field.name())
                      && fits(field.dataType(), to.apply(field.name()).dataType()));
    }
    boolean areDecimals = returned instanceof DecimalType && promised instanceof DecimalType;
    return areDecimals
        || returned instanceof NullType
        || Cast.canUpCast(returned.asNullable(), promised.asNullable());
  }

  /** The value of a returned type that fits, in the promised one. */
  static Column cast(Column value, DataType returned, DataType promised) {
    if (returned.asNullable().equals(promised.asNullable())) {
      return value.cast(promised);
    }
    if (returned instanceof ArrayType from && promised instanceof ArrayType to) {
      return transform(value, it -> cast(it, from.elementType(), to.elementType())).cast(promised);
    }
    if (returned instanceof StructType from && promised instanceof StructType to) {
      Column[] fields =
          Arrays.stream(to.fields()).map(it -> field(value, from, it)).toArray(Column[]::new);
      return when(value.isNotNull(), struct(fields));
    }
    return value.cast(promised);
  }

  private static Column field(Column value, StructType from, StructField promised) {
    Column field =
        has(from, promised.name())
            ? cast(
                value.getField(promised.name()),
                from.apply(promised.name()).dataType(),
                promised.dataType())
            : lit(null).cast(promised.dataType());
    return field.as(promised.name());
  }

  private static boolean has(StructType type, String field) {
    return Arrays.asList(type.fieldNames()).contains(field);
  }
}
