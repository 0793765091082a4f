package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.spark.Sessions;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Prices and their monthly values as another billing product asserts them. */
class BillingExamplesTest extends SparkSuite {
  private static final Path EXAMPLES =
      Path.of("../../shared/data/billing_examples/expected_mrr_normalisation.csv");

  /** What that product calls a period; what has none does not recur. */
  private static final Map<String, String> INTERVALS =
      Map.of("MONTHLY", "month", "ANNUAL", "year", "NO_BILLING_PERIOD", "once");

  @Test
  void everyPriceOfTheExamplesIsWorthWhatTheySayToFourDecimals() throws IOException {
    assumeTrue(
        Files.isRegularFile(EXAMPLES), "the examples are not beside the project: " + EXAMPLES);
    List<String> lines = Files.readAllLines(EXAMPLES);
    List<String> calls = new ArrayList<>();
    List<BigDecimal> expected = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      calls.add(call(cells[1], INTERVALS.get(cells[0])));
      expected.add(new BigDecimal(cells[2]));
    }

    assertThat(expected).hasSize(63);
    assertThat(values(calls))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void weeksAndDaysFollowTheRuleOfFiftyTwoWeeksAndOfDays() {
    assertThat(values(List.of(call("10", "week"), call("1", "day"))))
        .containsExactly(new BigDecimal("43.3333"), new BigDecimal("30.4167"));
  }

  private static String call(String price, String interval) {
    return "coalesce(monthly_value(%s, '%s', 1, 1), 0)".formatted(price, interval);
  }

  private List<BigDecimal> values(List<String> calls) {
    Catalogue catalogue =
        CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")));
    SparkSession session = Sessions.beside(session(), catalogue.functions());
    Row row = session.sql("SELECT " + String.join(", ", calls)).first();
    List<BigDecimal> values = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      values.add(row.getDecimal(i).setScale(4, RoundingMode.HALF_UP));
    }
    return values;
  }
}
