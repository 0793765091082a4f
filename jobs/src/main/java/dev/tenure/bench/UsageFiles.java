package dev.tenure.bench;

import static org.apache.spark.sql.functions.expr;

import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * Product events of any number as Parquet files, the same each time: texts as ids, one in a hundred
 * delivered twice, of people who do five things again and again on each day.
 *
 * @param accounts how many accounts the events are of
 * @param people how many people
 */
public record UsageFiles(int accounts, int people) {
  /** What the id of every person begins with. */
  public static final String PERSON = "bench-";

  private static final long FILE_EVENTS = 2_000_000;
  private static final int DUPLICATE_EVERY = 100;

  /**
   * Writes the files of one extract.
   *
   * @param folder of the extract, which is made
   * @param days over how many days the events lie, of which the extract's is the last
   * @param first the number of the first event, from which its id is made
   * @param events how many, repeated ones among them
   */
  public void write(
      SparkSession session, Path folder, LocalDate extractDate, int days, long first, long events) {
    int files = (int) Math.max(1, events / FILE_EVENTS);
    session
        .range(first, first + events, 1, files)
        .withColumn("event", expr("IF(pmod(id, %d) = 1, id - 1, id)".formatted(DUPLICATE_EVERY)))
        .withColumn("person", expr("pmod(xxhash64(event, 'person'), %d)".formatted(people)))
        .withColumn("day", expr("pmod(xxhash64(event, 'day'), %d)".formatted(days)))
        .select(
            text("md5(CAST(event AS STRING))", "message_id"),
            text("format_string('001%015d', person % " + accounts + ")", "account_id"),
            text("concat('" + PERSON + "', person)", "user_id"),
            text(
                "element_at(array('login', 'export', 'report', 'share', 'comment'),"
                    + " CAST(1 + pmod(xxhash64(person, day), 2) + pmod(event, 4) AS INT))",
                "event"),
            text(
                "timestamp_micros(unix_micros(TIMESTAMP '%s 12:00:00Z') - day * 86400000000"
                        .formatted(extractDate)
                    + " + pmod(xxhash64(event), 21600000000))",
                "timestamp"),
            text("concat('{\"rows\":', event % 97, '}')", "properties"))
        .write()
        .option("compression", "snappy")
        .parquet(folder.toString());
  }

  private static Column text(String expression, String name) {
    return expr(expression).as(name);
  }
}
