package dev.tenure.night;

import static java.util.Collections.disjoint;

import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import dev.tenure.quality.CheckResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /**
   * What a person is told: each rule in full but for those of tables that read a broken one, which
   * may be broken for no other cause and are only named. A view that nobody reads is there to tell.
   */
  static List<String> told(List<CheckResult> fatal, Catalogue catalogue, RunFrame frame) {
    Set<String> broken = fatal.stream().map(CheckResult::table).collect(Collectors.toSet());
    List<String> told = new ArrayList<>();
    List<String> following = new ArrayList<>();
    for (CheckResult result : fatal) {
      if (isLookedAt(result.table(), catalogue)
          || disjoint(behind(result.table(), catalogue), broken)) {
        told.add(told(result, frame));
      } else {
        following.add("      %s: %s".formatted(result.table(), result.title()));
      }
    }
    if (!following.isEmpty()) {
      told.add("behind these, perhaps for the same cause:\n" + String.join("\n", following));
    }
    return told;
  }

  /** All that a table is made of. */
  private static Set<String> behind(String table, Catalogue catalogue) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(table));
    while (!open.isEmpty()) {
      catalogue.find(open.pop()).map(SqlModel::inputs).orElse(Set.of()).stream()
          .filter(found::add)
          .forEach(open::push);
    }
    return found;
  }

  private static boolean isLookedAt(String table, Catalogue catalogue) {
    return !catalogue.model(table).contract().write().isPublished()
        && catalogue.models().stream().noneMatch(model -> model.inputs().contains(table));
  }

  /** Rule, count, keys, and the command that shows the rest. */
  private static String told(CheckResult result, RunFrame frame) {
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
