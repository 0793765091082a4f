package dev.tenure.night;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.tenure.config.Company;
import dev.tenure.config.Connector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the raw layer holds of a file.
 *
 * @param records how many records
 * @param malformed how many of them could not be read
 * @param columns the top-level fields that its first records have, in the order of their names
 * @param content a sum over its records, whatever their order
 */
record RawCount(long records, long malformed, List<String> columns, String content) {
  static final RawCount NONE = new RawCount(0, 0, List.of(), "");

  /** A field that none of these has is not delivered. */
  private static final int RECORDS_LOOKED_AT = 1_000;

  RawCount {
    columns = List.copyOf(columns);
  }

  /** Counts the files of some landings: {@link LandedFile#key} → what there is of it. */
  static Map<String, RawCount> of(Company company, Dataset<Row> raw, long firstLanding) {
    Map<String, RawCount> counts = new HashMap<>();
    raw.filter(col("landing").geq(firstLanding))
        .groupBy(LandedFile.KEY)
        .agg(
            count(lit(1)),
            count_if(col("problem").isNotNull()),
            columns(company),
            sum(xxhash64(col("payload")).cast("decimal(38,0)")).cast("string"))
        .collectAsList()
        .forEach(
            row ->
                counts.put(
                    row.getString(0),
                    new RawCount(
                        row.getLong(1), row.getLong(2), row.getList(3), row.getString(4))));
    return counts;
  }

  /** The fields of a file's first records, also those that a connector has wrapped. */
  private static Column columns(Company company) {
    Column keys = json_object_keys(col("payload"));
    boolean isAnyWrapped =
        company.sources().values().stream()
            .anyMatch(source -> source.connector() == Connector.AIRBYTE);
    if (isAnyWrapped) {
      Column none = array().cast("array<string>");
      keys = concat(coalesce(keys, none), coalesce(json_object_keys(Unwrapped.inner()), none));
    }
    Column first = when(col("record_number").leq(RECORDS_LOOKED_AT), keys);
    return array_sort(array_distinct(flatten(collect_set(first))));
  }
}
