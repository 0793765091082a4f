package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The survival of a sample company, reckoned life by life from the movements of its truth. */
final class SurvivalTruth {
  private final Home home;
  private final LocalDate asOf;

  SurvivalTruth(Home home, LocalDate asOf) {
    this.home = home;
    this.asOf = asOf;
  }

  private record Life(int months, boolean isChurned) {}

  /** Asserts that survival_curves tells of every account, in each dimension, and how they lived. */
  void assertPublished() throws IOException {
    List<Life> lives = lives();
    SampleTruth marts = new SampleTruth(home);
    assertThat(
            marts.query(
                "FROM survival_curves SELECT dimension, sum(at_risk) WHERE tenure_months = 0 GROUP BY dimension"))
        .as("accounts in each dimension")
        .containsExactlyElementsOf(
            List.of("all", "customer_tier", "plan", "region", "segment").stream()
                .map(dimension -> dimension + "," + lives.size())
                .toList());
    List<String> curve =
        marts.query(
            "FROM survival_curves SELECT printf('month %03d', tenure_months), at_risk, churned, censored, survival WHERE dimension = 'all'");
    double survival = 1;
    for (int month = 0; month < curve.size(); month++) {
      int now = month;
      long atRisk = lives.stream().filter(life -> life.months() >= now).count();
      long churned =
          lives.stream().filter(life -> life.months() == now && life.isChurned()).count();
      long alive = lives.stream().filter(life -> life.months() == now && !life.isChurned()).count();
      survival *= 1 - (double) churned / atRisk;
      List<String> cells = List.of(curve.get(month).split(",", -1));
      assertThat(cells.subList(1, 4))
          .as("month %d", month)
          .containsExactly("" + atRisk, "" + churned, "" + alive);
      assertThat(Double.parseDouble(cells.get(4))).isCloseTo(survival, within(1e-9));
    }
    assertThat(lives).allSatisfy(life -> assertThat(life.months()).isLessThan(curve.size()));
    assertThat(marts.query("FROM survival_tests SELECT dimension WHERE p_value BETWEEN 0 AND 1"))
        .isNotEmpty()
        .doesNotContain("all");
  }

  private List<Life> lives() throws IOException {
    Map<String, LocalDate> since = new HashMap<>();
    Map<String, LocalDate> until = new HashMap<>();
    for (String line : Files.readAllLines(home.root().resolve("truth/movements.csv"))) {
      List<String> cells = List.of(line.split(",", -1));
      if (cells.contains("new")) {
        since.put(cells.get(0), LocalDate.parse(cells.get(1)));
      }
      if (cells.contains("churn")) {
        until.merge(
            cells.get(0),
            LocalDate.parse(cells.get(1)),
            (one, other) -> one.isBefore(other) ? one : other);
      }
    }
    List<Life> lives = new ArrayList<>();
    since.forEach(
        (account, first) ->
            lives.add(
                new Life(
                    months(first, until.getOrDefault(account, asOf)), until.containsKey(account))));
    return lives;
  }

  private static int months(LocalDate first, LocalDate last) {
    int months = 0;
    while (!first.plusMonths(months + 1).isAfter(last)) {
      months++;
    }
    return months;
  }
}
