package dev.tenure.night;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.Company;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Computes marts of core tables that somebody gives, outside of any warehouse and without its
 * ledger, checks and stamps. Every table on the way is written as Parquet and read from there, so
 * that another engine can be given the same.
 */
public final class MartBuild {
  private static final int THREADS = 3;

  private final Company company;
  private final Catalogue catalogue;
  private final AsOfSessions sessions;
  private final Path folder;

  /**
   * @param folder of the Parquet files, one folder for each table
   */
  public MartBuild(SparkSession session, Company company, Catalogue catalogue, Path folder) {
    this.company = company;
    this.catalogue = catalogue;
    this.sessions = new AsOfSessions(session, catalogue);
    this.folder = folder;
  }

  /**
   * Computes marts with all that they read.
   *
   * @param core core tables by name, as histories are stored; those left out have no rows
   * @return table → seconds from its inputs to its files
   */
  public Map<String, Double> compute(
      AsOf asOf, Map<String, Dataset<Row>> core, List<SqlModel> marts) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    Writer writer = new Writer();
    try {
      ModelGraph graph =
          new ModelGraph(
              catalogue,
              sessions.on(asOf),
              new GivenInputs(core),
              new JavaTables(company, catalogue, TriedPolicies.none()),
              writer,
              pool);
      List<CompletableFuture<Void>> all = new ArrayList<>();
      marts.forEach(mart -> all.add(graph.ready(mart.name())));
      Computation.join(all);
      return Map.copyOf(writer.seconds);
    } finally {
      pool.shutdown();
    }
  }

  private record GivenInputs(Map<String, Dataset<Row>> core) implements ModelGraph.Inputs {
    @Override
    public void registerStored(AsOfViews views, Contract table) {
      Dataset<Row> given = core.get(table.name());
      if (given != null) {
        views.history(table.name(), given);
        return;
      }
      views.empty(table.name());
      if (table.write() == Write.HISTORY) {
        views.empty(table.name() + "_history");
      }
    }

    @Override
    public void registerRaw(AsOfViews views, String view) {
      views.empty(view);
    }
  }

  /** Writes each table, and reads what it wrote. */
  private final class Writer implements ModelGraph.Publisher {
    private final Map<String, Double> seconds = new ConcurrentHashMap<>();

    @Override
    public Dataset<Row> publish(SqlModel mart, Dataset<Row> rows) {
      return written(mart.name(), rows);
    }

    @Override
    public Dataset<Row> share(SqlModel view, Dataset<Row> rows) {
      return written(view.name(), rows);
    }

    @Override
    public void inspect(SqlModel view, Dataset<Row> rows) {
      if (!seconds.containsKey(view.name())) {
        written(view.name(), rows);
      }
    }

    @Override
    public Dataset<Row> own(SqlModel mart, AsOfViews views) {
      return views.session().createDataFrame(List.of(), mart.contract().schema());
    }

    private Dataset<Row> written(String table, Dataset<Row> rows) {
      long start = System.nanoTime();
      String path = folder.resolve(table).toString();
      rows.write().parquet(path);
      seconds.put(table, (System.nanoTime() - start) / 1e9);
      return rows.sparkSession().read().schema(rows.schema()).parquet(path);
    }
  }
}
