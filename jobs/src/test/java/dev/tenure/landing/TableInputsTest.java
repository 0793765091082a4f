package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.PostgresServer;
import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are read in one snapshot, by their changes where conf says so, and never half. */
class TableInputsTest extends SparkSuite {
  private static final LocalDate DATE = LocalDate.of(2026, 1, 31);
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
  void allTablesOfASourceAreOneSnapshotWhateverIsCommittedMeanwhile()
      throws SQLException, IOException {
    server.execute(
        "CREATE SCHEMA one",
        "CREATE TABLE one.customer (id bigint, name text, paid numeric(20,4), at timestamptz, more jsonb)",
        "CREATE TABLE one.\"order\" (id bigint, customer_id bigint)",
        "INSERT INTO one.customer SELECT n, 'Ann ' || n, 0.1000, '2026-01-02 03:04:05.678+01', '{\"a\": [1]}' FROM generate_series(1, 100) n",
        "INSERT INTO one.\"order\" SELECT n, n FROM generate_series(1, 100) n");
    Company company =
        company("one", "customer: {extract: full, split_by: id}", "order: {extract: full}");
    try (TableInputs inputs = read(company, Map.of(), Set.of())) {
      server.execute(
          "INSERT INTO one.customer (id) VALUES (101)",
          "INSERT INTO one.\"order\" VALUES (101, 101)",
          "DELETE FROM one.customer WHERE id < 50");
      assertThat(payloads(inputs, 0)).hasSize(100);
      assertThat(payloads(inputs, 1)).hasSize(100);
      assertThat(payloads(inputs, 0))
          .contains(
              "{\"id\":7,\"name\":\"Ann 7\",\"paid\":0.1000,\"at\":\"2026-01-02T02:04:05.678+00:00\",\"more\":{\"a\": [1]}}");
    }
    try (TableInputs again = read(company, Map.of(), Set.of("db.customer", "db.order"))) {
      assertThat(again.extracts()).as("read for this night already").isEmpty();
    }
  }

  @Test
  void changesAreReadFromTheLastOneOnWithAnOverlap() throws SQLException, IOException {
    server.execute(
        "CREATE SCHEMA two",
        "CREATE TABLE two.t (id bigint, _fivetran_synced timestamptz)",
        "INSERT INTO two.t VALUES (1, '2026-01-30 10:00Z'), (2, '2026-01-30 11:30Z'), (3, '2026-01-30 12:00Z')");
    Company company =
        company("two", "t: {extract: changes, cursor: _fivetran_synced, overlap_minutes: 60}");
    String reached;
    try (TableInputs first = read(company, Map.of(), Set.of())) {
      assertThat(payloads(first, 0)).hasSize(3);
      reached = first.extracts().get(0).table();
    }
    server.execute("INSERT INTO two.t VALUES (4, '2026-01-31 01:00Z')");
    try (TableInputs second = read(company, Map.of("db.t", reached), Set.of())) {
      assertThat(payloads(second, 0)).hasSize(3).noneMatch(it -> it.startsWith("{\"id\":1,"));
    }
  }

  @Test
  void aSourceOfWhichATableIsMissingIsToldAndNotReadByHalf() throws SQLException, IOException {
    server.execute("CREATE SCHEMA three", "CREATE TABLE three.t (id bigint)");
    Company company = company("three", "t: {extract: full}", "gone: {extract: full}");
    try (TableInputs inputs = read(company, Map.of(), Set.of())) {
      assertThat(inputs.extracts()).isEmpty();
      assertThat(inputs.failures())
          .singleElement()
          .asString()
          .contains("db could not be read")
          .contains("three.gone");
    }
  }

  @Test
  void aDeltaTableIsReadAtOneVersionAndNotAgainWithoutANewOne() throws IOException {
    String table = folder.resolve("lake/account").toString();
    session().range(3).selectExpr("id", "id * 1.5 AS amount").write().format("delta").save(table);
    Company company = company("tables: {delta: %s}".formatted(folder.resolve("lake")));
    String reached;
    try (TableInputs first = read(company, Map.of(), Set.of())) {
      session()
          .range(9)
          .selectExpr("id", "id * 1.5 AS amount")
          .write()
          .format("delta")
          .mode("append")
          .save(table);
      assertThat(payloads(first, 0)).hasSize(3).contains("{\"id\":2,\"amount\":\"3.0\"}");
      reached = first.extracts().get(0).table();
    }
    try (TableInputs second = read(company, Map.of("db.account", reached), Set.of())) {
      assertThat(payloads(second, 0)).hasSize(12);
      reached = second.extracts().get(0).table();
    }
    try (TableInputs third = read(company, Map.of("db.account", reached), Set.of())) {
      assertThat(third.extracts()).isEmpty();
    }
  }

  private TableInputs read(Company company, Map<String, String> last, Set<String> done) {
    return TableInputs.read(session(), company, DATE, last, done);
  }

  private static List<String> payloads(TableInputs inputs, int number) {
    return inputs.extracts().get(number).payloads().as(Encoders.STRING()).collectAsList();
  }

  private Company company(String schema, String... entities) throws IOException {
    Files.writeString(folder.resolve("user"), "postgres\n");
    Files.writeString(folder.resolve("password"), "none\n");
    return read(
        "tables: {jdbc: '%s', schema: %s, user: 'file:user', password: 'file:password'}"
            .formatted(server.url(), schema),
        entities);
  }

  private Company company(String tables) throws IOException {
    return read(tables, "account: {extract: full}");
  }

  private Company read(String tables, String... entities) throws IOException {
    Files.writeString(
        folder.resolve("tenure.yml"),
        """
        company: test
        reporting: {zone: UTC, currency: USD}
        accounts: {master: db}
        sources:
          db:
            vendor: any
            %s
            entities:
              %s
        """
            .formatted(tables, String.join("\n      ", entities)));
    return CompanyReader.read(folder);
  }
}
