package dev.tenure.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MartQueryTest {
  private static final LocalDate JANUARY = LocalDate.of(2025, 1, 31);
  private static final LocalDate FEBRUARY = LocalDate.of(2025, 2, 28);

  @TempDir Path folder;
  private Path published;

  @BeforeEach
  void setUp() throws SQLException {
    published = folder.resolve("published");
    publish("r1", JANUARY, "('A', DATE '2025-01-01', 100::DECIMAL(24,6), 'r1')");
    publish(
        "r2",
        FEBRUARY,
        "('A', DATE '2025-01-01', 100::DECIMAL(24,6), 'r2')",
        "('Éva & \"Co\", Ltd', DATE '2025-02-01', NULL, '')");
  }

  @Test
  void aTableAlignsNumbersToTheRight() {
    assertThat(ask("FROM account_months SELECT account_id, month, closing_mrr", QueryFormat.TABLE))
        .isEqualTo(
            """
            account_id       month       closing_mrr
            ---------------  ----------  -----------
            A                2025-01-01   100.000000
            Éva & "Co", Ltd  2025-02-01
            (2 rows)
            """);
  }

  @Test
  void csvTellsNullFromTheEmptyText() {
    assertThat(ask("FROM account_months", QueryFormat.CSV))
        .isEqualTo(
            """
            account_id,month,closing_mrr,run_id
            A,2025-01-01,100.000000,r2
            "Éva & ""Co"", Ltd",2025-02-01,,""
            """);
  }

  @Test
  void jsonKeepsAllDigitsOfADecimal() {
    assertThat(ask("FROM account_months", QueryFormat.JSON))
        .isEqualTo(
            """
            [
            {"account_id": "A", "month": "2025-01-01", "closing_mrr": 100.000000, "run_id": "r2"},
            {"account_id": "Éva & \\"Co\\", Ltd", "month": "2025-02-01", "closing_mrr": null, "run_id": ""}
            ]
            """);
  }

  @Test
  void valuesOfEveryKindAreWrittenPlainly() {
    String sql =
        """
        FROM (VALUES (1)) SELECT
          0.00001::DOUBLE AS tiny,
          1e20::DOUBLE AS large,
          'nan'::DOUBLE AS undefined,
          sum(2::BIGINT) AS total,
          TIMESTAMP '2025-01-31 23:00:00' AS at,
          true AS sure,
          'a' || chr(10) || 'b' AS lines
        """;
    assertThat(ask(sql, QueryFormat.JSON))
        .isEqualTo(
            """
            [
            {"tiny": 0.000010, "large": 100000000000000000000, "undefined": null, "total": 2, \
            "at": "2025-01-31T23:00", "sure": true, "lines": "a\\nb"}
            ]
            """);
    assertThat(ask(sql, QueryFormat.TABLE)).contains("a⏎b").contains("(1 row)");
  }

  @Test
  void anEmptyAnswerHasItsColumns() {
    String none = "FROM account_months SELECT account_id WHERE false";
    assertThat(ask(none, QueryFormat.TABLE)).isEqualTo("account_id\n----------\n(0 rows)\n");
    assertThat(ask(none, QueryFormat.CSV)).isEqualTo("account_id\n");
    assertThat(ask(none, QueryFormat.JSON)).isEqualTo("[\n]\n");
  }

  @Test
  void aPastNightIsReadFromItsExports() throws IOException {
    Files.delete(published.resolve("marts.duckdb"));
    StringBuilder out = new StringBuilder();
    new MartQuery(
            published, "FROM account_months SELECT run_id", QueryFormat.CSV, Optional.of(JANUARY))
        .run(out);

    assertThat(out).hasToString("run_id\nr1\n");
  }

  @Test
  void anUnknownNightListsThoseThereAre() {
    MartQuery query =
        new MartQuery(published, "FROM x", QueryFormat.CSV, Optional.of(LocalDate.of(2025, 3, 1)));

    assertThatThrownBy(() -> query.run(new StringBuilder()))
        .isInstanceOf(TenureException.class)
        .hasMessage(
            "The night of 2025-03-01 was not published. Published: 2025-01-31, 2025-02-28.");
  }

  @Test
  void nothingPublishedSaysWhatToRun() {
    MartQuery query =
        new MartQuery(folder.resolve("new"), "FROM x", QueryFormat.CSV, Optional.empty());

    assertThatThrownBy(() -> query.run(new StringBuilder()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("No night has been published")
        .hasMessageContaining("./tenure run --date");
  }

  @Test
  void aMistakeInSqlIsToldByDuckDb() {
    assertThatThrownBy(() -> ask("FROM account_month", QueryFormat.CSV))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("The query failed. DuckDB says:")
        .hasMessageContaining("account_months")
        .extracting(error -> ((TenureException) error).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aQueryCannotChangeTheMarts() {
    assertThatThrownBy(() -> ask("DROP TABLE account_months", QueryFormat.CSV))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("read-only");
  }

  private String ask(String sql, QueryFormat format) {
    StringBuilder out = new StringBuilder();
    new MartQuery(published, sql, format, Optional.empty()).run(out);
    return out.toString();
  }

  private void publish(String runId, LocalDate date, String... rows) throws SQLException {
    Path file = new SampleMarts(folder).file(runId + ".parquet", SampleMarts.MONTHS, rows);
    new MartPublication(published)
        .publish(
            new Pointer(
                date,
                runId,
                Instant.parse("2025-03-01T05:00:00Z"),
                Map.of("account_months", new MartVersion("warehouse/account_months", 1))),
            List.of(SampleMarts.months(file)),
            done -> {});
  }
}
