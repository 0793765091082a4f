package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.night.Night.Order;
import dev.tenure.store.Home;
import dev.tenure.trace.MetricTrace;
import dev.tenure.trace.MetricTracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published marts of the sample company equal what it was generated from, to the cent, however
 * its extracts came. The whole matrix is docs/truth-matrix.md.
 */
class PublishedTruthTest extends SparkSuite {
  private static final long[] SEEDS = {7, 8, 9};

  /** One seed's night computes every mart there is, the others those that are compared. */
  private static final Path ALL = Path.of("../sql");

  private static final Path COMPARED =
      LeanModels.with(
          "mrr_movement_parts",
          "billing_customer_months",
          "parent_months",
          "churn_events",
          "survival_curves",
          "survival_tests",
          "mrr_reconciliations",
          "month_closes",
          "close_checks",
          "reported_account_months",
          "reported_mrr_movements",
          "reported_metric_values",
          "restatements");

  private static final Path MATRIX = Path.of("../docs/truth-matrix.md");
  private static final String STATE =
      "FROM mrr_movements SELECT count(*), sum(amount), max(run_id)";

  private static final String PAGE =
      """
      # Published marts against the sample company's truth

      Rows of each file under `truth/` that a mart was compared with, every column of money to six decimals, rates by
      numerator and denominator; – where that way of coming tells something else. A row that differs, is missing or is too
      many fails the command; it writes this page:

      ```
      ./mvnw -B -pl jobs test -Dtest=PublishedTruthTest -Dtenure.matrix=true
      ```

      | seed | how the extracts came | %s | rows that differ |
      |---|---|%s---|
      %s
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("seeds")
  void oneBackfillEqualsTheTruth(long seed) throws IOException {
    Home home = SampleDelivery.sample(folder, seed);
    try (Warehouse warehouse = open(home, seed == SEEDS[0] ? ALL : COMPARED)) {
      SampleDelivery.ONE_BACKFILL.run(warehouse, home);
    }
    Map<String, Integer> rows = new SampleTruth(home).assertPublished();
    new SampleTruth(home).assertClosed();
    // Billing is out on the last of January of seed 8: a change of that day, which its invoice
    // tells, is in the ledger from the first of February.
    new SampleTruth(home).assertReconciled(seed == 8 ? 1 : 0);
    assertThat(rows.get("movements")).isGreaterThan(100);
    assertThat(rows.get("churns")).isGreaterThan(5);
    if (seed == SEEDS[0]) {
      assertThat(TracedMetrics.assertAddUp(home, catalogue(ALL), YearMonth.of(2025, 3)))
          .isGreaterThan(500);
      assertThat(TracedMetrics.assertReportedAddUp(home, catalogue(ALL), YearMonth.of(2025, 3)))
          .as("no night was published when March closed: its frozen rows tell it alone")
          .isGreaterThan(10);
      MetricTracer tracer = new MetricTracer(home, catalogue(ALL), Optional.empty());
      assertThatThrownBy(
              () -> tracer.reported("gross_revenue_retention", YearMonth.of(2025, 3), "3m", "all"))
          .as("they do not tell the months before")
          .isInstanceOf(TenureException.class)
          .hasMessageContaining("the night of 2025-04-08")
          .hasMessageContaining("is not at hand");
    }
  }

  private static Catalogue catalogue(Path models) {
    return CatalogueReader.read(models, CompanyReader.read(Path.of("../conf/sample")));
  }

  @Test
  void nightsInOrderAndANightAgainEqualTheTruthAndAPastNightIsReproduced() throws IOException {
    Home home = SampleDelivery.sample(folder, 8);
    // The day on which March closes.
    LocalDate past = SampleDelivery.TO.withDayOfMonth(8);
    SampleTruth truth = new SampleTruth(home);
    try (Warehouse warehouse = open(home, COMPARED)) {
      warehouse.run(Order.night(past), Progress.quiet());
      warehouse.run(Order.night(past.plusDays(6)), Progress.quiet());
      warehouse.run(Order.night(SampleDelivery.TO), Progress.quiet());
      List<String> first = truth.query(STATE);
      NightReport again = warehouse.run(Order.night(SampleDelivery.TO), Progress.quiet());

      truth.assertPublished();
      truth.assertClosedAndRestated();
      MetricTracer tracer = new MetricTracer(home, catalogue(COMPARED), Optional.empty());
      assertThat(tracer.reported("gross_revenue_retention", YearMonth.of(2025, 3), "3m", "all"))
          .matches(MetricTrace::addsUp)
          .extracting(MetricTrace::place)
          .isEqualTo("reported_metric_values, closed on 2025-04-08");
      assertThatThrownBy(
              () -> tracer.reported("gross_revenue_retention", YearMonth.of(2025, 2), "3m", "all"))
          .as("no night was there to close February")
          .isInstanceOf(TenureException.class)
          .hasMessageContaining("no gross_revenue_retention of 2025-02 was reported");
      assertThat(truth.query(STATE)).isEqualTo(first);
      assertThat(again.manifest()).isPresent();
      Reproduction reproduction = warehouse.reproduce(past, Progress.quiet());
      assertThat(reproduction.marts()).hasSizeGreaterThan(10);
      assertThat(reproduction.marts())
          .allSatisfy((mart, found) -> assertThat(found.isEqual()).as(mart).isTrue());
    }
  }

  @Test
  void theKeptMatrixHasEverySeedAndDelivery() throws IOException {
    String kept = Files.readString(MATRIX);
    for (long seed : SEEDS) {
      for (SampleDelivery delivery : SampleDelivery.values()) {
        assertThat(kept).contains("| %d | %s |".formatted(seed, delivery));
      }
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "tenure.matrix", matches = "true")
  void everySeedAndDeliveryEqualsTheTruth() throws IOException {
    List<String> lines = new ArrayList<>();
    for (long seed : SEEDS) {
      for (SampleDelivery delivery : SampleDelivery.values()) {
        Home home = SampleDelivery.sample(folder.resolve(seed + delivery.name()), seed);
        try (Warehouse warehouse = open(home, ALL)) {
          delivery.run(warehouse, home);
        }
        SampleTruth truth = new SampleTruth(home);
        Map<String, Integer> rows = new HashMap<>(truth.assertPublished());
        rows.putAll(delivery.assertNews(truth));
        lines.add(line(seed, delivery, rows));
      }
    }
    Files.createDirectories(MATRIX.getParent());
    String columns = String.join(" | ", SampleTruth.files());
    String rules = "---|".repeat(SampleTruth.files().size());
    Files.writeString(MATRIX, PAGE.formatted(columns, rules, String.join("\n", lines)));
  }

  private static LongStream seeds() {
    return LongStream.of(SEEDS);
  }

  private static String line(long seed, SampleDelivery delivery, Map<String, Integer> rows) {
    String compared =
        SampleTruth.files().stream()
            .map(it -> rows.containsKey(it) ? "%,d".formatted(rows.get(it)) : "–")
            .collect(Collectors.joining(" | "));
    return "| %d | %s | %s | 0 |".formatted(seed, delivery, compared);
  }

  private static Warehouse open(Home home, Path models) {
    return Warehouse.open(
        session(), models, CompanyReader.read(Path.of("../conf/sample")), home, Clock.systemUTC());
  }
}
