package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.sample.SampleCompany;
import dev.tenure.store.Home;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published marts of the sample company equal what it was generated from, to the cent. */
class PublishedTruthTest extends SparkSuite {
  private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  private static final LocalDate TO = FROM.plusDays(119);
  private static final String MOVEMENTS =
      "FROM mrr_movements SELECT account_id, movement_date, movement, amount, opening_mrr, closing_mrr";
  private static final String MONTHS =
      "FROM account_months SELECT account_id, month, opening_mrr, new_mrr, expansion_mrr, contraction_mrr, churn_mrr, reactivation_mrr, closing_mrr";

  @TempDir private Path folder;

  @Test
  void oneBackfillEqualsTheTruth() throws IOException {
    Home home = sample(7);
    try (Warehouse warehouse = open(home)) {
      warehouse.run(Order.backfill(FROM, TO), Progress.quiet());

      assertTruth(home);
    }
  }

  @Test
  void severalNightsAndTheSameNightAgainEqualTheTruthAndAPastNightIsReproduced()
      throws IOException {
    Home home = sample(8);
    try (Warehouse warehouse = open(home)) {
      warehouse.run(Order.night(TO.minusDays(40)), Progress.quiet());
      warehouse.run(Order.night(TO.minusDays(1)), Progress.quiet());
      warehouse.run(Order.night(TO), Progress.quiet());
      String first =
          query(home, "FROM mrr_movements SELECT count(*), sum(amount), max(run_id)").toString();
      NightReport again = warehouse.run(Order.night(TO), Progress.quiet());

      assertTruth(home);
      assertThat(
              query(home, "FROM mrr_movements SELECT count(*), sum(amount), max(run_id)")
                  .toString())
          .isEqualTo(first);
      assertThat(again.manifest()).isPresent();
      Reproduction past = warehouse.reproduce(TO.minusDays(40), Progress.quiet());
      assertThat(past.marts()).hasSizeGreaterThan(10);
      assertThat(past.marts())
          .allSatisfy((mart, found) -> assertThat(found.isEqual()).as(mart).isTrue());
    }
  }

  private Home sample(long seed) {
    Path root = folder.resolve("home" + seed);
    SampleCompany.write(root, new SampleCompany.Options(40, FROM, TO, seed));
    return Home.open(root, "sample");
  }

  private Warehouse open(Home home) {
    Company company = CompanyReader.read(Path.of("../conf/sample"));
    return Warehouse.open(session(), Path.of("../sql"), company, home, Clock.systemUTC());
  }

  private static void assertTruth(Home home) throws IOException {
    assertThat(query(home, MOVEMENTS)).hasSizeGreaterThan(100);
    assertThat(query(home, MOVEMENTS)).isEqualTo(truth(home, "movements"));
    assertThat(query(home, MONTHS)).isEqualTo(truth(home, "account_months"));
  }

  private static SortedSet<String> query(Home home, String sql) throws IOException {
    StringBuilder out = new StringBuilder();
    new MartQuery(home.published(), sql, QueryFormat.CSV, Optional.empty()).run(out);
    return rows(out.toString().lines().toList());
  }

  private static SortedSet<String> truth(Home home, String name) throws IOException {
    return rows(Files.readAllLines(home.root().resolve("truth").resolve(name + ".csv")));
  }

  private static SortedSet<String> rows(List<String> lines) {
    TreeSet<String> rows = new TreeSet<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = new ArrayList<>();
      Arrays.stream(line.split(",", -1)).forEach(cell -> cells.add(plain(cell)));
      rows.add(String.join(",", cells));
    }
    return rows;
  }

  private static String plain(String cell) {
    return cell.matches("-?\\d+(\\.\\d+)?")
        ? new BigDecimal(cell).stripTrailingZeros().toPlainString()
        : cell;
  }
}
