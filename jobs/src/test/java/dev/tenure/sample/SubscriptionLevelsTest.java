package dev.tenure.sample;

import static dev.tenure.sample.SubscriptionStatus.ACTIVE;
import static dev.tenure.sample.SubscriptionStatus.CANCELED;
import static dev.tenure.sample.SubscriptionStatus.PAST_DUE;
import static dev.tenure.sample.SubscriptionStatus.TRIALING;
import static dev.tenure.sample.SubscriptionStatus.UNPAID;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriptionLevelsTest {
  private static final LocalDate TO = LocalDate.of(2025, 12, 31);
  private static final LocalDate START = day("2025-01-10");

  private final SubscriptionLevels levels = new SubscriptionLevels();

  @Test
  void theFirstVersionHoldsFromTheStartAndAChangeFromItsExtract() {
    levels.shown(day("2025-03-01"), state(ACTIVE, "100"));
    levels.shown(day("2025-03-05"), state(ACTIVE, "150"));
    assertLevels(Map.of("2025-01-10", "100", "2025-03-05", "150"));
  }

  @Test
  void anEndIsKnownToTheDayHoweverLateItIsSeen() {
    levels.shown(START, state(ACTIVE, "100"));
    levels.shown(day("2025-02-04"), ended("2025-02-01", "100"));
    assertThat(level("2025-01-31")).isEqualByComparingTo("100");
    assertThat(level("2025-02-01")).isEqualByComparingTo("0");
  }

  @Test
  void whatHadEndedBeforeItWasFirstSeenHasPaidUntilThen() {
    levels.shown(day("2025-06-01"), ended("2025-02-01", "100"));
    assertLevels(Map.of("2025-01-10", "100", "2025-02-01", "0"));
  }

  @Test
  void aTrialConvertsOnItsLastDayAlsoAfterAnOutage() {
    levels.shown(START, trial(TRIALING, "100"));
    levels.shown(day("2025-01-27"), trial(ACTIVE, "100"));
    assertThat(level("2025-01-23")).isEqualByComparingTo("0");
    assertThat(level("2025-01-24")).isEqualByComparingTo("100");
  }

  @Test
  void aTrialThatLapsesNeverPays() {
    levels.shown(START, trial(TRIALING, "100"));
    levels.shown(
        day("2025-01-24"),
        new SubscriptionState(
            CANCELED,
            START,
            Optional.of(day("2025-01-24")),
            Optional.of(day("2025-01-24")),
            worth("100"),
            false,
            false));
    assertThat(levels.levels(TO, ItemWorth::monthly).values())
        .allSatisfy(it -> assertThat(it).isZero());
  }

  @Test
  void anOwingCustomerCountsForThirtyDaysFromTheFirstExtractThatShowsIt() {
    levels.shown(START, state(ACTIVE, "100"));
    levels.shown(day("2025-02-01"), state(PAST_DUE, "100"));
    levels.shown(day("2025-02-15"), state(PAST_DUE, "120"));
    levels.shown(day("2025-03-20"), state(ACTIVE, "120"));
    assertThat(level("2025-03-02")).isEqualByComparingTo("120");
    assertThat(level("2025-03-03")).isEqualByComparingTo("0");
    assertThat(level("2025-03-20")).isEqualByComparingTo("120");
  }

  @Test
  void anUnpaidOneCountsNoLonger() {
    levels.shown(START, state(ACTIVE, "100"));
    levels.shown(day("2025-02-01"), state(PAST_DUE, "100"));
    levels.shown(day("2025-02-10"), state(UNPAID, "100"));
    assertThat(level("2025-02-09")).isEqualByComparingTo("100");
    assertThat(level("2025-02-10")).isEqualByComparingTo("0");
  }

  @Test
  void aTombstoneEndsItOnItsExtract() {
    levels.shown(START, state(ACTIVE, "100"));
    levels.shown(
        day("2025-02-01"),
        new SubscriptionState(
            ACTIVE, START, Optional.empty(), Optional.empty(), worth("100"), false, true));
    assertLevels(Map.of("2025-01-10", "100", "2025-02-01", "0"));
  }

  @Test
  void aPauseIsHeldForNinetyDaysFromTheFirstExtractThatShowsIt() {
    levels.shown(START, state(ACTIVE, "100"));
    levels.shown(day("2025-06-01"), paused("100"));
    levels.shown(day("2025-06-10"), paused("120"));
    assertThat(level("2025-08-29")).isEqualByComparingTo("120");
    assertThat(level("2025-08-30")).isEqualByComparingTo("0");
    assertThat(levels.levels(TO, ItemWorth::paused).floorEntry(day("2025-06-05")).getValue())
        .isEqualByComparingTo("100");
    assertThat(levels.levels(TO, ItemWorth::paused).floorEntry(day("2025-05-31")).getValue())
        .isEqualByComparingTo("0");
  }

  @Test
  void nothingAfterTheLastDayIsTold() {
    levels.shown(START, state(ACTIVE, "100"));
    levels.shown(day("2025-02-01"), state(PAST_DUE, "100"));
    assertThat(levels.levels(day("2025-03-02"), ItemWorth::monthly))
        .doesNotContainKey(day("2025-03-03"));
  }

  private void assertLevels(Map<String, String> expected) {
    expected.forEach((day, level) -> assertThat(level(day)).isEqualByComparingTo(level));
    assertThat(levels.levels(TO, ItemWorth::monthly).headMap(START)).isEmpty();
  }

  private BigDecimal level(String day) {
    return levels.levels(TO, ItemWorth::monthly).floorEntry(day(day)).getValue();
  }

  private static SubscriptionState state(SubscriptionStatus status, String value) {
    return new SubscriptionState(
        status, START, Optional.empty(), Optional.empty(), worth(value), false, false);
  }

  private static SubscriptionState paused(String value) {
    return new SubscriptionState(
        ACTIVE, START, Optional.empty(), Optional.empty(), worth(value), true, false);
  }

  private static SubscriptionState trial(SubscriptionStatus status, String value) {
    return new SubscriptionState(
        status,
        START,
        Optional.of(day("2025-01-24")),
        Optional.empty(),
        worth(value),
        false,
        false);
  }

  private static SubscriptionState ended(String end, String value) {
    return new SubscriptionState(
        CANCELED, START, Optional.empty(), Optional.of(day(end)), worth(value), false, false);
  }

  private static List<ItemWorth> worth(String value) {
    return List.of(new ItemWorth("i", "Team", "platform", 1, price(value), 0, false));
  }

  private static PriceWorth price(String unit) {
    return new PriceWorth(new BigDecimal(unit), Term.MONTH, BigDecimal.ONE);
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }
}
