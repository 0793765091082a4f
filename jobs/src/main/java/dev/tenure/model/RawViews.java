package dev.tenure.model;

import java.util.Locale;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The names and shapes of the views through which mappings read landed records. */
public final class RawViews {
  /** Where a record came from, its text, and what a connector has said of it. */
  public static final StructType RECORD =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("entity", DataTypes.StringType)
          .add("extract_date", DataTypes.DateType)
          .add("file", DataTypes.StringType)
          .add("record_number", DataTypes.LongType)
          .add("payload", DataTypes.StringType)
          .add("landing", DataTypes.LongType)
          .add("synced_at", DataTypes.TimestampType)
          .add("is_gone", DataTypes.BooleanType);

  /** What conf adds to every record: the fields that it names for this source. */
  public static final StructType CONFIGURED =
      new StructType()
          .add("account_reference", DataTypes.StringType)
          .add("segment_field", DataTypes.StringType)
          .add("region_field", DataTypes.StringType);

  private static final String PREFIX = "raw_";

  private RawViews() {}

  /** {@code raw_<vendor>_<entity>}, lower case. */
  public static String name(String vendor, String entity) {
    return PREFIX + vendor + "_" + entity.toLowerCase(Locale.ROOT);
  }

  public static boolean isRaw(String table) {
    return table.startsWith(PREFIX);
  }

  /** The columns of a raw view whose records have the given fields. */
  public static StructType schema(StructType fields) {
    StructType schema = fields;
    for (StructField configured : CONFIGURED.fields()) {
      schema = schema.add(configured);
    }
    return schema.add("record", RECORD);
  }
}
