package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.publish.PublishedMart;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Folders;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers may ask for stays as it was published; the rest goes, and can be computed again. */
class MaintenanceTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  private static final LocalDate FIRST = TinyCompany.DATE.plusDays(1);

  @TempDir private Path folder;

  @Test
  void keptNightsStayReadableAndOthersAreReproduced() throws IOException {
    Path conf = TinyCompany.write(folder);
    Home home = Home.open(folder.resolve("home"), "ravenstack");
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC())) {
      for (LocalDate date : List.of(TinyCompany.DATE, FIRST, FIRST.plusDays(1))) {
        warehouse.run(Order.night(date), Progress.quiet());
      }
      Map<String, Long> before = rows(home, TinyCompany.DATE);
      assertThat(warehouse.maintain(1, false, Progress.quiet()).bytes())
          .as("files of today stay for readers that are at them")
          .isEmpty();
      age(home);
      long size = size(home);

      Maintenance.Result told = warehouse.maintain(1, true, Progress.quiet());
      assertThat(size(home)).as("a dry run removes nothing").isEqualTo(size);
      Maintenance.Result result = warehouse.maintain(1, false, Progress.quiet());

      assertThat(result.kept()).containsExactly(TinyCompany.DATE, FIRST.plusDays(1));
      assertThat(result.exports()).isEqualTo(told.exports()).isPositive();
      assertThat(result.files()).isEqualTo(told.files()).containsKey("marts");
      assertThat(size - size(home))
          .isEqualTo(result.bytes().get("marts") + result.bytes().get("exports"));
      assertThat(rows(home, TinyCompany.DATE)).isEqualTo(before);
      assertThat(query(home, TinyCompany.DATE)).contains("A-1");
      assertThatThrownBy(() -> query(home, FIRST))
          .isInstanceOf(TenureException.class)
          .hasMessageContaining("./tenure reproduce --date 2025-01-01");
      assertThat(warehouse.reproduce(FIRST, Progress.quiet()).marts())
          .allSatisfy((mart, it) -> assertThat(it.isEqual()).as(mart).isTrue());
      warehouse.run(Order.night(FIRST.plusDays(1)), Progress.quiet());
      assertThat(query(home, FIRST.plusDays(1)))
          .as("goes on as if nothing had been")
          .contains("A-1");
    }
  }

  private static long size(Home home) {
    return Folders.size(home.warehouse().resolve("marts"))
        + Folders.size(home.published().resolve("exports"));
  }

  /** Makes every file two days old. */
  private static void age(Home home) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    try (Stream<Path> all = Files.walk(home.root())) {
      for (Path path : all.toList()) {
        if (!path.toString().contains("_delta_log")) {
          Files.setLastModifiedTime(path, old);
        }
      }
    }
  }

  /** Reads every mart of a night at its Delta version, all columns of all rows. */
  private Map<String, Long> rows(Home home, LocalDate date) {
    Map<String, Long> rows = new TreeMap<>();
    Map<String, PublishedMart> marts =
        PublishedManifest.night(home.published(), date).orElseThrow().marts();
    marts.forEach(
        (name, mart) -> {
          List<Row> all =
              session()
                  .read()
                  .format("delta")
                  .option("versionAsOf", mart.version())
                  .load(home.absolute(mart.path()))
                  .collectAsList();
          rows.put(name, (long) all.size());
        });
    return rows;
  }

  private static String query(Home home, LocalDate date) {
    StringBuilder text = new StringBuilder();
    new MartQuery(home.published(), "FROM accounts", QueryFormat.CSV, Optional.of(date)).run(text);
    return text.toString();
  }
}
