package dev.tenure.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.PostgresServer;
import dev.tenure.config.Database;
import dev.tenure.config.Secret;
import dev.tenure.readers.KernelProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of every kind who look all the time while a hundred nights are published. */
class HundredPublicationsTest {
  private static final int NIGHTS = 100;
  private static final String ALL =
      NumberedNights.MARTS.stream()
          .map(mart -> "SELECT night FROM marts." + mart)
          .collect(Collectors.joining(" UNION "));

  @TempDir private Path folder;

  @Test
  void noReaderSeesTwoNightsMixed() throws Exception {
    assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed; see .ci/run");
    try (PostgresServer server = PostgresServer.start();
        NumberedNights nights = new NumberedNights(folder);
        Connection early = reading(server);
        Connection whole = reading(server);
        Connection single = connect(server)) {
      PostgresPublication postgres = postgres(server);
      publish(nights, postgres, 0);
      try (DuckDbProcess duckDb = DuckDbProcess.start(nights.published().resolve("marts.duckdb"));
          KernelProcess kernel = KernelProcess.start()) {
        List<NightWatch> watches =
            List.of(
                NightWatch.start("DuckDB", duckDb::nights),
                NightWatch.start("exports", () -> exported(nights)),
                NightWatch.start("Delta versions", () -> pinned(nights, kernel)),
                NightWatch.start("transaction", () -> thenCommit(whole, oneByOne(whole))),
                NightWatch.start("one query", () -> numbers(single, ALL)));
        assertThat(oneByOne(early)).containsExactly(0);
        for (int night = 1; night <= NIGHTS; night++) {
          publish(nights, postgres, night);
          if (night == NIGHTS / 2) {
            assertThat(thenCommit(early, oneByOne(early)))
                .as("a transaction that was open for fifty nights")
                .containsExactly(0);
            assertThat(thenCommit(early, oneByOne(early))).containsExactly(night);
          }
        }
        for (NightWatch watch : watches) {
          watch.end();
          assertThat(watch.faults()).as(watch.getName()).isEmpty();
          assertThat(watch.seen()).as(watch.getName()).hasSizeGreaterThan(10);
        }
      }
    }
  }

  private static void publish(NumberedNights nights, PostgresPublication postgres, int night)
      throws SQLException, IOException {
    List<MartFiles> marts = nights.write(night);
    PublishedManifest manifest = nights.publish(night, marts);
    postgres.publish(manifest, nights.published().resolve("marts.duckdb"), marts, "test");
  }

  /** What the manifest of a moment names, read from the Parquet files. */
  private static Set<Integer> exported(NumberedNights nights) throws SQLException {
    PublishedManifest manifest = PublishedManifest.current(nights.published()).orElseThrow();
    Set<Integer> numbers = new TreeSet<>(Set.of(number(manifest)));
    try (DuckDbSession session = DuckDbSession.inMemory()) {
      for (PublishedMart mart : manifest.marts().values()) {
        Path export = nights.published().resolve(mart.export().folder());
        Stream<Path> files = mart.export().files().stream().map(it -> export.resolve(it.name()));
        try (ResultSet rows =
            session.query(
                "FROM %s SELECT DISTINCT night".formatted(DuckDbSession.parquet(files)))) {
          while (rows.next()) {
            numbers.add(rows.getInt(1));
          }
        }
      }
    }
    return numbers;
  }

  /** The same from the Delta versions. */
  private static Set<Integer> pinned(NumberedNights nights, KernelProcess kernel)
      throws IOException {
    PublishedManifest manifest = PublishedManifest.current(nights.published()).orElseThrow();
    Set<Integer> numbers = new TreeSet<>(Set.of(number(manifest)));
    for (PublishedMart mart : manifest.marts().values()) {
      kernel
          .values(nights.table(mart), mart.version(), "night")
          .forEach(it -> numbers.add(Integer.valueOf(it)));
    }
    return numbers;
  }

  private static int number(PublishedManifest manifest) {
    return Integer.parseInt(manifest.runId().substring("run-".length()));
  }

  /** Queries of one transaction, mart by mart, and what the database says of itself. */
  private static Set<Integer> oneByOne(Connection connection) throws SQLException {
    Set<Integer> numbers = new TreeSet<>();
    for (String mart : NumberedNights.MARTS) {
      numbers.addAll(numbers(connection, "SELECT DISTINCT night FROM marts." + mart));
    }
    numbers.addAll(
        numbers(
            connection,
            "SELECT substr(run_id, 5)::integer FROM marts.publication ORDER BY published_at DESC LIMIT 1"));
    return numbers;
  }

  private static Set<Integer> thenCommit(Connection connection, Set<Integer> numbers)
      throws SQLException {
    connection.commit();
    return numbers;
  }

  private static Set<Integer> numbers(Connection connection, String query) throws SQLException {
    Set<Integer> numbers = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }

  private static Connection connect(PostgresServer server) throws SQLException {
    return DriverManager.getConnection(server.url(), "postgres", "");
  }

  /** A connection as docs/bi.md tells reports to open it. */
  private static Connection reading(PostgresServer server) throws SQLException {
    Connection connection = connect(server);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  private PostgresPublication postgres(PostgresServer server) throws IOException {
    Secret secret =
        new Secret.Line(Files.writeString(folder.resolve("secret"), "postgres\n"), "tenure.yml:1");
    return new PostgresPublication(
        new Database(server.url(), Optional.of("marts"), secret, secret));
  }
}
