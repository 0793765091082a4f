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
 * @param content a sum over its records, whatever their order; empty where nobody asked for it
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
    return of(company, raw, firstLanding, lit(""));
  }

  /** The same with the content, for what no hash of a file tells apart; reads every record. */
  static Map<String, RawCount> withContent(Company company, Dataset<Row> raw, long firstLanding) {
    Column content = sum(xxhash64(col("payload")).cast("decimal(38,0)")).cast("string");
    return of(company, raw, firstLanding, content);
  }

  private static Map<String, RawCount> of(
      Company company, Dataset<Row> raw, long firstLanding, Column content) {
    Dataset<Row> landed = raw.filter(col("landing").geq(firstLanding));
    Map<String, List<String>> columns = columns(company, landed);
    Map<String, RawCount> counts = new HashMap<>();
    landed
        .groupBy(LandedFile.KEY)
        .agg(count(lit(1)), count_if(col("problem").isNotNull()), content)
        .collectAsList()
        .forEach(
            row ->
                counts.put(
                    row.getString(0),
                    new RawCount(
                        row.getLong(1),
                        row.getLong(2),
                        columns.getOrDefault(row.getString(0), List.of()),
                        row.getString(3))));
    return counts;
  }

  /** The fields of each file's first records, also those that a connector has wrapped. */
  private static Map<String, List<String>> columns(Company company, Dataset<Row> landed) {
    Column keys = json_object_keys(col("payload"));
    boolean isAnyWrapped =
        company.sources().values().stream()
            .anyMatch(source -> source.connector() == Connector.AIRBYTE);
    if (isAnyWrapped) {
      Column none = array().cast("array<string>");
      keys = concat(coalesce(keys, none), coalesce(json_object_keys(Unwrapped.inner()), none));
    }
    Map<String, List<String>> columns = new HashMap<>();
    landed
        .filter(col("record_number").leq(RECORDS_LOOKED_AT))
        .groupBy(LandedFile.KEY)
        .agg(array_sort(array_distinct(flatten(collect_set(keys)))))
        .collectAsList()
        .forEach(row -> columns.put(row.getString(0), row.getList(1)));
    return columns;
  }
}
