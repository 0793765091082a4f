package dev.tenure.night;

import static org.apache.spark.sql.functions.asc;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.tenure.contract.Contract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Facts that never change, once each by their key, kept by event_date. New facts rewrite the days
 * on which they happened and no other.
 */
final class EventTable {
  static final String DAY = "event_date";
  static final String LANDING = "landing";
  private static final List<String> ARRIVAL = List.of("extract_date", "file", "record_number");
  private static final List<String> ORIGIN =
      List.of("extract_date", "file", "record_number", LANDING);

  private final Workspace work;
  private final String path;

  EventTable(Workspace work, String path) {
    this.work = work;
    this.path = path;
  }

  /** Writes the table anew from all facts. */
  void rebuild(Contract contract, Dataset<Row> facts) {
    Dataset<Row> once = once(contract, facts.select(columns(contract)));
    work.store().replaceAll(path, laidOut(once), Map.of());
  }

  /** Adds facts, and tells the days that they touched. */
  List<LocalDate> add(Contract contract, Dataset<Row> facts) {
    Dataset<Row> fresh = facts.select(columns(contract));
    List<LocalDate> days =
        fresh.select(DAY).distinct().collectAsList().stream()
            .map(row -> row.getLocalDate(0))
            .toList();
    if (!days.isEmpty()) {
      Dataset<Row> stored =
          work.store()
              .read(path, work.store().version(path))
              .filter(col(DAY).isin(days.toArray()))
              .select(columns(contract));
      Dataset<Row> once = once(contract, stored.unionByName(fresh));
      work.store().replaceDays(path, DAY, new TreeSet<>(days), laidOut(once), Map.of());
    }
    return days;
  }

  /** The facts with {@code is_duplicate}: another one of its key arrived before it. */
  static Dataset<Row> marked(Contract contract, Dataset<Row> facts) {
    return facts.withColumn("is_duplicate", arrival(contract).gt(1));
  }

  /** Of several facts with one key the first that arrived stays. */
  static Dataset<Row> once(Contract contract, Dataset<Row> facts) {
    return facts
        .withColumn("arrival", arrival(contract))
        .filter(col("arrival").equalTo(1))
        .drop("arrival");
  }

  private static Column arrival(Contract contract) {
    Column[] key = contract.grain().stream().map(name -> col(name)).toArray(Column[]::new);
    Column[] arrival = ARRIVAL.stream().map(name -> asc(name)).toArray(Column[]::new);
    return row_number().over(Window.partitionBy(key).orderBy(arrival));
  }

  private static Dataset<Row> laidOut(Dataset<Row> facts) {
    return facts.sortWithinPartitions(DAY);
  }

  private static Column[] columns(Contract contract) {
    List<String> names = new ArrayList<>(Arrays.asList(contract.schema().fieldNames()));
    ORIGIN.stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
