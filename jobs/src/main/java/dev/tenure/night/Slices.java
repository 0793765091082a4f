package dev.tenure.night;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.model.SqlModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Snapshots of past days, computed from what was known on them and stored by their mart's step. */
final class Slices {
  private final BiFunction<AsOf, ModelGraph.Publisher, ModelGraph> graphs;
  private final OwnMarts ownMarts;
  private final RunFrame frame;
  private final Executor executor;
  private final Map<AsOf, Slice> slices = new HashMap<>();

  private record Slice(ModelGraph graph, Capture capture) {}

  Slices(
      RunFrame frame,
      OwnMarts ownMarts,
      Executor executor,
      BiFunction<AsOf, ModelGraph.Publisher, ModelGraph> graphs) {
    this.executor = executor;
    this.frame = frame;
    this.ownMarts = ownMarts;
    this.graphs = graphs;
  }

  /** The rows of a snapshot mart on a past day. */
  Dataset<Row> rows(SqlModel mart, AsOf asOf) {
    Slice slice = slice(asOf);
    synchronized (slice) {
      Computation.join(List.of(slice.graph().ready(mart.name())));
      return slice.capture().rows.get(mart.name());
    }
  }

  /** Prepares the rows of a mart on all days, some of them side by side. */
  void prepare(SqlModel mart) {
    List<CompletableFuture<Void>> days = new ArrayList<>();
    for (AsOf asOf : frame.slices()) {
      days.add(CompletableFuture.runAsync(() -> rows(mart, asOf), executor));
    }
    Computation.join(days);
  }

  private synchronized Slice slice(AsOf asOf) {
    return slices.computeIfAbsent(
        asOf,
        it -> {
          Capture capture = new Capture();
          return new Slice(graphs.apply(it, capture), capture);
        });
  }

  /** Keeps a slice's rows instead of writing them. */
  private final class Capture implements ModelGraph.Publisher {
    private final Map<String, Dataset<Row>> rows = new HashMap<>();

    @Override
    public Dataset<Row> publish(SqlModel mart, Dataset<Row> computed) {
      rows.put(mart.name(), computed);
      return computed;
    }

    @Override
    public void inspect(SqlModel view, Dataset<Row> computed) {}

    @Override
    public Dataset<Row> own(SqlModel mart, AsOfViews views) {
      return ownMarts.rows(mart, views, frame, List.of());
    }
  }
}
