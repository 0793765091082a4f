package dev.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkTest;
import dev.tenure.history.HistoryTable.Counts;
import dev.tenure.store.DeltaStore;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SparkTest
class HistoryTableTest {
  private final SparkSession spark;
  @TempDir private Path folder;

  HistoryTableTest(SparkSession spark) {
    this.spark = spark;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, HistoryTable.SMALL_TABLE_BYTES})
  void loadsEndInWhatTheOracleTellsAndNothingNewCommitsNothing(long smallTableBytes) {
    String path = folder.resolve("history").toString();
    HistoryTable table =
        new HistoryTable(
            new DeltaStore(spark),
            path,
            new VersionHistory(HistoryRows.KEYS, HistoryRows.VALUES),
            smallTableBytes);
    RandomExtracts all = RandomExtracts.of(20, 5);
    ExtractCalendar loaded = ExtractCalendar.of(List.of());
    long versions = 0;
    for (RandomExtracts step : all.inRandomBatches(3, 5)) {
      ExtractCalendar calendar = ExtractCalendar.of(step.calendar());
      loaded = loaded.with(calendar);
      Counts counts = table.load(HistoryRows.observations(spark, step.told()), calendar, loaded);
      versions += counts.inserted() - counts.deleted();
      assertThat(counts.isUnchanged()).isFalse();
      assertThat(table.versions().count()).isEqualTo(versions);
      assertThat(table.load(HistoryRows.observations(spark, step.told()), calendar, loaded))
          .isEqualTo(new Counts(0, 0, 0));
    }
    assertThat(HistoryRows.versions(table.versions()))
        .containsExactlyInAnyOrderElementsOf(HistoryOracle.versions(all.told(), all.calendar()));
    assertThat(DeltaTable.forPath(spark, path).history().count()).isEqualTo(3);
  }
}
