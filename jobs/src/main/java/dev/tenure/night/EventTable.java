package dev.tenure.night;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import dev.tenure.contract.Contract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Facts that never change, once each by their key, kept by event_date. What is stored is not
 * written again when new facts come, however much it is.
 */
final class EventTable {
  static final String DAY = "event_date";
  static final String LANDING = "landing";
  static final String IS_DUPLICATE = "is_duplicate";
  private static final List<String> ARRIVAL = List.of("extract_date", "file", "record_number");
  private static final List<String> SKIPPED_BY = List.of(DAY, "extract_date", LANDING);
  private static final List<String> ORIGIN =
      List.of("extract_date", "file", "record_number", LANDING);

  private static final String IS_STORED = "is_stored";
  private static final Column RECORD = struct(col("file"), col("record_number"));
  private static final Column IS_NEW = not(col(IS_STORED)).and(col("place").equalTo(1));
  private static final Column IS_DISPLACED = col(IS_STORED).and(col("place").gt(1));

  /** The first new one after a stored one; those after it are duplicates of each other. */
  private static final Column IS_REPEATED =
      not(col(IS_STORED))
          .and(col("previous." + IS_STORED))
          .and(not(col("previous.record").equalTo(RECORD)));

  private final Workspace work;
  private final String path;

  EventTable(Workspace work, String path) {
    this.work = work;
    this.path = path;
  }

  /** Writes the table anew from all facts, of which each key has one. */
  void rebuild(Contract contract, Dataset<Row> facts) {
    Dataset<Row> rows = laidOut(facts.select(columns(contract)));
    work.store().replaceAll(path, rows, Map.of(), SKIPPED_BY);
  }

  /**
   * Adds facts. Those that are new are appended; only where one of them arrived before its stored
   * double, since its extract came late, their days are written again.
   *
   * @return how many were there already, brought by another record
   */
  long add(Contract contract, Dataset<Row> facts) {
    Dataset<Row> fresh = facts.select(columns(contract));
    TreeSet<LocalDate> days = Computation.days(fresh);
    if (days.isEmpty()) {
      return 0;
    }
    Dataset<Row> stored =
        work.store()
            .read(path, work.store().version(path))
            .filter(col(DAY).isin(days.toArray()))
            .select(columns(contract));
    Dataset<Row> ranked = ranked(contract, stored, fresh).localCheckpoint();
    Row counts = ranked.agg(count_if(IS_DISPLACED), count_if(IS_REPEATED), count_if(IS_NEW)).head();
    if (counts.getLong(0) > 0) {
      Dataset<Row> once = once(contract, stored.unionByName(fresh));
      work.store().replaceDays(path, Map.of(DAY, days), laidOut(once), Map.of());
    } else if (counts.getLong(2) > 0) {
      String[] record = arrivalOf(contract).toArray(String[]::new);
      Dataset<Row> isNew = ranked.filter(IS_NEW).select(columnsOf(arrivalOf(contract)));
      work.store().append(path, laidOut(fresh.join(isNew, record, "left_semi")).coalesce(1));
    }
    return counts.getLong(1);
  }

  /** Stored and new facts by key and arrival, each with its place and the one before. */
  private static Dataset<Row> ranked(Contract contract, Dataset<Row> stored, Dataset<Row> fresh) {
    Column[] names = columnsOf(arrivalOf(contract));
    WindowSpec byKey =
        Window.partitionBy(columnsOf(contract.grain()))
            .orderBy(
                Stream.concat(ARRIVAL.stream().map(name -> asc(name)), Stream.of(desc(IS_STORED)))
                    .toArray(Column[]::new));
    return stored
        .select(names)
        .withColumn(IS_STORED, lit(true))
        .unionByName(fresh.select(names).withColumn(IS_STORED, lit(false)))
        .withColumn("place", row_number().over(byKey))
        .withColumn("previous", lag(struct(col(IS_STORED), RECORD.as("record")), 1).over(byKey));
  }

  private static List<String> arrivalOf(Contract contract) {
    return Stream.concat(contract.grain().stream(), ARRIVAL.stream()).distinct().toList();
  }

  /**
   * The observations with {@code is_duplicate}: another one of its key, which keeps the contract as
   * well, arrived before it.
   */
  static Dataset<Row> marked(Contract contract, Dataset<Row> observed) {
    List<Column> key = new ArrayList<>(List.of(columnsOf(contract.grain())));
    key.add(col(Mapped.PROBLEM).isNull());
    return observed.withColumn(IS_DUPLICATE, arrival(key).gt(1));
  }

  /** Of several facts with one key the first that arrived stays. */
  private static Dataset<Row> once(Contract contract, Dataset<Row> facts) {
    return facts
        .withColumn("arrival", arrival(List.of(columnsOf(contract.grain()))))
        .filter(col("arrival").equalTo(1))
        .drop("arrival");
  }

  private static Column arrival(List<Column> key) {
    Column[] arrival = ARRIVAL.stream().map(name -> asc(name)).toArray(Column[]::new);
    return row_number().over(Window.partitionBy(key.toArray(Column[]::new)).orderBy(arrival));
  }

  private static Dataset<Row> laidOut(Dataset<Row> facts) {
    return facts.sortWithinPartitions(DAY);
  }

  private static Column[] columns(Contract contract) {
    List<String> names = new ArrayList<>(SKIPPED_BY);
    Stream.concat(ORIGIN.stream(), Arrays.stream(contract.schema().fieldNames()))
        .filter(name -> !names.contains(name))
        .forEach(names::add);
    return columnsOf(names);
  }

  private static Column[] columnsOf(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
