package dev.tenure.history;

import static org.apache.spark.sql.functions.broadcast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What evidence needs of the calendar, as small tables to join with. */
final class CalendarTables {
  private static final StructType KINDS =
      new StructType()
          .add("_source", DataTypes.StringType)
          .add("_date", DataTypes.DateType)
          .add("_is_full", DataTypes.BooleanType)
          .add("_next_full", DataTypes.DateType);
  private static final StructType SEGMENTS =
      new StructType()
          .add("_source", DataTypes.StringType)
          .add("_starts", DataTypes.DateType)
          .add("_ends", DataTypes.DateType)
          .add("_first_full", DataTypes.DateType)
          .add("_next_full", DataTypes.DateType);

  private final SparkSession spark;
  private final ExtractCalendar loaded;

  CalendarTables(SparkSession spark, ExtractCalendar loaded) {
    this.spark = spark;
    this.loaded = loaded;
  }

  /** Each given extract with its kind and the next full one of its source among the loaded. */
  Dataset<Row> kinds(ExtractCalendar extracts) {
    List<Row> rows = new ArrayList<>();
    for (String source : extracts.sources()) {
      NavigableSet<LocalDate> full = loaded.fullDatesOf(source);
      for (LocalDate date : extracts.datesOf(source)) {
        rows.add(RowFactory.create(source, date, full.contains(date), full.higher(date)));
      }
    }
    return table(rows, KINDS);
  }

  /**
   * The stretches of time between the new extracts of a source, both ends excluded and open where
   * NULL, with the first earlier loaded full date inside and the first full date from the end on.
   */
  Dataset<Row> segments(ExtractCalendar newExtracts) {
    ExtractCalendar earlier = loaded.without(newExtracts);
    return table(
        newExtracts.sources().stream()
            .flatMap(source -> segments(source, newExtracts, earlier))
            .toList(),
        SEGMENTS);
  }

  private Stream<Row> segments(
      String source, ExtractCalendar newExtracts, ExtractCalendar earlier) {
    NavigableSet<LocalDate> earlierFull = earlier.fullDatesOf(source);
    NavigableSet<LocalDate> anyFull = loaded.fullDatesOf(source);
    List<Row> rows = new ArrayList<>();
    LocalDate starts = null;
    for (LocalDate ends : newExtracts.datesOf(source)) {
      LocalDate firstFull = starts == null ? null : earlierFull.higher(starts);
      boolean isInside = firstFull != null && firstFull.isBefore(ends);
      rows.add(
          RowFactory.create(
              source, starts, ends, isInside ? firstFull : null, anyFull.ceiling(ends)));
      starts = ends;
    }
    rows.add(RowFactory.create(source, starts, null, earlierFull.higher(starts), null));
    return rows.stream();
  }

  private Dataset<Row> table(List<Row> rows, StructType schema) {
    return broadcast(spark.createDataFrame(rows, schema));
  }
}
