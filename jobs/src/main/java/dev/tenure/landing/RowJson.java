package dev.tenure.landing;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows as JSON objects: instants in UTC with microseconds, decimals as texts, NULLs left out. */
final class RowJson {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "timeZone", "UTC",
          "dateFormat", "yyyy-MM-dd",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS");

  private RowJson() {}

  static Column of(Dataset<Row> rows) {
    Column[] values =
        Arrays.stream(rows.schema().fields())
            .map(
                field -> {
                  Column value = rows.col("`" + field.name().replace("`", "``") + "`");
                  return PlainValues.of(value, field.dataType()).as(field.name());
                })
            .toArray(Column[]::new);
    return to_json(struct(values), OPTIONS);
  }
}
