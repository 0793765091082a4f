package dev.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.SparkTest;
import dev.tenure.history.ExtractCalendar.Extract;
import dev.tenure.history.HistoryOracle.Told;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

@SparkTest
class VersionHistoryTest {
  private final SparkSession spark;
  private final VersionHistory history = new VersionHistory(HistoryRows.KEYS, HistoryRows.VALUES);
  private final List<Told> told = new ArrayList<>();
  private final List<Extract> calendar = new ArrayList<>();

  VersionHistoryTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void anUnchangedFullExtractLeavesNoTrace() {
    full(1).full(2).full(3);
    saw(1, "x").saw(2, "x").saw(3, "y");
    assertThat(versions()).containsExactly("x 1-3", "y 3-");
  }

  @Test
  void aKeyAbsentFromAFullExtractIsDeletedAndMayComeBack() {
    full(1).full(2).full(3).full(4);
    saw(1, "x").saw(4, "x");
    assertThat(versions()).containsExactly("x 1-2", "x 2-4 deleted", "x 4-");
  }

  @Test
  void aKeyAbsentFromAChangesExtractLivesOn() {
    full(1).changes(2).full(3);
    saw(1, "x");
    assertThat(versions()).containsExactly("x 1-3", "x 3- deleted");
  }

  @Test
  void aChangesExtractThatShowsNothingNewIsRemembered() {
    changes(1).changes(2).changes(3);
    saw(1, "x").saw(2, "x").saw(3, "y");
    assertThat(versions()).containsExactly("x 1-3 seen [2025-01-02]", "y 3-");
  }

  @Test
  void aTombstoneKeepsTheLastValues() {
    changes(1).changes(2);
    saw(1, "x");
    told.add(observation(2, "gone", true, null, 1));
    assertThat(versions()).containsExactly("x 1-2", "x 2- deleted");
  }

  @Test
  void theHighestCursorOfADateWinsThenTheRecordNumber() {
    changes(1);
    told.add(observation(1, "late", false, 5, 1));
    told.add(observation(1, "early", false, 4, 2));
    told.add(observation(1, "none", false, null, 3));
    told.add(observation(1, "last", false, 5, 4));
    assertThat(versions()).containsExactly("last 1-");
    assertThat(
            history
                .withDuplicatesMarked(HistoryRows.observations(spark, told))
                .filter("is_duplicate")
                .select("record_number")
                .collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void anObservationOutsideTheCalendarIsRefused() {
    full(1);
    saw(2, "x");
    assertThatThrownBy(this::versions)
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("The calendar of extracts lacks crm 2025-01-02");
  }

  @Test
  void keysNameTheSource() {
    assertThatThrownBy(() -> new VersionHistory(List.of("id"), List.of("value")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The keys [id] lack the column source");
  }

  private VersionHistoryTest full(int day) {
    calendar.add(new Extract("crm", date(day), true));
    return this;
  }

  private VersionHistoryTest changes(int day) {
    calendar.add(new Extract("crm", date(day), false));
    return this;
  }

  private VersionHistoryTest saw(int day, String value) {
    told.add(observation(day, value, false, null, told.size()));
    return this;
  }

  private static Told observation(
      int day, String value, boolean isDeleted, Integer cursor, long number) {
    return new Told("crm", "a", date(day), value, isDeleted, cursor, "file", number);
  }

  private static LocalDate date(int day) {
    return LocalDate.of(2025, 1, day);
  }

  private List<String> versions() {
    return HistoryRows.versions(
            history
                .build(HistoryRows.observations(spark, told), ExtractCalendar.of(calendar))
                .orderBy("valid_from"))
        .stream()
        .map(
            version ->
                "%s %d-%s%s%s"
                    .formatted(
                        version.value(),
                        version.from().getDayOfMonth(),
                        version.to() == null ? "" : version.to().getDayOfMonth(),
                        version.isDeleted() ? " deleted" : "",
                        version.seenOn().isEmpty() ? "" : " seen " + version.seenOn()))
        .toList();
  }
}
