package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each night reads a table from where the night before ended, and reads it once. */
class TableLandingTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 28);

  @TempDir private Path folder;

  @Test
  void aNightBeginsWhereTheLastOneEnded() throws IOException {
    writeConf("");
    Home home = Home.open(folder.resolve("home"), "test");
    for (int night = 0; night < 4; night++) {
      LocalDate date = FIRST.plusDays(night);
      session()
          .sql("VALUES (%d, TIMESTAMP '%s 02:00:00') AS t(id, synced)".formatted(night, date))
          .write()
          .format("delta")
          .mode("append")
          .save(folder.resolve("lake/t").toString());
      land(home, date);
      land(home, date);
      // The change that was read last is read again, since it lies within the overlap.
      assertThat(records(home, date)).as("night %d", night).isEqualTo(night == 0 ? 1 : 2);
    }
    assertThat(landedOnly(home)).containsExactly("lake.t");
    land(home, FIRST.plusDays(4));
    assertThat(records(home, FIRST.plusDays(4))).as("without a new version").isZero();
  }

  @Test
  void onADayOfAFullExtractTheTableIsReadWhole() throws IOException {
    writeConf("full_extracts: {on: [2026-01-30]}");
    Home home = Home.open(folder.resolve("home"), "test");
    String table = folder.resolve("lake/t").toString();
    session()
        .sql("SELECT id, TIMESTAMP '2026-01-28 02:00:00' AS synced FROM range(5)")
        .write()
        .format("delta")
        .save(table);
    long[] records = new long[4];
    for (int night = 0; night < 4; night++) {
      LocalDate date = FIRST.plusDays(night);
      session()
          .sql(
              "INSERT INTO delta.`%s` VALUES (%d, TIMESTAMP '%s 08:00:00')"
                  .formatted(table, 10 + night, date));
      land(home, date);
      land(home, date);
      records[night] = records(home, date);
    }
    assertThat(records).containsExactly(6, 2, 8, 2);
  }

  private void writeConf(String more) throws IOException {
    Files.writeString(
        folder.resolve("tenure.yml"),
        """
        company: test
        reporting: {zone: UTC, currency: USD}
        accounts: {master: lake}
        sources:
          lake:
            vendor: salesforce
            tables: {delta: lake}
            entities:
              t:
                extract: changes
                cursor: synced
                overlap_minutes: 60
                %s
        """
            .formatted(more));
  }

  private void land(Home home, LocalDate date) {
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(folder), home, Clock.systemUTC())) {
      warehouse.run(new Order(date, Optional.empty(), Through.LANDED), Progress.quiet());
    }
  }

  private List<String> landedOnly(Home home) {
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(folder), home, Clock.systemUTC())) {
      return warehouse.status().landedOnly();
    }
  }

  private long records(Home home, LocalDate date) {
    return session()
        .read()
        .format("delta")
        .load(home.table(Landed.RECORDS))
        .filter("extract_date = DATE '%s'".formatted(date))
        .count();
  }
}
