package dev.tenure.contract;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A column that a contract promises.
 *
 * @param meaning what it says, with its unit
 * @param isRequired never NULL; in a core table a record without it goes to quarantine
 * @param isVolatile differs between two computations of the same night and stays out of checksums
 */
public record Column(
    String name, DataType type, String meaning, boolean isRequired, boolean isVolatile) {
  public Column {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(meaning, "meaning is null");
  }

  /** The column as Spark stores it, with its meaning as comment. */
  public StructField field() {
    return new StructField(
        name, type, true, new MetadataBuilder().putString("comment", meaning).build());
  }

  Column required() {
    return new Column(name, type, meaning, true, isVolatile);
  }
}
