package dev.tenure.night;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.PostgresServer;
import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night that is cut once at every kind of point at which something is committed, each time
 * followed by the same command, which goes on to the next one. All points are docs/faults.md; some
 * of them are cut here, and all of them by the command that the page names. Meanwhile the clock is
 * set forward and back again and again.
 */
class FaultsTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with("account_360");

  private static final Path PAGE = Path.of("../docs/faults.md");
  private static final String HEAD =
      """
      # Where a night may be cut

      A night is cut once at each of these points, of loads and marts at one of each kind, between what is committed
      there and what the ledger learns of it, and the same command is run again each time. In the end the marts, the
      files and the database hold the same rows and checksums as after an undisturbed night. The tests cut at some of
      these points and kill real processes at others; this page is written by cutting at all of them:

      ```
      ./mvnw -B -pl jobs test -Dtest=FaultsTest -Dtenure.faults=all
      ```

      Meanwhile the clock is set forward and back by up to ten days before every reading. Another test kills processes at random
      moments of a night, seeded and printed, and one fills the disk while the marts are built and again while they are
      published; each time the same command goes on. The test command kills once, this one six times and fills the disk:

      ```
      ./mvnw -B -pl jobs verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=NightProcessIT -Dtenure.kills=6 -Dtenure.faults=all
      ```

      | cut after | committed by then | after the same command |
      |---|---|---|
      """;

  /** Of loads and marts one for each kind of write; an attempt for every one would take an hour. */
  private static final Map<String, String> POINTS = points();

  private static final boolean ALL = System.getProperty("tenure.faults", "").equals("all");

  /** An attempt computes most of a night again, so that the test command affords these. */
  private static final Set<String> USUAL =
      Set.of("land", "mart.account_360", "after-pointer", "publish.postgres");

  private static final Clock CLOCK = new JumpingClock();

  @TempDir private Path folder;

  /** Ends a run as a death would: no step takes it for a failure of its own. */
  private static final class Cut extends Error {
    private static final long serialVersionUID = 1;

    private Cut(String point) {
      super(point);
    }
  }

  private static Map<String, String> points() {
    Map<String, String> points = new LinkedHashMap<>();
    points.put("land", "the raw records and the list of their files");
    points.put("load.subscriptions", "a history: versions that hold from a day to a day");
    points.put("load.events", "facts, by their day");
    points.put("mart.account_months", "a ledger, replaced whole");
    points.put("mart.account_360", "a slice of a day, beside those of other days");
    points.put("before-pointer", "every mart, checked, and none of them shown");
    points.put("after-pointer", "the pointer of the warehouse to the new night");
    points.put("publish.exports", "the Parquet exports");
    points.put("publish.duckdb", "the DuckDB file in the place of yesterday's");
    points.put("publish.manifest", "the manifest, the last that readers of files see");
    points.put("publish", "all files of the night");
    points.put("publish.postgres", "the transaction of the database");
    points.put("publish.report", "the night's page");
    return points;
  }

  @Test
  void aNightThatIsCutAtEveryKindOfCommitEndsInTheSameMarts() throws IOException, SQLException {
    assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed; see .ci/run");
    Path conf = TinyCompany.write(folder);
    try (PostgresServer server = PostgresServer.start()) {
      Files.writeString(folder.resolve("secret"), "postgres\n");
      Files.writeString(
          conf.resolve("tenure.yml"),
          """

          publish:
            postgres: {jdbc: "%s", schema: marts, user: "file:../secret", password: "file:../secret"}
          """
              .formatted(server.url()),
          StandardOpenOption.APPEND);
      Company company = CompanyReader.read(conf);
      Home undisturbed = Home.open(folder.resolve("undisturbed"), company.name());
      run(company, undisturbed, Clock.systemUTC(), Faults.none());
      Map<String, String> expected = checksums(undisturbed);
      String published = published(server);
      server.execute("DROP SCHEMA marts CASCADE");

      Home home = Home.open(folder.resolve("home"), company.name());
      Set<String> met = new ConcurrentSkipListSet<>();
      int attempts = 1;
      while (isCut(company, home, met)) {
        attempts++;
        assertThat(attempts).as("every attempt comes further").isLessThanOrEqualTo(met.size() + 1);
      }

      assertThat(met).containsExactlyInAnyOrderElementsOf(ALL ? POINTS.keySet() : USUAL);
      assertThat(checksums(home)).isEqualTo(expected);
      assertThat(published(server)).isEqualTo(published);
      assertPage();
    }
  }

  private static boolean isCut(Company company, Home home, Set<String> met) {
    try {
      run(
          company,
          home,
          CLOCK,
          point -> {
            if ((ALL ? POINTS.keySet() : USUAL).contains(point) && met.add(point)) {
              throw new Cut(point);
            }
          });
      return false;
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      assertThat(cause).isInstanceOf(Cut.class);
      return true;
    }
  }

  private static void run(Company company, Home home, Clock clock, Faults faults) {
    try (Warehouse warehouse = Warehouse.open(session(), MODELS, company, home, clock)) {
      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet(), faults);
    }
  }

  private static Map<String, String> checksums(Home home) {
    Map<String, String> checksums = new TreeMap<>();
    PublishedManifest.current(home.published())
        .orElseThrow()
        .marts()
        .forEach((mart, it) -> checksums.put(mart, it.totals().toString()));
    return checksums;
  }

  /** What the database says of the night it shows. */
  private static String published(PostgresServer server) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url(), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT string_agg(mart || ' ' || rows || ' ' || checksum, ',' ORDER BY mart) FROM marts.publication")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static void assertPage() throws IOException {
    String page =
        HEAD
            + POINTS.entrySet().stream()
                .map(it -> "| `%s` | %s | the same |%n".formatted(it.getKey(), it.getValue()))
                .collect(joining());
    if (ALL) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }
}
