package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.Copies;
import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long 7,043 customers of a telephone company stay, from their table to published survival. The
 * expected numbers are those of lifelines 0.30.3 for Python on the columns tenure and Churn of the
 * same file: KaplanMeierFitter with {@code timeline=range(0, 73)} (survival_function_, its standard
 * error survival × √_cumulative_sq_, confidence_interval_, median_survival_time_) and
 * multivariate_logrank_test by Contract, InternetService and PaymentMethod. The test command takes
 * every fiftieth customer, from the first; {@code -Dtenure.telco=all} takes all.
 */
class TelcoTest extends SparkSuite {
  private static final Path DATA = Path.of("../../shared/data/telco");
  private static final Path EXPECTED =
      Path.of("src/test/resources/dev/tenure/night/telco-survival.csv");

  private static final String TABLE = "Telco-Customer-Churn.csv";

  @TempDir private Path folder;

  @Test
  void everyFiftiethCustomerSurvivesAsLifelinesSays() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "The telco's table is not beside the project: " + DATA);
    Path data = Files.createDirectories(folder.resolve("data"));
    List<String> lines = Files.readAllLines(DATA.resolve(TABLE));
    List<String> few = new ArrayList<>(List.of(lines.get(0)));
    for (int line = 1; line < lines.size(); line += 50) {
      few.add(lines.get(line));
    }
    Files.write(data.resolve(TABLE), few);
    Path conf = folder.resolve("conf");
    Copies.copy(Path.of("../conf/telco"), conf);
    Path tenure = conf.resolve("tenure.yml");
    Files.writeString(
        tenure, Files.readString(tenure).replace("../../../shared/data/telco", "../data"));

    Home home = night(conf, LeanModels.with("survival_curves", "survival_tests"));

    assertThat(
            query(
                home,
                "FROM survival_curves SELECT tenure_months, printf('%.9f', survival) AS s, printf('%.9f', standard_error) AS se, printf('%.9f', lower) AS low, printf('%.9f', upper) AS high WHERE dimension = 'all' AND tenure_months IN (1, 12, 24, 36, 60, 72) ORDER BY tenure_months"))
        .containsExactly(
            "tenure_months,s,se,low,high",
            "1,0.943262411,0.019482386,0.889754033,0.971214230",
            "12,0.870956507,0.029393054,0.800113308,0.917960867",
            "24,0.813839036,0.035558285,0.731854706,0.872905775",
            "36,0.791385055,0.037957289,0.704922869,0.855084100",
            "60,0.699009519,0.049161324,0.590831151,0.783740479",
            "72,0.636778858,0.061420424,0.503519485,0.743130788");
    List<String> tests =
        query(
            home,
            "FROM survival_tests SELECT dimension, degrees_of_freedom, n, chi_square, p_value WHERE dimension <> 'plan' ORDER BY dimension");
    assertTest(tests.get(1), "contract,2,141,", 45.71451697157281, 1.1836376421679093e-10);
    assertTest(tests.get(2), "internet_service,2,141,", 10.289078677127534, 0.005831159935901331);
    assertTest(tests.get(3), "payment_method,3,141,", 7.951829335067862, 0.04701780949635045);
  }

  /** All 7,043 customers: a night of many minutes. */
  @Test
  @EnabledIfSystemProperty(named = "tenure.telco", matches = "all")
  void aNightGivesTheSurvivalAndTheTestsThatLifelinesGives() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "The telco's table is not beside the project: " + DATA);
    Home home = night(Path.of("../conf/telco"), Path.of("../sql"));

    assertEveryMonth(home);
    assertEveryGroup(home);
    assertTests(home);
    assertMoney(home);
  }

  private Home night(Path conf, Path models) {
    Home home = Home.open(folder.resolve("home"), "telco");
    try (Warehouse warehouse =
        Warehouse.open(session(), models, CompanyReader.read(conf), home, Clock.systemUTC())) {
      warehouse.run(Order.night(LocalDate.of(2020, 1, 1)), Progress.quiet());
    }
    return home;
  }

  private static void assertEveryMonth(Home home) throws IOException {
    List<String> expected = Files.readAllLines(EXPECTED);
    List<String> found =
        query(
            home,
            "FROM survival_curves SELECT tenure_months, at_risk, churned, censored, survival, standard_error, lower, upper WHERE source = 'revenue' AND dimension = 'all' ORDER BY tenure_months");
    assertThat(expected).hasSize(74);
    assertThat(found).hasSameSizeAs(expected);
    assertThat(found.get(0)).isEqualTo(expected.get(0));
    for (int row = 1; row < expected.size(); row++) {
      assertThat(numbers(found.get(row)))
          .as(found.get(row))
          .containsExactly(numbers(expected.get(row)), within(1e-9));
    }
    assertThat(
            query(
                home, "FROM survival_curves SELECT DISTINCT median_months WHERE dimension = 'all'"))
        .containsExactly("median_months", "");
  }

  /** The customers, churns and median of each value, and its survival at one, two and six years. */
  private static void assertEveryGroup(Home home) {
    assertThat(
            query(
                home,
                "FROM survival_curves SELECT dimension, dimension_value, max(at_risk) AS n, sum(churned) AS churned, max(median_months) AS median, "
                    + "printf('%.6f', max(survival) FILTER (tenure_months = 12)) AS s12, printf('%.6f', max(survival) FILTER (tenure_months = 24)) AS s24, printf('%.6f', max(survival) FILTER (tenure_months = 72)) AS s72 "
                    + "WHERE dimension IN ('contract', 'internet_service', 'payment_method') GROUP BY dimension, dimension_value ORDER BY dimension, dimension_value"))
        .containsExactly(
            "dimension,dimension_value,n,churned,median,s12,s24,s72",
            "contract,Month-to-month,3875,1655,35,0.703097,0.585915,0.128952",
            "contract,One year,1473,166,,0.990808,0.978272,0.568146",
            "contract,Two year,1695,48,,1.000000,1.000000,0.935739",
            "internet_service,DSL,2421,459,,0.868143,0.831141,0.722262",
            "internet_service,Fiber optic,3096,1297,65,0.784207,0.701661,0.417006",
            "internet_service,No,1526,113,,0.935173,0.926283,0.901539",
            "payment_method,Bank transfer (automatic),1544,258,,0.931131,0.902220,0.745181",
            "payment_method,Credit card (automatic),1522,232,,0.944802,0.912765,0.757718",
            "payment_method,Electronic check,2365,1071,47,0.727032,0.624107,0.294536",
            "payment_method,Mailed check,1612,308,,0.828110,0.796522,0.726240");
  }

  private static void assertTests(Home home) {
    List<String> found =
        query(
            home,
            "FROM survival_tests SELECT dimension, degrees_of_freedom, n, chi_square, p_value ORDER BY dimension");
    assertThat(found).hasSize(5);
    assertTest(found.get(1), "contract,2,7043,", 2352.8725382593416, 0);
    assertTest(
        found.get(2), "internet_service,2,7043,", 520.1206081845039, 1.1408931448716352e-113);
    assertTest(found.get(3), "payment_method,3,7043,", 865.2394631323974, 3.066529222950882e-187);
    assertTest(found.get(4), "plan,2,7043,", 2352.8725382593416, 0);
  }

  private static void assertTest(String row, String start, double chiSquare, double pValue) {
    assertThat(row).startsWith(start);
    double[] numbers = numbers(row.substring(start.length()));
    assertThat(numbers[0]).isCloseTo(chiSquare, within(1e-7));
    assertThat(numbers[1]).isCloseTo(pValue, within(pValue * 1e-6));
  }

  /** The sums of MonthlyCharges in the file, of all customers and of those that stay. */
  private static void assertMoney(Home home) {
    assertThat(
            query(
                home,
                "FROM mrr_movements SELECT sum(amount) FILTER (movement = 'new') AS came, sum(amount) AS stays, count(*) FILTER (movement = 'churn') AS churned"))
        .containsExactly("came,stays,churned", "456116.600000,316985.750000,1869");
  }

  /** The cells of a row, -1 for NULL. */
  private static double[] numbers(String line) {
    return List.of(line.split(",", -1)).stream()
        .mapToDouble(cell -> cell.isEmpty() ? -1 : Double.parseDouble(cell))
        .toArray();
  }

  private static List<String> query(Home home, String sql) {
    StringBuilder out = new StringBuilder();
    new MartQuery(home.published(), sql, QueryFormat.CSV, Optional.empty()).run(out);
    return out.toString().lines().toList();
  }
}
