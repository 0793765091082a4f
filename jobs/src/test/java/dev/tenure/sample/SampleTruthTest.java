package dev.tenure.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTruthTest {
  private static final LocalDate FROM = LocalDate.of(2025, 1, 6);

  @TempDir private static Path home;

  @BeforeAll
  static void generate() {
    write(home, 42);
  }

  @Test
  void everyFeatureOccursAtLeastFiveTimes() {
    assertThat(features(home)).hasSize(Feature.values().length);
    assertThat(rareFeatures(home)).isEmpty();
  }

  @Test
  void everyFeatureOccursAtLeastFiveTimesWhateverTheSeed(@TempDir Path other) {
    write(other, 20_260_131);
    assertThat(rareFeatures(other)).isEmpty();
  }

  @Test
  void everyMovementOccursAtLeastFiveTimes() {
    Map<String, Long> counts =
        rows("movements").stream()
            .collect(Collectors.groupingBy(it -> it.get("movement"), Collectors.counting()));
    assertThat(counts)
        .containsOnlyKeys(
            "new", "expansion", "contraction", "churn", "reactivation", "pause", "resume")
        .allSatisfy((kind, count) -> assertThat(count).isGreaterThanOrEqualTo(5));
  }

  @Test
  void eachMovementGoesOnWhereTheLastOneEnded() {
    // The commercial movement and that of pauses lead from one opening to one closing together.
    Map<List<String>, List<Map<String, String>>> days =
        rows("movements").stream()
            .collect(
                Collectors.groupingBy(
                    it -> List.of(it.get("account_id"), it.get("movement_date")),
                    LinkedHashMap::new,
                    Collectors.toList()));
    Map<String, BigDecimal> levels = new HashMap<>();
    days.forEach(
        (day, moved) -> {
          BigDecimal opening = levels.getOrDefault(day.get(0), BigDecimal.ZERO);
          BigDecimal closing =
              moved.stream().map(it -> money(it, "amount")).reduce(opening, BigDecimal::add);
          assertThat(moved)
              .allSatisfy(it -> assertThat(money(it, "opening_mrr")).isEqualByComparingTo(opening))
              .allSatisfy(it -> assertThat(money(it, "closing_mrr")).isEqualByComparingTo(closing));
          levels.put(day.get(0), closing);
        });
  }

  @Test
  void eachMonthRollsForward() {
    List<String> parts =
        List.of(
            "opening_mrr",
            "new_mrr",
            "expansion_mrr",
            "contraction_mrr",
            "churn_mrr",
            "reactivation_mrr",
            "pause_mrr",
            "resume_mrr");
    assertThat(rows("account_months"))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(parts.stream().map(it -> money(row, it)).reduce(BigDecimal::add))
                    .hasValueSatisfying(
                        sum -> assertThat(sum).isEqualByComparingTo(money(row, "closing_mrr"))));
  }

  @Test
  void theCompanyIsTheSumOfItsAccounts() {
    Map<String, BigDecimal> sums = new HashMap<>();
    rows("account_months")
        .forEach(it -> sums.merge(it.get("month"), money(it, "closing_mrr"), BigDecimal::add));
    assertThat(rows("monthly"))
        .hasSize(sums.size())
        .allSatisfy(
            it -> assertThat(money(it, "mrr")).isEqualByComparingTo(sums.get(it.get("month"))));
  }

  @Test
  void parentsAndBillingCustomersComeToTheSameAsAccounts() {
    Map<String, BigDecimal> accounts = closings("account_months", it -> true);
    assertThat(accounts).isNotEmpty();
    assertThat(closings("billing_customer_months", it -> true)).isEqualTo(accounts);
    assertThat(closings("parent_months", it -> it.get("hierarchy").equals("as_is")))
        .isEqualTo(accounts);
    assertThat(closings("parent_months", it -> it.get("hierarchy").equals("as_was")))
        .isEqualTo(accounts);
  }

  @Test
  void whatMovesBetweenParentsAddsUpToNothing() {
    Map<String, BigDecimal> transfers = new HashMap<>();
    List<BigDecimal> moved =
        rows("parent_months").stream()
            .peek(
                it -> transfers.merge(it.get("month"), money(it, "transfer_mrr"), BigDecimal::add))
            .map(it -> money(it, "transfer_mrr"))
            .filter(it -> it.signum() != 0)
            .toList();
    assertThat(moved).hasSizeGreaterThanOrEqualTo(10);
    assertThat(transfers.values()).allSatisfy(it -> assertThat(it).isZero());
  }

  @Test
  void someAreNewUnderAParentThatPays() {
    assertThat(rows("parts").stream().filter(it -> it.get("sub_type").equals("connected_new")))
        .hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void closedMonthsAreToldAnewForEachReasonAtLeastFiveTimes() {
    Map<String, Long> accounts =
        rows("restatements").stream()
            .filter(it -> it.get("metric").equals("closing_mrr"))
            .collect(Collectors.groupingBy(it -> it.get("reason"), Collectors.counting()));
    assertThat(accounts)
        .containsOnlyKeys("late_fact", "backdated_change", "link_change")
        .allSatisfy((reason, count) -> assertThat(count).isGreaterThanOrEqualTo(5));
  }

  @Test
  void whatWasToldOfAMonthAndAllThatWasLearntSinceIsWhatIsKnown() {
    Map<List<String>, BigDecimal> told = new HashMap<>();
    Set<String> months = new HashSet<>();
    rows("closed_months")
        .forEach(
            it -> {
              months.add(it.get("month"));
              told.put(accountMonth(it), money(it, "closing_mrr"));
            });
    rows("restatements").stream()
        .filter(it -> it.get("metric").equals("closing_mrr"))
        .forEach(it -> told.merge(accountMonth(it), money(it, "difference"), BigDecimal::add));
    assertThat(months).hasSize(3);
    told.values().removeIf(it -> it.signum() == 0);
    Map<List<String>, BigDecimal> known = new HashMap<>();
    rows("account_months").stream()
        .filter(it -> months.contains(it.get("month")))
        .forEach(it -> known.put(accountMonth(it), money(it, "closing_mrr")));
    known.values().removeIf(it -> it.signum() == 0);
    assertThat(told).isEqualTo(known);
  }

  private static List<String> accountMonth(Map<String, String> row) {
    return List.of(row.get("account_id"), row.get("month"));
  }

  @Test
  void everyOutcomeOfARenewalOccursAtLeastFiveTimes() {
    Map<String, Long> counts =
        rows("renewals").stream()
            .collect(Collectors.groupingBy(it -> it.get("outcome"), Collectors.counting()));
    assertThat(counts)
        .containsOnlyKeys("open", "in_grace", "early", "on_time", "late", "lost")
        .allSatisfy((outcome, count) -> assertThat(count).isGreaterThanOrEqualTo(5));
  }

  @Test
  void someRenewalsAreWorthMoreAndSomeLess() {
    List<Integer> gains =
        rows("renewals").stream()
            .filter(it -> it.get("outcome").matches("early|on_time|late"))
            .map(it -> money(it, "renewed_arr").compareTo(money(it, "expiring_arr")))
            .toList();
    assertThat(gains).filteredOn(it -> it > 0).hasSizeGreaterThanOrEqualTo(5);
    assertThat(gains).filteredOn(it -> it < 0).hasSizeGreaterThanOrEqualTo(5);
  }

  private static Map<String, BigDecimal> closings(
      String name, Predicate<Map<String, String>> wanted) {
    Map<String, BigDecimal> closings = new HashMap<>();
    rows(name).stream()
        .filter(wanted)
        .forEach(it -> closings.merge(it.get("month"), money(it, "closing_mrr"), BigDecimal::add));
    return closings;
  }

  @Test
  void everyChurnHasAReason() {
    long churns =
        rows("movements").stream().filter(it -> it.get("movement").equals("churn")).count();
    assertThat(rows("churns"))
        .hasSize((int) churns)
        .allSatisfy(it -> assertThat(it.get("kind")).isIn("voluntary", "involuntary", "unknown"))
        .allSatisfy(it -> assertThat(it.get("reason")).isNotEmpty())
        .allSatisfy(it -> assertThat(money(it, "mrr")).isPositive());
  }

  @Test
  void everyFileOfTheInboxIsDeliveredSometime() throws IOException {
    Set<String> delivered = new HashSet<>();
    rows("deliveries").forEach(it -> delivered.add(it.get("path")));
    try (Stream<Path> files = Files.walk(home.resolve("inbox"))) {
      assertThat(files.filter(Files::isRegularFile).map(it -> home.relativize(it).toString()))
          .containsExactlyInAnyOrderElementsOf(delivered);
    }
    assertThat(rows("deliveries"))
        .allSatisfy(
            it ->
                assertThat(LocalDate.parse(it.get("delivered_on")))
                    .isBetween(
                        LocalDate.parse(it.get("extract_date")),
                        LocalDate.parse(it.get("extract_date")).plusDays(3)));
  }

  @Test
  void aDuplicateHoldsTheSameBytesUnderAnotherName() {
    List<Path> copies =
        rows("deliveries").stream()
            .map(it -> home.resolve(it.get("path")))
            .filter(it -> it.getFileName().toString().startsWith("copy-of-"))
            .toList();
    assertThat(copies)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            it ->
                assertThat(it)
                    .hasSameBinaryContentAs(
                        it.resolveSibling(it.getFileName().toString().substring(8))));
  }

  private static void write(Path home, long seed) {
    SampleCompany.write(
        home,
        new SampleCompany.Options(Script.ACCOUNTS, FROM, FROM.plusDays(Script.DAYS - 1), seed));
  }

  private static Map<String, String> features(Path home) {
    return CsvFile.truth(home, "features").stream()
        .collect(Collectors.toMap(it -> it.get("feature"), it -> it.get("count")));
  }

  private static List<String> rareFeatures(Path home) {
    Map<String, String> counts = features(home);
    return Arrays.stream(Feature.values())
        .map(Feature::word)
        .filter(it -> Integer.parseInt(counts.get(it)) < 5)
        .toList();
  }

  private static List<Map<String, String>> rows(String name) {
    return CsvFile.truth(home, name);
  }

  private static BigDecimal money(Map<String, String> row, String column) {
    return new BigDecimal(row.get(column));
  }
}
