package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.when;

import dev.tenure.config.Company;
import dev.tenure.config.Connector;
import dev.tenure.config.Source;
import dev.tenure.night.Landed.SourceEntity;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes the vendor's own record out of what a connector wraps around it, so that one mapping reads
 * both. Adds {@code synced_at}, when the connector read the record, and {@code is_gone}, whether it
 * says that the record was deleted.
 */
final class Unwrapped {
  private final Company company;

  Unwrapped(Company company) {
    this.company = company;
  }

  Dataset<Row> of(Dataset<Row> records, List<SourceEntity> origins) {
    Column isWrapped = lit(false);
    boolean isAnyWrapped = false;
    for (String name : origins.stream().map(SourceEntity::source).distinct().toList()) {
      Source source = company.sources().get(name);
      if (source.connector() == Connector.AIRBYTE) {
        isAnyWrapped = true;
        isWrapped = isWrapped.or(col("source").equalTo(name));
      }
    }
    if (!isAnyWrapped) {
      return records
          .withColumn("synced_at", lit(null).cast("timestamp"))
          .withColumn("is_gone", lit(null).cast("boolean"));
    }
    Column read =
        coalesce(field("_airbyte_extracted_at"), field("_airbyte_emitted_at"), field("emitted_at"));
    Column payload = when(isWrapped, coalesce(inner(), col("payload"))).otherwise(col("payload"));
    return records
        .withColumn("synced_at", when(isWrapped, instant(read)))
        .withColumn("payload", payload)
        .withColumn("is_gone", when(isWrapped, field("_ab_cdc_deleted_at").isNotNull()));
  }

  /** The record inside, NULL where nothing is wrapped. */
  static Column inner() {
    return coalesce(field("_airbyte_data"), when(field("emitted_at").isNotNull(), field("data")));
  }

  private static Column field(String name) {
    return get_json_object(col("payload"), "$." + name);
  }

  /** Milliseconds since 1970, or a time in UTC. */
  private static Column instant(Column text) {
    Column inUtc = when(text.rlike("(Z|[+-][0-9]{2}(:?[0-9]{2})?)$"), text);
    return coalesce(
        timestamp_millis(text.try_cast("bigint")),
        inUtc.try_cast("timestamp"),
        org.apache.spark.sql.functions.concat(text, lit("Z")).try_cast("timestamp"));
  }
}
