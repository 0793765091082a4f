package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Write;
import dev.tenure.model.Hashes;
import dev.tenure.model.SqlModel;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tables that SQL computes of facts day by day, such as usage_days, and those computed of these:
 * only the days on which a new fact happened are computed again.
 */
final class DerivedEvents {
  private static final String EXTRACT = "extract_date";

  private final Workspace work;
  private final Set<String> loaded = new HashSet<>();

  DerivedEvents(Workspace work) {
    this.work = work;
  }

  void load(Steps steps, AsOf asOf) {
    work.catalogue().where(it -> it.write() == Write.EVENTS).stream()
        .filter(DerivedEvents::isDerived)
        .forEach(table -> load(steps, asOf, table));
  }

  private static boolean isDerived(SqlModel table) {
    return !table.isBuiltInJava();
  }

  /** Loads a table after the one that it is computed of. */
  private void load(Steps steps, AsOf asOf, SqlModel table) {
    if (!loaded.add(table.name())) {
      return;
    }
    SqlModel input = input(table);
    SqlModel facts = input;
    String hash = table.hash();
    while (isDerived(facts)) {
      load(steps, asOf, facts);
      hash = Hashes.sha256(hash + facts.hash());
      facts = input(facts);
    }
    String factsPath = path(facts);
    if (!work.exists(factsPath)) {
      return;
    }
    Step factsStep = work.ledger().lastDone("load." + facts.name()).orElseThrow();
    String name = "load." + table.name();
    LoadDetail held = LoadDetail.parse(factsStep.detail());
    String code = Hashes.sha256(hash + held.code());
    Optional<Step> last = work.ledger().lastDone(name);
    boolean isRebuild =
        last.filter(it -> isOf(it, code + "\n" + held.files()))
            .or(() -> last.filter(it -> isOf(it, code + "\n" + held.grownFrom())))
            .isEmpty();
    long known = isRebuild ? -1 : last.orElseThrow().counts().getOrDefault("landing", -1L);
    Task task = new Task(table, input, facts, known, code + "\n" + held.files(), factsStep);
    steps.run(name, code + factsStep.inputHash(), List.of(path(table)), () -> load(asOf, task));
  }

  private SqlModel input(SqlModel table) {
    return work.catalogue().model(table.inputs().iterator().next());
  }

  private String path(SqlModel table) {
    return work.home().table(table.contract().layer(), table.name());
  }

  private Dataset<Row> stored(SqlModel table) {
    return work.store().read(path(table), work.ledger().version(path(table)));
  }

  /** Whether a load ended with this code and these facts. */
  private static boolean isOf(Step load, String detail) {
    return load.detail().equals(detail);
  }

  /**
   * What is to be loaded.
   *
   * @param input what the table is computed of: the facts, or a table computed of them
   * @param known the landing up to which the table holds the facts already, -1 for a rebuild
   * @param detail what the ledger keeps of the load
   */
  private record Task(
      SqlModel table, SqlModel input, SqlModel facts, long known, String detail, Step factsStep) {
    boolean isRebuild() {
      return known < 0;
    }
  }

  private StepResult load(AsOf asOf, Task task) {
    String path = path(task.table());
    long rows;
    if (task.isRebuild()) {
      Dataset<Row> all = compute(asOf, task, stored(task.input()));
      work.store().replaceAll(path, all.coalesce(2).sortWithinPartitions(EventTable.DAY), Map.of());
      rows = work.store().rows(path, work.store().version(path));
    } else {
      Map<String, TreeSet<LocalDate>> touched =
          touched(task.table(), stored(task.facts()), task.known());
      TreeSet<LocalDate> days = touched.get(EventTable.DAY);
      rows = days.size();
      if (!days.isEmpty()) {
        Dataset<Row> some = compute(asOf, task, stored(task.input()).filter(isOf(touched)));
        work.store().replaceDays(path, touched, some.coalesce(1), Map.of());
      }
    }
    return new StepResult(
        Map.of(path, work.store().version(path)),
        Map.of(
            task.isRebuild() ? "rows" : "days",
            rows,
            "landing",
            task.factsStep().counts().getOrDefault("landing", 0L)),
        task.detail());
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

  private Dataset<Row> compute(AsOf asOf, Task task, Dataset<Row> rows) {
    AsOfViews views = work.sessions().on(asOf);
    views.computed(task.input().name(), rows);
    return views.compute(task.table());
  }
}
