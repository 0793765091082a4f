package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.CatalogueFiles;
import dev.tenure.night.Night.Order;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells a reader to write: a metric in two files, a dimension in three lines. */
class RecipesTest extends SparkSuite {
  private static final Path SHIPPED = Path.of("../sql");
  private static final String DECEMBER =
      " WHERE metric = 'arr' AND dimension = 'all' AND period = DATE '2024-12-01'";

  @TempDir private Path folder;
  private Path conf;

  @BeforeEach
  void writeCompany() throws IOException {
    conf = TinyCompany.write(folder);
  }

  @Test
  void aMetricAmongTheShippedOnesAndADimensionOfConfAreInTheMarts() throws IOException {
    Path models = LeanModels.with();
    writeMetric(models, "value >= 0");
    Path tenure = conf.resolve("tenure.yml");
    Files.writeString(
        tenure,
        Files.readString(tenure)
            + """
            attributes:
              referral:
                from: ravenstack.accounts.referral_source
                dimension: true
            """);

    try (Warehouse warehouse = open(models)) {
      Map<String, String> generated = new CatalogueFiles(models, warehouse.catalogue()).texts();
      assertThat(generated.get("CATALOG.md")).contains("The annual recurring revenue");
      assertThat(generated.get("manifest.json")).contains("\"arr\"");
      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet());
    }

    SampleTruth marts = new SampleTruth(home());
    assertThat(marts.query("FROM metric_values SELECT value, numerator" + DECEMBER))
        .containsExactly("1176,1176");
    assertThat(marts.query("FROM metrics_by_month SELECT arr WHERE month = DATE '2024-12-01'"))
        .containsExactly("1176");
    assertThat(marts.query("FROM accounts SELECT account_id, referral"))
        .containsExactly("A-1,partner", "A-2,other");
    assertThat(
            marts.query(
                "FROM metric_values SELECT dimension_value, numerator WHERE metric = 'mrr' AND dimension = 'referral' AND period = DATE '2024-11-01'"))
        .containsExactly("other,49", "partner,98");
    assertThat(
            marts.query(
                "FROM metrics_by_referral_month SELECT referral, arr WHERE month = DATE '2024-10-01'"))
        .containsExactly("other,588", "partner,1176");
  }

  @Test
  void aMetricOfTheCompanysFolderIsCheckedAndPublished() throws IOException {
    Path models = LeanModels.with();
    Path own = conf.resolve("sql");
    writeMetric(own, "value < 0");
    try (Warehouse warehouse = open(models)) {
      assertThatThrownBy(() -> warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet()))
          .isInstanceOfSatisfying(
              TenureException.class, it -> assertThat(it.exitCode()).isEqualTo(ExitCode.BAD_DATA))
          .hasMessageContaining("arr: nobody is paid for staying")
          .hasMessageContaining("./tenure try arr --date 2024-12-31 --failing");
    }
    assertThat(home().published().resolve("manifest.json")).doesNotExist();

    writeMetric(own, "value >= 0");
    try (Warehouse warehouse = open(models)) {
      assertThat(new CatalogueFiles(own, warehouse.catalogue()).texts().get("CATALOG.md"))
          .contains("The annual recurring revenue");
      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet());
    }
    assertThat(new SampleTruth(home()).query("FROM metric_values SELECT value" + DECEMBER))
        .containsExactly("1176");
  }

  /** Twelve times the MRR of a month's end, written beside the metric that the README names. */
  private static void writeMetric(Path models, String check) throws IOException {
    Path metrics = Files.createDirectories(models.resolve("metrics").resolve("revenue"));
    Path model = SHIPPED.resolve("metrics").resolve("revenue");
    Files.writeString(
        metrics.resolve("arr.sql"),
        Files.readString(model.resolve("mrr.sql"))
            .replace("'mrr' AS metric", "'arr' AS metric")
            .replace("CAST(mrr AS", "CAST(12 * mrr AS"));
    Files.writeString(
        metrics.resolve("arr.yml"),
        """
        description: >-
          One row per month, dimension and value. The annual recurring revenue at the end of the month.
        owner: finance
        grain: [as_of_date, period, window, metric, dimension, dimension_value]
        write: view
        metric: true
        windows: [1m]
        columns:
          [as_of_date, period, window, metric, dimension, dimension_value, currency, numerator, denominator, n,
          value, status, is_partial]
        checks:
          fail:
            nobody is paid for staying: %s
        cases:
          a hundred a month are twelve hundred a year:
            as_of_date: 2025-01-31
            given:
              mrr_totals: |
                | period     | dimension | dimension_value | currency | is_partial | mrr | account_mrr | accounts_with_mrr | paying_accounts |
                | 2025-01-01 | all       | all             | USD      | false      | 100 | 100         | 1                 | 1               |
            expect: |
              | metric | numerator |
              | arr    | 1200      |
        """
            .formatted(check));
  }

  private Warehouse open(Path models) {
    return Warehouse.open(session(), models, CompanyReader.read(conf), home(), Clock.systemUTC());
  }

  private Home home() {
    return Home.open(folder.resolve("home"), "ravenstack");
  }
}
