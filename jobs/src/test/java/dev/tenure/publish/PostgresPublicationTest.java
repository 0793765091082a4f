package dev.tenure.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.PostgresServer;
import dev.tenure.TenureException;
import dev.tenure.config.Database;
import dev.tenure.config.Secret;
import dev.tenure.publish.MartFiles.Column;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of PostgreSQL see one whole night, keep their grants and views, and wait for nobody. */
class PostgresPublicationTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
  private static PostgresServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void startServer() throws IOException {
    assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed; see .ci/run");
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyTypeArrivesAsItWasWithKeysAndComments() throws Exception {
    publish("types", "r1", 1_000, everything(ODD_ROWS));

    try (Connection reader = connect()) {
      assertThat(
              rows(
                  reader,
                  "SELECT id, text, whole, large, amount, share, is_it, day, moment, list FROM types.everything ORDER BY id"))
          .containsExactly(
              "1 | null | null | null | null | null | null | null | null | null",
              "2 |  | -7 | 9007199254740993 | 0.100000 | 0.1 | t | 2026-01-31 | 2026-01-31 22:30:00.123456+00 | {}",
              "3 | a,\"b\"\n\\N | 1 | 2 | -12345678901234567.123456 | 1e-07 | f | 0001-01-01 | 1969-12-31 23:59:59+00 | {\"a \\\"q\\\"\",NULL,\"b,\\\\\"}",
              "4 | \\N | 1 | 2 | 3.000000 | 3 | f | 2026-01-31 | 2026-01-31 00:00:00+00 | {NULL}");
      assertThat(
              rows(
                  reader,
                  "SELECT obj_description('types.everything'::regclass), col_description('types.everything'::regclass, 5)"))
          .containsExactly("Every type. Key: id. | What it''s worth.".replace("''", "'"));
      assertThat(
              rows(
                  reader,
                  "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'types.everything'::regclass AND contype = 'p'"))
          .containsExactly("PRIMARY KEY (id)");
      assertThat(
              rows(
                  reader,
                  "SELECT run_id, as_of_date, mart, delta_version, rows, suite_version FROM types.publication"))
          .containsExactly("r1 | 2026-01-31 | everything | 7 | 4 | suite");
    }
  }

  /**
   * DuckDB takes the text of a number out of a CSV file where nothing but its text is asked for.
   */
  @Test
  void aWholeNumberOfATypeWithAPointIsTheSameNumber() throws Exception {
    Path file = marts().file("share.parquet", "account_id, share", "('A', 1::DOUBLE)");
    publish(
        "shares",
        "r1",
        1_000,
        new MartFiles(
            "shares",
            List.of(
                new Column("account_id", "STRING", "Id."), new Column("share", "DOUBLE", "Share.")),
            List.of("account_id"),
            Set.of(),
            "Shares.",
            Map.of(),
            List.of(file)));

    try (Connection reader = connect()) {
      assertThat(rows(reader, "SELECT account_id, share FROM shares.shares"))
          .containsExactly("A | 1");
    }
  }

  @Test
  void anOpenTransactionKeepsItsNightAndBlocksNobody() throws Exception {
    publish("readers", "r1", 1_000, months("('A', DATE '2026-01-01', 100, 'r1')"));
    server.execute(
        "CREATE ROLE analyst",
        "GRANT USAGE ON SCHEMA readers TO analyst",
        "GRANT SELECT ON readers.account_months TO analyst",
        "CREATE VIEW readers.mine AS SELECT sum(closing_mrr) AS mrr FROM readers.account_months");
    try (Connection reader = connect()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThat(rows(reader, "SELECT mrr FROM readers.mine")).containsExactly("100.000000");

      publish(
          "readers",
          "r2",
          1_000,
          months("('A', DATE '2026-01-01', 70, 'r2')", "('B', DATE '2026-01-01', 7, 'r2')"));

      assertThat(rows(reader, "SELECT mrr FROM readers.mine")).containsExactly("100.000000");
      reader.rollback();
      try (Statement statement = reader.createStatement()) {
        statement.execute("SET ROLE analyst");
      }
      assertThat(rows(reader, "SELECT sum(closing_mrr) FROM readers.account_months"))
          .containsExactly("77.000000");
      reader.rollback();
      assertThat(rows(reader, "SELECT mrr FROM readers.mine")).containsExactly("77.000000");
    }
  }

  @Test
  void aContractThatChangesAltersItsTableAndKeepsItsGrants() throws Exception {
    publish("changes", "r1", 1_000, months("('A', DATE '2026-01-01', 100, 'r1')"));
    server.execute(
        "GRANT USAGE ON SCHEMA changes TO PUBLIC",
        "GRANT SELECT ON changes.account_months TO PUBLIC");
    Path file =
        marts().file("c.parquet", "account_id, closing_mrr, seats", "('A', 100.5::DOUBLE, 3)");
    MartFiles changed =
        new MartFiles(
            "account_months",
            List.of(
                new Column("account_id", "STRING", "The account."),
                new Column("closing_mrr", "DOUBLE", "MRR."),
                new Column("seats", "INT", "Seats.")),
            List.of("account_id"),
            Set.of(),
            "One row per account.",
            Map.of(),
            List.of(file));

    publish("changes", "r2", 1_000, changed);

    try (Connection reader = connect()) {
      assertThat(rows(reader, "SELECT * FROM changes.account_months"))
          .containsExactly("A | 100.5 | 3");
      assertThat(
              rows(
                  reader,
                  "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'changes.account_months'::regclass AND contype = 'p'"))
          .containsExactly("PRIMARY KEY (account_id)");
      assertThat(
              rows(
                  reader,
                  "SELECT has_table_privilege('public', 'changes.account_months', 'SELECT')"))
          .containsExactly("t");
    }
    publish("changes", "r3", 1_000, everything(ODD_ROWS));
    try (Connection reader = connect()) {
      assertThat(rows(reader, "SELECT count(*) FROM changes.account_months"))
          .as("no longer published")
          .containsExactly("0");
    }
  }

  @Test
  void aLargeMartIsCopiedByManyAndIsTheSame() throws Exception {
    Path file = folder.resolve("large.parquet");
    try (DuckDbSession session = DuckDbSession.inMemory()) {
      session.execute(
          "COPY (SELECT 'A' || n AS account_id, DATE '2026-01-01' AS month, n::DECIMAL(24,6) AS closing_mrr, 'r1' AS run_id FROM range(5000) AS r(n)) TO '%s' (FORMAT parquet)"
              .formatted(file));
    }

    publish("large", "r1", 999, SampleMarts.months(file));

    try (Connection reader = connect()) {
      assertThat(rows(reader, "SELECT count(*), sum(closing_mrr) FROM large.account_months"))
          .containsExactly("5000 | 12497500.000000");
      assertThat(rows(reader, "SELECT to_regclass('large.staging_account_months')"))
          .containsExactly("null");
    }
  }

  @Test
  void whatADatabaseChangesIsFoundAndTheNightBeforeStays() throws Exception {
    publish("faults", "r1", 1_000, months("('A', DATE '2026-01-01', 100, 'r1')"));
    server.execute(
        "CREATE FUNCTION faults.halve() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.closing_mrr := NEW.closing_mrr / 2; RETURN NEW; END'",
        "CREATE TRIGGER halve BEFORE INSERT ON faults.account_months FOR EACH ROW EXECUTE FUNCTION faults.halve()");

    assertThatThrownBy(
            () -> publish("faults", "r2", 1_000, months("('A', DATE '2026-01-01', 70, 'r2')")))
        .isInstanceOf(TenureException.class)
        .hasMessageContainingAll("account_months", "other values");

    try (Connection reader = connect()) {
      assertThat(rows(reader, "SELECT closing_mrr, run_id FROM faults.account_months"))
          .containsExactly("100.000000 | r1");
      assertThat(rows(reader, "SELECT run_id FROM faults.publication")).containsExactly("r1");
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsToldWithoutLosingTheFiles() {
    Database nowhere =
        new Database("jdbc:postgresql://localhost:1/none", Optional.empty(), secret(), secret());

    assertThatThrownBy(
            () ->
                publish(
                    new PostgresPublication(nowhere),
                    "r1",
                    months("('A', DATE '2026-01-01', 1, 'r1')")))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("is published in files, and not in PostgreSQL");
    assertThat(folder.resolve("r1/published/marts.duckdb")).exists();
  }

  @Test
  void noReaderEverSeesTwoNightsMixed() throws Exception {
    publish("mixed", "0", 1_000, night(0));
    AtomicBoolean isOver = new AtomicBoolean();
    List<String> mixed = new ArrayList<>();
    Thread watcher =
        new Thread(
            () -> {
              try (Connection reader = connect()) {
                reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                reader.setAutoCommit(false);
                while (!isOver.get()) {
                  List<String> seen = new ArrayList<>();
                  for (String mart : List.of("account_months", "everything")) {
                    seen.addAll(
                        rows(
                            reader,
                            "SELECT DISTINCT run FROM (SELECT %s AS run FROM mixed.%s) AS all_rows"
                                .formatted(mart.equals("everything") ? "text" : "run_id", mart)));
                  }
                  seen.addAll(
                      rows(
                          reader,
                          "SELECT run_id FROM mixed.publication ORDER BY published_at DESC LIMIT 1"));
                  reader.commit();
                  if (seen.size() != 3 || seen.stream().distinct().count() != 1) {
                    mixed.add(seen.toString());
                  }
                }
              } catch (SQLException e) {
                mixed.add(e.getMessage());
              }
            });
    watcher.start();
    for (int night = 1; night <= 20; night++) {
      publish("mixed", Integer.toString(night), 1_000, night(night));
    }
    isOver.set(true);
    watcher.join();

    assertThat(mixed).isEmpty();
  }

  private MartFiles[] night(int run) throws SQLException {
    return new MartFiles[] {
      months("('A', DATE '2026-01-01', %d, '%d')".formatted(run, run)),
      everything(
          "(1, '%d', 1, 2, 3, 4, true, DATE '2026-01-31', TIMESTAMP '2026-01-31', ['a'])"
              .formatted(run))
    };
  }

  private static final String[] ODD_ROWS = {
    "(1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    "(2, '', -7, 9007199254740993, 0.1, 0.1, true, DATE '2026-01-31', TIMESTAMP '2026-01-31 22:30:00.123456', [])",
    "(3, 'a,\"b\"' || chr(10) || '\\N', 1, 2, -12345678901234567.123456, 1e-7, false, DATE '0001-01-01', TIMESTAMP '1969-12-31 23:59:59', ['a \"q\"', NULL, 'b,\\'])",
    "(4, '\\N', 1, 2, 3, 3, false, DATE '2026-01-31', TIMESTAMP '2026-01-31 00:00:00', [NULL])"
  };

  private MartFiles everything(String... rows) throws SQLException {
    Path file = folder.resolve("everything-%d.parquet".formatted(System.nanoTime()));
    try (DuckDbSession session = DuckDbSession.inMemory()) {
      session.execute(
          "COPY (SELECT id::INTEGER AS id, text::VARCHAR AS text, whole::INTEGER AS whole, large::BIGINT AS large, amount::DECIMAL(24,6) AS amount, share::DOUBLE AS share, is_it::BOOLEAN AS is_it, day::DATE AS day, moment::TIMESTAMP AS moment, list::VARCHAR[] AS list FROM (VALUES %s) AS rows(id, text, whole, large, amount, share, is_it, day, moment, list)) TO '%s' (FORMAT parquet)"
              .formatted(String.join(", ", rows), file));
    }
    return new MartFiles(
        "everything",
        List.of(
            new Column("id", "INT", "The key."),
            new Column("text", "STRING", "A text."),
            new Column("whole", "INT", "A number."),
            new Column("large", "BIGINT", "A large number."),
            new Column("amount", "DECIMAL(24,6)", "What it's worth."),
            new Column("share", "DOUBLE", "A share."),
            new Column("is_it", "BOOLEAN", "Whether it is."),
            new Column("day", "DATE", "A day."),
            new Column("moment", "TIMESTAMP", "An instant."),
            new Column("list", "ARRAY<STRING>", "A list.")),
        List.of("id"),
        Set.of(),
        "Every type.",
        Map.of(),
        List.of(file));
  }

  private MartFiles months(String... rows) throws SQLException {
    String[] exact = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      exact[i] = rows[i].replaceAll(", (\\d+), '", ", $1::DECIMAL(24,6), '");
    }
    return SampleMarts.months(
        marts().file("months-%d.parquet".formatted(System.nanoTime()), SampleMarts.MONTHS, exact));
  }

  private SampleMarts marts() {
    return new SampleMarts(folder);
  }

  private void publish(String schema, String run, long large, MartFiles... marts) {
    Database database = new Database(server.url(), Optional.of(schema), secret(), secret());
    publish(new PostgresPublication(database, large), run, marts);
  }

  private void publish(PostgresPublication postgres, String run, MartFiles... marts) {
    Path published = folder.resolve(run).resolve("published");
    Map<String, MartVersion> versions = new HashMap<>();
    for (MartFiles mart : marts) {
      versions.put(mart.mart(), new MartVersion("warehouse/" + mart.mart(), 7));
    }
    Pointer pointer = new Pointer(DAY, run, Instant.now(), versions);
    PublishedManifest night =
        new MartPublication(published).publish(pointer, List.of(marts), done -> {});
    postgres.publish(night, published.resolve("marts.duckdb"), List.of(marts), "suite");
  }

  private Secret secret() {
    try {
      return new Secret.Line(
          Files.writeString(folder.resolve("secret"), "postgres\n"), "tenure.yml:1");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(server.url(), "postgres", "");
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          values.add(String.valueOf(result.getString(column)));
        }
        rows.add(String.join(" | ", values));
      }
    }
    return rows;
  }
}
