package dev.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkTest;
import dev.tenure.history.HistoryOracle.Told;
import dev.tenure.history.HistoryOracle.Version;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A thousand small companies at once, each a source of its own, against the oracle. */
@SparkTest
class VersionHistoryPropertyTest {
  private static final int TRIALS = 1000;
  private final VersionHistory history = new VersionHistory(HistoryRows.KEYS, HistoryRows.VALUES);
  private final SparkSession spark;

  VersionHistoryPropertyTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void onePassGivesWhatTheOracleTells() {
    RandomExtracts extracts = RandomExtracts.of(TRIALS, 11);
    Dataset<Row> versions =
        history.build(
            HistoryRows.observations(spark, extracts.told()),
            ExtractCalendar.of(extracts.calendar()));
    assertThat(HistoryRows.versions(versions))
        .containsExactlyInAnyOrderElementsOf(oracle(extracts));
  }

  @Test
  void randomOrdersAndBatchesEndInTheSameVersions() {
    int seed = 1;
    RandomExtracts extracts = RandomExtracts.of(TRIALS, seed);
    assertThat(afterSteps(extracts.inRandomBatches(4, seed)))
        .containsExactlyInAnyOrderElementsOf(oracle(extracts));
  }

  @Test
  void datesInRandomOrderEndInTheSameVersions() {
    int seed = 3;
    RandomExtracts extracts = RandomExtracts.of(TRIALS, seed);
    assertThat(afterSteps(extracts.inRandomDateBatches(5, seed)))
        .containsExactlyInAnyOrderElementsOf(oracle(extracts));
  }

  @Test
  void nightsInOrderEndInTheSameVersions() {
    RandomExtracts extracts = RandomExtracts.of(TRIALS, 21);
    assertThat(afterSteps(extracts.inOrder()))
        .containsExactlyInAnyOrderElementsOf(oracle(extracts));
  }

  private static List<Version> oracle(RandomExtracts extracts) {
    return HistoryOracle.versions(extracts.told(), extracts.calendar());
  }

  /** Loads step after step, and the last one twice: the second time changes nothing. */
  private List<Version> afterSteps(List<RandomExtracts> steps) {
    Dataset<Row> stored = null;
    ExtractCalendar loaded = ExtractCalendar.of(List.of());
    for (RandomExtracts step : steps) {
      ExtractCalendar calendar = ExtractCalendar.of(step.calendar());
      loaded = loaded.with(calendar);
      List<Told> told = step.told();
      Dataset<Row> observations = HistoryRows.observations(spark, told);
      stored =
          stored == null
              ? history.build(observations, loaded).localCheckpoint()
              : applied(stored, history.increment(stored, observations, calendar, loaded));
    }
    RandomExtracts last = steps.get(steps.size() - 1);
    assertThat(
            history
                .increment(
                    stored,
                    HistoryRows.observations(spark, last.told()),
                    ExtractCalendar.of(last.calendar()),
                    loaded)
                .rows()
                .collectAsList())
        .isEmpty();
    return HistoryRows.versions(stored);
  }

  private static Dataset<Row> applied(Dataset<Row> stored, Change change) {
    Dataset<Row> rows = change.rows().localCheckpoint();
    return stored
        .join(rows, new String[] {"source", "key", "valid_from"}, "left_anti")
        .unionByName(rows.filter("change != 'delete'").drop("change"))
        .coalesce(2)
        .localCheckpoint();
  }
}
