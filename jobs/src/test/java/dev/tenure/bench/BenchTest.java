package dev.tenure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOf;
import dev.tenure.bench.DuckDbModels.Computed;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.night.MartBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What benchmarks measure is the work that they name. */
class BenchTest extends SparkSuite {
  @TempDir private Path folder;

  @Test
  void oneEventInAHundredIsDeliveredTwice() throws IOException {
    Path extract = folder.resolve("extract");
    new UsageFiles(5, 20).write(session(), extract, LocalDate.of(2025, 12, 30), 10, 0, 10_000);

    try (Stream<Path> files = Files.list(extract)) {
      DuckDbUsage usage =
          DuckDbUsage.of(files.filter(it -> it.toString().endsWith(".parquet")).toList(), folder);

      assertThat(usage.events()).isEqualTo(9_900);
      assertThat(usage.rows()).isBetween(10L * 5, 10L * 20 * 5);
    }
  }

  @Test
  void duckDbFindsTheRowsThatSparkWrote() {
    Company company = CompanyReader.read(Path.of("../conf/sample"));
    Catalogue catalogue = CatalogueReader.read(Path.of("../sql"), company);
    MartBuild build = new MartBuild(session(), company, catalogue, folder.resolve("tables"));

    Map<String, Double> tables =
        build.compute(
            AsOf.night(RevenueHistory.LAST),
            new RevenueHistory(20).tables(session(), catalogue),
            List.of(catalogue.model("mrr_items"), catalogue.model("main_plans")));

    assertThat(tables).containsKeys("mrr_items", "main_plans");
    assertThat(session().read().parquet(folder.resolve("tables/mrr_items").toString()).count())
        .isGreaterThan(300);
    assertThat(inDuckDb(catalogue)).singleElement().returns(true, Computed::isEqual);
    String plans = folder.resolve("tables/main_plans").toString();
    Dataset<Row> fewer = session().read().parquet(plans).limit(5).localCheckpoint();
    fewer.write().mode("overwrite").parquet(plans);
    assertThat(inDuckDb(catalogue)).singleElement().returns(false, Computed::isEqual);
  }

  private List<Computed> inDuckDb(Catalogue catalogue) {
    return new DuckDbModels(folder.resolve("tables"), RevenueHistory.LAST)
        .compute(List.of(catalogue.model("main_plans")));
  }
}
