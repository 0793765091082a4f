package dev.tenure.night;

import static org.apache.spark.sql.functions.lit;

import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.Catalogue;
import dev.tenure.model.GeneratedMarts;
import dev.tenure.model.RawViews;
import dev.tenure.model.SqlModel;
import dev.tenure.model.StampedColumns;
import dev.tenure.spark.Plans;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Gives every table of the catalogue its name in one set of as-of views, each after its inputs and
 * only if something asks for it. Tables that do not wait for each other are computed side by side.
 */
final class ModelGraph {
  private final Catalogue catalogue;
  private final AsOfViews views;
  private final Inputs inputs;
  private final JavaTables javaTables;
  private final Publisher publisher;
  private final Executor executor;
  private final Map<String, CompletableFuture<Void>> ready = new HashMap<>();
  private final Map<String, Integer> readers;

  /** Where the graph's leaves come from. */
  interface Inputs {
    /** Registers a core table's versions or facts, or an empty table where there are none. */
    void registerStored(AsOfViews views, Contract table);

    /** Registers the landed records behind a raw view. */
    void registerRaw(AsOfViews views, String view);
  }

  /** What becomes of a published table. */
  interface Publisher {
    /** Takes a mart's rows and answers with those that other models shall read. */
    Dataset<Row> publish(SqlModel mart, Dataset<Row> rows);

    /**
     * Keeps the rows of a view that several queries read. A checkpoint also cuts the plan, which
     * otherwise holds every model below it and takes longer to optimize than to run.
     */
    default Dataset<Row> share(SqlModel view, Dataset<Row> rows) {
      return rows.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
    }

    /** Looks at a table that is not stored. */
    void inspect(SqlModel view, Dataset<Row> rows);

    /** Rows that a run itself writes, such as data_quality. */
    Dataset<Row> own(SqlModel mart, AsOfViews views);
  }

  ModelGraph(
      Catalogue catalogue,
      AsOfViews views,
      Inputs inputs,
      JavaTables javaTables,
      Publisher publisher,
      Executor executor) {
    this.catalogue = catalogue;
    this.views = views;
    this.inputs = inputs;
    this.javaTables = javaTables;
    this.publisher = publisher;
    this.executor = executor;
    this.readers = readers(catalogue);
  }

  private static Map<String, Integer> readers(Catalogue catalogue) {
    Map<String, Integer> readers = new HashMap<>();
    catalogue.models().stream()
        .filter(model -> !model.contract().isMapping())
        .forEach(model -> model.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
    return readers;
  }

  AsOfViews views() {
    return views;
  }

  /** Resolves when the table can be read by its name. */
  synchronized CompletableFuture<Void> ready(String table) {
    CompletableFuture<Void> known = ready.get(table);
    if (known != null) {
      return known;
    }
    CompletableFuture<Void> future =
        RawViews.isRaw(table)
            ? run(() -> inputs.registerRaw(views, table))
            : ready(catalogue.model(table));
    ready.put(table, future);
    return future;
  }

  private CompletableFuture<Void> ready(SqlModel model) {
    Contract contract = model.contract();
    boolean isStored =
        JavaTables.isStored(contract) && !model.name().equals(BuiltTables.ACCOUNT_ATTRIBUTES);
    if (isStored) {
      return run(() -> inputs.registerStored(views, contract));
    }
    List<CompletableFuture<Void>> before = new ArrayList<>();
    model.inputs().forEach(input -> before.add(ready(input)));
    if (contract.takesAttributes()) {
      before.add(ready(BuiltTables.ACCOUNT_ATTRIBUTES));
    }
    if (isStamped(contract)) {
      before.add(ready(BuiltTables.POLICY_VALUES));
    }
    return CompletableFuture.allOf(before.toArray(CompletableFuture[]::new))
        .thenRunAsync(() -> register(model), executor);
  }

  private CompletableFuture<Void> run(Runnable registration) {
    return CompletableFuture.runAsync(registration, executor);
  }

  private void register(SqlModel model) {
    Contract contract = model.contract();
    views.session().sparkContext().setJobDescription(model.name() + " of " + views.asOf().date());
    if (contract.name().equals(BuiltTables.ACCOUNT_ATTRIBUTES)) {
      javaTables.registerAttributes(views);
      return;
    }
    Dataset<Row> rows = rows(model);
    if (contract.write().isPublished()) {
      views.computed(model.name(), publisher.publish(model, stamped(contract, rows)));
      return;
    }
    Dataset<Row> shared = shared(model, rows);
    views.computed(model.name(), shared);
    publisher.inspect(model, shared);
  }

  private Dataset<Row> rows(SqlModel model) {
    Contract contract = model.contract();
    if (!model.isBuiltInJava()) {
      Dataset<Row> rows = views.compute(model);
      return contract.takesAttributes() ? javaTables.withAttributes(views.session(), rows) : rows;
    }
    if (GeneratedMarts.dimension(contract).isPresent()) {
      return javaTables.wideMetrics(views.session(), views.asOf(), contract);
    }
    return switch (model.name()) {
      case BuiltTables.SETTINGS -> javaTables.settings(views.session(), views.asOf());
      case BuiltTables.METRIC_VALUES -> javaTables.metricValues(views.session());
      case BuiltTables.SURVIVAL_TESTS -> SurvivalTests.rows(views.session(), model.contract());
      default -> publisher.own(model, views);
    };
  }

  private boolean isStamped(Contract contract) {
    return contract.write().isPublished() && catalogue.find(BuiltTables.POLICY_VALUES).isPresent();
  }

  /** A mart says by which policies it was computed, unless it tells of them itself. */
  private Dataset<Row> stamped(Contract contract, Dataset<Row> rows) {
    String stamp = StampedColumns.POLICY_VERSION.name();
    return contract.column(stamp).isPresent()
        ? rows
        : rows.withColumn(stamp, lit(views.policyVersion()));
  }

  private Dataset<Row> shared(SqlModel model, Dataset<Row> rows) {
    if (model.name().equals(BuiltTables.POLICY_VALUES)) {
      return javaTables.policies(views.session(), rows);
    }
    return isShared(model) && !Plans.isSelection(rows) ? publisher.share(model, rows) : rows;
  }

  /**
   * Whether more than one query asks for a view; its checks are one. A mere selection is as quickly
   * computed again.
   */
  private boolean isShared(SqlModel model) {
    int checks = model.contract().checks().isEmpty() ? 0 : 1;
    return model.contract().write() == Write.VIEW
        && readers.getOrDefault(model.name(), 0) + checks > 1
        && !model.name().equals(BuiltTables.SETTINGS);
  }
}
