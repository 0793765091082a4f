package dev.tenure.cli;

import dev.tenure.asof.AsOf;
import dev.tenure.bench.DuckDbModels;
import dev.tenure.bench.RevenueHistory;
import dev.tenure.config.Company;
import dev.tenure.contract.Layer;
import dev.tenure.contract.Write;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.model.SqlModel;
import dev.tenure.night.MartBuild;
import dev.tenure.night.Progress;
import dev.tenure.spark.Sessions;
import dev.tenure.spark.Workload;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "revenue",
    description =
        "Measures all revenue marts of many accounts with three years of changes, from core tables to files, and DuckDB "
            + "on those models whose SQL it reads as well.",
    footer = {"", "JSON: accounts, seconds, tables (seconds), duckdb (model, seconds, is_equal)."})
final class BenchRevenueVerb implements Runnable {
  private static final String OWNER = "finance";

  @Mixin private BenchFolder folder;
  @Mixin private Output output;

  @Option(
      names = "--accounts",
      defaultValue = "100000",
      description = "How many accounts, each with thirty states of its items (default: 100,000).")
  private long accounts;

  @Override
  public void run() {
    output.tell(folder.measure(this::measured));
  }

  private BenchRevenueAnswer measured(Path folder) {
    Progress progress = output.progress();
    progress.say("Measuring in " + folder + "; nothing else should run beside it.");
    Company company = new Place().company();
    Catalogue catalogue = CatalogueReader.read(Place.models(), company);
    SparkSession session = Sessions.open(company.zone(), folder);
    Sessions.expect(session, Workload.LARGE);
    Map<String, Dataset<Row>> core = new HashMap<>();
    new RevenueHistory(accounts)
        .tables(session, catalogue)
        .forEach((table, rows) -> core.put(table, stored(rows, folder.resolve("core/" + table))));
    progress.say("  the core tables are written");
    Path tables = folder.resolve("tables");
    List<SqlModel> marts = marts(catalogue);
    long start = System.nanoTime();
    Map<String, Double> seconds =
        new MartBuild(session, company, catalogue, tables)
            .compute(AsOf.night(RevenueHistory.LAST), core, marts);
    double all = (System.nanoTime() - start) / 1e9;
    progress.say("  Spark has computed %d tables".formatted(seconds.size()));
    List<DuckDbModels.Computed> inDuckDb =
        new DuckDbModels(tables, RevenueHistory.LAST)
            .compute(catalogue.models().stream().filter(it -> it.sql().isPresent()).toList());
    return new BenchRevenueAnswer(accounts, all, seconds, inDuckDb);
  }

  /** The marts that finance owns, but for what tells of nights. */
  private static List<SqlModel> marts(Catalogue catalogue) {
    return catalogue.where(
        contract ->
            contract.layer() == Layer.MARTS
                && contract.owner().equals(OWNER)
                && contract.write().isPublished()
                && contract.write() != Write.VIEW);
  }

  private static Dataset<Row> stored(Dataset<Row> rows, Path path) {
    rows.write().parquet(path.toString());
    return rows.sparkSession().read().schema(rows.schema()).parquet(path.toString());
  }
}
