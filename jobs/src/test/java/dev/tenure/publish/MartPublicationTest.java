package dev.tenure.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import dev.tenure.TenureException;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MartPublicationTest {
  private static final LocalDate JANUARY = LocalDate.of(2025, 1, 31);
  private static final Instant MORNING = Instant.parse("2025-02-01T05:00:00Z");
  private static final String A = "('A', DATE '2025-01-01', 100::DECIMAL(24,6), 'r1')";
  private static final String B = "('B', DATE '2025-01-01', 7::DECIMAL(24,6), 'r1')";

  @TempDir Path folder;
  private Path published;

  @BeforeEach
  void setUp() {
    published = folder.resolve("published");
  }

  @Test
  void aNightIsInTheFileTheExportsAndBothManifests() throws SQLException, IOException {
    PublishedManifest manifest = publish("r1", JANUARY, A, B);

    PublishedMart mart = manifest.marts().get("account_months");
    assertThat(mart.path()).isEqualTo("warehouse/account_months");
    assertThat(mart.version()).isEqualTo(7);
    assertThat(mart.totals().rows()).isEqualTo(2);
    assertThat(mart.export().folder()).isEqualTo("exports/account_months/run=r1");
    Path export = published.resolve("exports/account_months/run=r1/part-00000.parquet");
    assertThat(mart.export().files())
        .containsExactly(
            new Export.ExportFile(
                "part-00000.parquet",
                Hashing.sha256().hashBytes(Files.readAllBytes(export)).toString(),
                Files.size(export)));
    assertThat(PublishedManifest.current(published)).contains(manifest);
    assertThat(PublishedManifest.night(published, JANUARY)).contains(manifest);
    assertThat(published.resolve("marts.duckdb")).isNotEmptyFile();
  }

  @Test
  void theManifestHasTheNamesThatOutsidersRelyOn() throws SQLException, IOException {
    PublishedManifest manifest = publish("r1", JANUARY, A);
    PublishedMart mart = manifest.marts().get("account_months");
    Export.ExportFile file = mart.export().files().get(0);

    assertThat(Files.readString(published.resolve("manifest.json")))
        .isEqualTo(
            """
            {
              "run_id" : "r1",
              "as_of_date" : "2025-01-31",
              "published_at" : "2025-02-01T05:00:00Z",
              "marts" : {
                "account_months" : {
                  "path" : "warehouse/account_months",
                  "version" : 7,
                  "export" : "exports/account_months/run=r1",
                  "files" : [
                    {
                      "name" : "part-00000.parquet",
                      "sha256" : "%s",
                      "bytes" : %d
                    }
                  ],
                  "rows" : 1,
                  "checksum" : "%s",
                  "stale_sources" : { }
                }
              }
            }
            """
                .formatted(file.sha256(), file.bytes(), mart.totals().checksum()));
  }

  @Test
  void theSameRunAgainLeavesItsExportAlone() throws SQLException, IOException {
    publish("r1", JANUARY, A);
    Path export = published.resolve("exports/account_months/run=r1/part-00000.parquet");
    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(export, longAgo);

    publish("r1", JANUARY, A);

    assertThat(Files.getLastModifiedTime(export)).isEqualTo(longAgo);
  }

  @Test
  void aSpoiltExportIsWrittenAgain() throws SQLException, IOException {
    PublishedManifest first = publish("r1", JANUARY, A);
    Files.writeString(
        published.resolve("exports/account_months/run=r1/part-00000.parquet"), "half a fi");

    assertThat(publish("r1", JANUARY, A)).isEqualTo(first);
  }

  @Test
  void nightsAreListedInTheirOrder() throws SQLException {
    publish("r2", JANUARY.plusMonths(1).withDayOfMonth(28), A);
    publish("r1", JANUARY, A);

    assertThat(PublishedManifest.nights(published))
        .containsExactly(LocalDate.of(2025, 1, 31), LocalDate.of(2025, 2, 28));
    assertThat(PublishedManifest.nights(folder.resolve("elsewhere"))).isEmpty();
    assertThat(PublishedManifest.current(folder.resolve("elsewhere"))).isEmpty();
  }

  @Test
  void aSpoiltManifestIsNamed() throws IOException {
    Files.createDirectories(published);
    Files.writeString(published.resolve("manifest.json"), "{\"run_id\": 1}");

    assertThatThrownBy(() -> PublishedManifest.current(published))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("Cannot read " + published.resolve("manifest.json"))
        .hasMessageContaining("marts");
  }

  private PublishedManifest publish(String runId, LocalDate date, String... rows)
      throws SQLException {
    Path file = new SampleMarts(folder).file("rows.parquet", SampleMarts.MONTHS, rows);
    return new MartPublication(published)
        .publish(
            new Pointer(
                date,
                runId,
                MORNING,
                Map.of("account_months", new MartVersion("warehouse/account_months", 7))),
            List.of(SampleMarts.months(file)),
            done -> {});
  }
}
