package dev.tenure.night;

import dev.tenure.quality.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Keeps the keys of rows that stopped a night, and tells a person of them. */
final class CheckFailures {
  private static final StructType SCHEMA =
      new StructType()
          .add("as_of_date", DataTypes.DateType)
          .add("run_id", DataTypes.StringType)
          .add("table_name", DataTypes.StringType)
          .add("rule", DataTypes.StringType)
          .add("rows_checked", DataTypes.LongType)
          .add("rows_failed", DataTypes.LongType)
          .add("row_key", DataTypes.StringType);

  private final Workspace work;

  CheckFailures(Workspace work) {
    this.work = work;
  }

  void keep(RunFrame frame, List<CheckResult> fatal) {
    List<Row> rows = new ArrayList<>();
    for (CheckResult result : fatal) {
      List<String> keys = result.keys().isEmpty() ? List.of("") : result.keys();
      for (String key : keys) {
        rows.add(
            RowFactory.create(
                frame.date(),
                frame.runId(),
                result.table(),
                result.title(),
                result.rowsChecked(),
                result.rowsFailed(),
                key));
      }
    }
    String path = work.home().table("ops/check_failures");
    work.store().append(path, work.session().createDataFrame(rows, SCHEMA).coalesce(1));
  }

  /** Rule, count, keys, and the command that shows the rest. */
  static String told(CheckResult result, RunFrame frame) {
    String keys =
        result.keys().stream().map(key -> "      " + key).collect(Collectors.joining("\n"));
    return "%s: %s — %,d of %,d rows break it, such as\n%s\n      all of them: ./tenure try %s --date %s --failing \"%s\""
        .formatted(
            result.table(),
            result.title(),
            result.rowsFailed(),
            result.rowsChecked(),
            keys,
            result.table(),
            frame.date(),
            result.title());
  }
}
