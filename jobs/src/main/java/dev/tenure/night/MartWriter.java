package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.SqlModel;
import dev.tenure.model.StampedColumns;
import dev.tenure.quality.CheckResult;
import dev.tenure.quality.TableChecks;
import dev.tenure.spark.Plans;
import dev.tenure.spark.ScanCounts;
import dev.tenure.store.DeltaStore;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes each mart once, in the columns and types of its contract with the stamps of the run, and
 * checks what was written in one scan.
 */
final class MartWriter implements ModelGraph.Publisher {
  private final Workspace work;
  private final Steps steps;
  private final RunFrame frame;
  private final Slices slices;
  private final Closes closes;
  private final OwnMarts ownMarts;
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final List<CheckResult> results = new ArrayList<>();

  MartWriter(
      Workspace work,
      Steps steps,
      RunFrame frame,
      Slices slices,
      Closes closes,
      OwnMarts ownMarts) {
    this.work = work;
    this.steps = steps;
    this.frame = frame;
    this.slices = slices;
    this.closes = closes;
    this.ownMarts = ownMarts;
  }

  @Override
  public Dataset<Row> publish(SqlModel mart, Dataset<Row> rows) {
    Contract contract = mart.contract();
    String path = work.home().table(contract.layer(), mart.name());
    Step step =
        steps.run(
            "mart." + mart.name(), frame.runId(), List.of(path), () -> write(mart, rows, path));
    long version = work.ledger().output(step, path);
    work.store().requirePortable(path, version);
    Dataset<Row> all = work.store().read(path, version);
    Dataset<Row> stored = today(contract, all);
    work.session().sparkContext().setJobDescription(ScanCounts.CHECK + mart.name());
    List<CheckResult> checked = TableChecks.check(contract, stored);
    synchronized (this) {
      versions.put(mart.name(), version);
      results.addAll(checked);
    }
    return contract.isTold() ? all : stored;
  }

  @Override
  public void inspect(SqlModel view, Dataset<Row> rows) {
    if (!view.contract().checks().isEmpty()) {
      List<CheckResult> checked = TableChecks.check(view.contract(), rows);
      synchronized (this) {
        results.addAll(checked);
      }
    }
  }

  @Override
  public Dataset<Row> own(SqlModel mart, AsOfViews views) {
    return ToldTables.isOwn(mart)
        ? new ToldTables(work).own(mart, views, frame, closes)
        : ownMarts.rows(mart, views, frame, results());
  }

  /** The Delta version of every mart written. */
  synchronized Map<String, Long> versions() {
    return new LinkedHashMap<>(versions);
  }

  synchronized List<CheckResult> results() {
    return List.copyOf(results);
  }

  private StepResult write(SqlModel mart, Dataset<Row> rows, String path) {
    Contract contract = mart.contract();
    Map<String, String> constraints = Map.of("key_is_present", keyIsPresent(contract));
    DeltaStore store = work.store();
    long version;
    Set<LocalDate> cut = cutDays(contract, path);
    boolean isToldAlready = contract.isTold() && frame.closes().isEmpty() && cut.isEmpty();
    if (isToldAlready && isAsPromised(contract, path)) {
      return StepResult.of(path, work.ledger().version(path), "rows", 0);
    }
    if (contract.write() == Write.REPLACE_AS_OF) {
      Dataset<Row> all = contract.isTold() ? told(mart, rows) : snapshots(mart, rows);
      Set<LocalDate> days = new TreeSet<>(frame.days(contract));
      days.addAll(cut);
      version = store.replaceDays(path, Map.of("as_of_date", days), laidOut(all), constraints);
    } else {
      version = store.replaceAll(path, laidOut(stamped(contract, rows, frame.asOf())), constraints);
    }
    long count =
        contract.write() == Write.REPLACE_AS_OF
            ? today(contract, store.read(path, version)).count()
            : store.rows(path, version);
    return StepResult.of(path, version, "rows", count);
  }

  private Dataset<Row> snapshots(SqlModel mart, Dataset<Row> rows) {
    Contract contract = mart.contract();
    Dataset<Row> all = stamped(contract, rows, frame.asOf());
    if (contract.isNews()) {
      return all;
    }
    slices.prepare(mart);
    List<Dataset<Row>> days = new ArrayList<>(List.of(all));
    for (AsOf slice : frame.slices()) {
      days.add(stamped(contract, slices.rows(mart, slice), slice));
    }
    return Plans.union(days);
  }

  /** The months that the run closes, and no other. */
  private Dataset<Row> told(SqlModel mart, Dataset<Row> rows) {
    Contract contract = mart.contract();
    Dataset<Row> all = stamped(contract, rows, frame.asOf()).limit(0);
    for (AsOf close : frame.closes()) {
      Dataset<Row> ofClose =
          mart.isBuiltInJava()
              ? rows.filter(col("closing_date").equalTo(lit(close.date())))
              : closes.rows(mart, close);
      all = all.unionByName(stamped(contract, ofClose, close));
    }
    return all;
  }

  /** What runs that nobody saw left of a mart that is told once. */
  private Set<LocalDate> cutDays(Contract contract, String path) {
    boolean isToldOnce = contract.isTold() || contract.isNews();
    return isToldOnce && work.exists(path)
        ? ownMarts.unpublishedDays(work.store().read(path, work.ledger().version(path)))
        : Set.of();
  }

  /** Whether a table is there, in the columns of its contract. */
  private boolean isAsPromised(Contract contract, String path) {
    if (!work.exists(path)) {
      return false;
    }
    Set<String> stored = Set.of(work.store().read(path, work.ledger().version(path)).columns());
    return stored.equals(
        StampedColumns.of(contract).stream().map(Column::name).collect(Collectors.toSet()));
  }

  private static Dataset<Row> laidOut(Dataset<Row> rows) {
    return rows.coalesce(2);
  }

  private static String keyIsPresent(Contract contract) {
    return StampedColumns.key(contract).stream()
        .map(name -> name + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  private Dataset<Row> stamped(Contract contract, Dataset<Row> rows, AsOf asOf) {
    Map<String, Object> stamps =
        Map.of(
            "run_id", frame.runId(),
            "known_on", asOf.knownOn(),
            "as_of_date", asOf.date(),
            "knowledge", frame.knowledge());
    return rows.select(
        StampedColumns.of(contract).stream()
            .map(
                column ->
                    contract.column(column.name()).isEmpty() && stamps.containsKey(column.name())
                        ? typed(column, lit(stamps.get(column.name())))
                        : typed(column, col(column.name())))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static org.apache.spark.sql.Column typed(
      Column column, org.apache.spark.sql.Column value) {
    return value.cast(column.type()).as(column.name(), column.field().metadata());
  }

  private Dataset<Row> today(Contract contract, Dataset<Row> stored) {
    return contract.write() == Write.REPLACE_AS_OF
        ? stored.filter(col("as_of_date").isin(checkedDays(contract)))
        : stored;
  }

  /** The slices that the run vouches for: its own day, or the months that it closes. */
  private Object[] checkedDays(Contract contract) {
    return contract.isTold() ? frame.days(contract).toArray() : new Object[] {frame.date()};
  }
}
