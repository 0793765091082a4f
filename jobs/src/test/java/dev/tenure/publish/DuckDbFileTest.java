package dev.tenure.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.publish.MartFiles.Column;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFileTest {
  private static final String A_JAN = "('A', DATE '2025-01-01', 100.5::DECIMAL(24,6), 'r1')";
  private static final String A_FEB = "('A', DATE '2025-02-01', 0::DECIMAL(24,6), 'r1')";
  private static final String B_JAN = "('B', DATE '2025-01-01', 7::DECIMAL(24,6), 'r1')";

  @TempDir Path folder;
  private Path target;
  private SampleMarts marts;

  @BeforeEach
  void setUp() {
    target = folder.resolve("published/marts.duckdb");
    marts = new SampleMarts(folder);
  }

  @Test
  void rowsAreStoredInKeyOrderWithExactTypesAndComments() throws SQLException {
    publish(months(B_JAN, A_FEB, A_JAN));

    assertThat(answer("FROM account_months SELECT account_id, month, closing_mrr"))
        .containsExactly(
            "A 2025-01-01 100.500000", "A 2025-02-01 0.000000", "B 2025-01-01 7.000000");
    assertThat(
            answer(
                "FROM duckdb_columns() SELECT column_name, data_type, comment ORDER BY column_index"))
        .contains(
            "account_id VARCHAR The account's id in the master.",
            "closing_mrr DECIMAL(24,6) What's paid at the end.");
    assertThat(answer("FROM duckdb_tables() SELECT comment"))
        .containsExactly("One row per account and month. Key: account_id, month.");
    assertThat(Folders.list(target.getParent())).containsExactly(target);
  }

  @Test
  void anInstantIsStoredAsTheSameMomentInUtc() throws SQLException {
    Path file =
        marts.file("n.parquet", "published_at", "(TIMESTAMPTZ '2025-01-31 23:30:00.000001-05:00')");
    publish(mart("nights", "TIMESTAMP", "published_at", file));

    assertThat(answer("FROM nights SELECT published_at, typeof(published_at)"))
        .containsExactly("2025-02-01T04:30:00.000001 TIMESTAMP");
  }

  @Test
  void aMartWithoutFilesIsAnEmptyTable() throws SQLException {
    MartTotals totals = publish(SampleMarts.months());

    assertThat(totals.rows()).isZero();
    assertThat(totals.checksum()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    assertThat(answer("FROM account_months SELECT count(*)")).containsExactly("0");
  }

  @Test
  void theChecksumIsTheDigestOfTheRowsDigests() throws SQLException {
    // md5(md5("1:A10:2025-01-0110:100.500000") + md5("1:B10:2025-01-018:7.000000")), by md5sum.
    assertThat(publish(months(B_JAN, A_JAN)))
        .isEqualTo(new MartTotals(2, "9bc57dd53e09c0627357e511938259fa"));
  }

  @Test
  void theChecksumIgnoresTheLayoutOfFilesAndTheOrderOfRows() throws SQLException {
    MartTotals together = totals(months(A_JAN, A_FEB, B_JAN));
    MartTotals apart =
        totals(
            SampleMarts.months(
                marts.file("2.parquet", SampleMarts.MONTHS, B_JAN, A_FEB),
                marts.file("1.parquet", SampleMarts.MONTHS, A_JAN)));

    assertThat(apart).isEqualTo(together);
  }

  @Test
  void theChecksumLeavesOutTheColumnsThatMayDiffer() throws SQLException {
    assertThat(totals(months(A_JAN.replace("r1", "r2")))).isEqualTo(totals(months(A_JAN)));
  }

  @Test
  void theChecksumSeesEveryValue() throws SQLException {
    String base = totals(months(A_JAN)).checksum();

    assertThat(totals(months(A_JAN.replace("100.5", "100.500001"))).checksum()).isNotEqualTo(base);
    assertThat(totals(months(A_JAN.replace("'A'", "''"))).checksum())
        .isNotEqualTo(totals(months(A_JAN.replace("'A'", "NULL::VARCHAR"))).checksum());
  }

  @Test
  void draftsThatACrashLeftAreRemoved() throws SQLException, IOException {
    Path stale = target.resolveSibling(".marts.duckdb.building-1");
    Files.createDirectories(stale.resolve("spill"));

    publish(months(A_JAN));

    assertThat(stale).doesNotExist();
  }

  @Test
  void closingWithoutReplacingLeavesTheOldNight() throws SQLException {
    publish(months(A_JAN));
    DuckDbFile.build(target, List.of(months(B_JAN))).close();

    assertThat(answer("FROM account_months SELECT account_id")).containsExactly("A");
    assertThat(folder.resolve("published")).isDirectoryNotContaining("glob:**.building-*");
  }

  @Test
  void aReaderThatMayWriteIsNamedBeforeItsLogSpoilsTheNewFile() throws SQLException, IOException {
    MartFiles months = months(A_JAN);
    Files.createDirectories(target.getParent());
    Files.createFile(target.resolveSibling("marts.duckdb.wal"));

    assertThatThrownBy(() -> DuckDbFile.build(target, List.of(months)))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("marts.duckdb is open for writing in another program")
        .hasMessageContaining("read_only = true")
        .extracting(error -> ((TenureException) error).exitCode())
        .isEqualTo(ExitCode.HELD);
  }

  @Test
  void aMissingColumnFailsAndLeavesNoDraft() throws SQLException {
    MartFiles months = SampleMarts.months(marts.file("x.parquet", "account_id", "('A')"));

    assertThatThrownBy(() -> DuckDbFile.build(target, List.of(months)))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("Cannot write")
        .hasMessageContaining("month");
    assertThat(target.getParent()).isEmptyDirectory();
  }

  @Test
  void aKeyMustBeAColumn() {
    assertThatThrownBy(
            () ->
                new MartFiles(
                    "nights",
                    List.of(new Column("run_id", "STRING", "")),
                    List.of("as_of_date"),
                    Set.of(),
                    "",
                    Map.of(),
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mart nights: the key names as_of_date, which is not one of run_id");
  }

  private MartFiles months(String... rows) throws SQLException {
    return SampleMarts.months(marts.file("months.parquet", SampleMarts.MONTHS, rows));
  }

  private static MartFiles mart(String name, String type, String column, Path file) {
    return new MartFiles(
        name,
        List.of(new Column(column, type, "")),
        List.of(),
        Set.of(),
        "",
        Map.of(),
        List.of(file));
  }

  private MartTotals totals(MartFiles mart) {
    try (DuckDbFile file = DuckDbFile.build(target, List.of(mart))) {
      return file.totals().get(mart.mart());
    }
  }

  private MartTotals publish(MartFiles mart) {
    try (DuckDbFile file = DuckDbFile.build(target, List.of(mart))) {
      file.replaceTarget();
      return file.totals().get(mart.mart());
    }
  }

  private List<String> answer(String sql) throws SQLException {
    try (DuckDbSession session = DuckDbSession.readOnly(target);
        ResultSet rows = session.query(sql)) {
      return Answers.of(rows);
    }
  }
}
