package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company of other tables, from one extract to published marts, with numbers known elsewhere. */
class RavenStackTest extends SparkSuite {
  private static final Path DATA = Path.of("../../shared/data/ravenstack");

  @TempDir private Path folder;

  @Test
  void theNightOfTheOneExtractGivesTheKnownNumbers() {
    assumeTrue(Files.isDirectory(DATA), "RavenStack's tables are not beside the project: " + DATA);
    Home home = Home.open(folder, "ravenstack");
    Company company = CompanyReader.read(Path.of("../conf/ravenstack"));
    try (Warehouse warehouse =
        Warehouse.open(session(), Path.of("../sql"), company, home, Clock.systemUTC())) {
      warehouse.run(Order.night(LocalDate.of(2024, 12, 31)), Progress.quiet());
    }

    assertThat(
            query(
                home,
                "FROM account_months SELECT strftime(month, '%Y-%m') AS month, sum(closing_mrr)::BIGINT AS mrr, count(*) FILTER (closing_mrr > 0) AS paying WHERE month IN (DATE '2024-08-01', DATE '2024-09-01', DATE '2024-12-01') GROUP BY month ORDER BY month"))
        .isEqualTo(
            "month,mrr,paying\n2024-08,5120881,384\n2024-09,6035725,414\n2024-12,10259509,500\n");
    assertThat(
            query(
                home,
                "FROM account_months SELECT sum(new_mrr)::BIGINT AS new, sum(expansion_mrr)::BIGINT AS expansion, sum(contraction_mrr)::BIGINT AS contraction WHERE month = DATE '2024-12-01'"))
        .isEqualTo("new,expansion,contraction\n128649,2129292,-460347\n");
    assertThat(
            query(
                home,
                "FROM metric_values SELECT numerator::BIGINT AS lost, denominator::BIGINT AS paying WHERE metric = 'logo_churn_rate' AND \"window\" = '1m' AND dimension = 'all' AND period = DATE '2024-09-01'"))
        .isEqualTo("lost,paying\n1,384\n");
    assertThat(
            query(
                home,
                "FROM account_months SELECT count(DISTINCT month) AS months, count(*) FILTER (opening_mrr + new_mrr + expansion_mrr + contraction_mrr + churn_mrr + reactivation_mrr <> closing_mrr) AS broken"))
        .isEqualTo("months,broken\n24,0\n");
    assertThat(
            query(
                home,
                "FROM data_quality SELECT rule, rows_failed WHERE source = 'ravenstack' AND rule IN ('usage_before_subscription', 'ticket_before_signup', 'repeated_usage_id') ORDER BY rule"))
        .isEqualTo(
            "rule,rows_failed\nrepeated_usage_id,21\nticket_before_signup,1077\nusage_before_subscription,19142\n");
  }

  private static String query(Home home, String sql) {
    StringBuilder out = new StringBuilder();
    new MartQuery(home.published(), sql, QueryFormat.CSV, Optional.empty()).run(out);
    return out.toString();
  }
}
