package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.Hashes;
import dev.tenure.model.SqlModel;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tables that SQL computes of facts day by day, such as usage_days: only the days on which a new
 * fact happened are computed again.
 */
final class DerivedEvents {
  private static final String EXTRACT = "extract_date";

  private final Workspace work;

  DerivedEvents(Workspace work) {
    this.work = work;
  }

  void load(Steps steps, AsOf asOf) {
    for (SqlModel table : work.catalogue().where(it -> it.write() == Write.EVENTS)) {
      if (!table.isBuiltInJava()) {
        load(steps, asOf, table);
      }
    }
  }

  private void load(Steps steps, AsOf asOf, SqlModel table) {
    SqlModel facts = work.catalogue().model(table.inputs().iterator().next());
    String factsPath = work.home().table(facts.contract().layer(), facts.name());
    if (!work.exists(factsPath)) {
      return;
    }
    Step factsStep = work.ledger().lastDone("load." + facts.name()).orElseThrow();
    String path = work.home().table(table.contract().layer(), table.name());
    String name = "load." + table.name();
    LoadDetail held = LoadDetail.parse(factsStep.detail());
    String code = Hashes.sha256(table.hash() + held.code());
    Optional<Step> last = work.ledger().lastDone(name);
    boolean isRebuild =
        last.filter(it -> isOf(it, code + "\n" + held.files()))
            .or(() -> last.filter(it -> isOf(it, code + "\n" + held.grownFrom())))
            .isEmpty();
    long known = isRebuild ? -1 : last.orElseThrow().counts().getOrDefault("landing", -1L);
    steps.run(
        name,
        code + factsStep.inputHash(),
        List.of(path),
        () ->
            load(
                asOf,
                table,
                facts.contract(),
                factsPath,
                path,
                known,
                code + "\n" + held.files(),
                factsStep));
  }

  /** Whether a load ended with this code and these facts. */
  private static boolean isOf(Step load, String detail) {
    return load.detail().equals(detail);
  }

  private StepResult load(
      AsOf asOf,
      SqlModel table,
      Contract facts,
      String factsPath,
      String path,
      long knownLanding,
      String detail,
      Step factsStep) {
    Dataset<Row> stored = work.store().read(factsPath, work.ledger().version(factsPath));
    long landing = factsStep.counts().getOrDefault("landing", 0L);
    long rows;
    if (knownLanding < 0) {
      Dataset<Row> all = compute(asOf, table, facts, stored);
      work.store().replaceAll(path, all.coalesce(2).sortWithinPartitions(EventTable.DAY), Map.of());
      rows = work.store().read(path, work.store().version(path)).count();
    } else {
      Map<String, TreeSet<LocalDate>> touched = touched(table, stored, knownLanding);
      TreeSet<LocalDate> days = touched.get(EventTable.DAY);
      rows = days.size();
      if (!days.isEmpty()) {
        Dataset<Row> some = compute(asOf, table, facts, stored.filter(isOf(touched)));
        work.store().replaceDays(path, touched, some.coalesce(1), Map.of());
      }
    }
    return new StepResult(
        Map.of(path, work.store().version(path)),
        Map.of(knownLanding < 0 ? "rows" : "days", rows, "landing", landing),
        detail);
  }

  /**
   * The days of the new facts; where the table is kept by extract too, only what these extracts
   * told of the days, so that nothing stored is read or written again.
   */
  private static Map<String, TreeSet<LocalDate>> touched(
      SqlModel table, Dataset<Row> stored, long knownLanding) {
    Map<String, TreeSet<LocalDate>> touched = new HashMap<>();
    touched.put(EventTable.DAY, new TreeSet<>());
    List<String> kept =
        table.contract().grain().contains(EXTRACT)
            ? List.of(EventTable.DAY, EXTRACT)
            : List.of(EventTable.DAY);
    stored
        .filter(col(EventTable.LANDING).gt(knownLanding))
        .select(kept.stream().map(name -> col(name)).toArray(Column[]::new))
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                kept.forEach(
                    name ->
                        touched
                            .computeIfAbsent(name, it -> new TreeSet<>())
                            .add(row.<LocalDate>getAs(name))));
    return touched;
  }

  private static Column isOf(Map<String, TreeSet<LocalDate>> days) {
    return days.entrySet().stream()
        .map(column -> col(column.getKey()).isin(column.getValue().toArray()))
        .reduce(lit(true), Column::and);
  }

  private Dataset<Row> compute(AsOf asOf, SqlModel table, Contract facts, Dataset<Row> rows) {
    AsOfViews views = work.sessions().on(asOf);
    views.computed(facts.name(), rows);
    return views.compute(table);
  }
}
