package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.store.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night waits for the sources that conf names, each until its hour, and no longer. */
class WaitingTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  private static final LocalDate NIGHT = LocalDate.of(2026, 1, 31);
  private static final Instant ONE_O_CLOCK = Instant.parse("2026-02-01T01:00:00Z");

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private final List<Duration> pauses = new ArrayList<>();
  private MovingClock clock;
  private Home home;

  @BeforeEach
  void setUp() {
    clock = new MovingClock();
  }

  @Test
  void aMarkerEndsTheWaiting() throws IOException {
    Path marker = folder.resolve("home/inbox/crm/done/2026-01-31");

    await(
        """
        marker: done/{extract_date}
        until: "06:00"
        """,
        () -> write(pauses.size() == 3 ? marker : marker.resolveSibling("2026-01-30")));

    assertThat(pauses).hasSize(3).containsOnly(Duration.ofSeconds(30));
    assertThat(said.toString())
        .isEqualTo(
            "  waits for crm until 2026-02-01T06:00Z[UTC]: %s is not there%n".formatted(marker));
  }

  @Test
  void afterItsHourASourceIsNotWaitedFor() throws IOException {
    await("until: \"01:01:10\"", () -> {});

    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(10));
    assertThat(said.toString())
        .endsWith(
            "  note: crm is not waited for any longer: nothing of Account, User is there for 2026-01-31%n"
                .formatted());
  }

  @Test
  void withoutAMarkerEveryEntityHasDeliveredTheDate() throws IOException {
    Path inbox = folder.resolve("home/inbox/crm");
    await(
        "until: \"06:00\"",
        () -> {
          write(inbox.resolve("Account/2026-01-31/a.csv"));
          write(inbox.resolve("User/2026-01-30/a.csv"));
          write(inbox.resolve("User/2026-01-31/" + (pauses.size() < 3 ? "a.csv.part" : "a.csv")));
        });

    assertThat(pauses).hasSize(3);
  }

  @Test
  void aDeltaTableIsReadyWhenItWasWrittenAfterTheDate() throws IOException {
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    session()
        .range(1)
        .withColumn("changed", functions.current_timestamp())
        .write()
        .format("delta")
        .save(folder.resolve("lake/account").toString());
    Company company =
        company(
            """
            tables: {delta: ../lake}
            ready: {until: "23:59"}
            entities:
              Account: {extract: full, table: account}
            """);
    clock.now = Instant.now();

    waiting(company, () -> {}).await(yesterday);
    assertThat(pauses).isEmpty();
    waiting(company, () -> clock.now = clock.now.plus(Duration.ofDays(2)))
        .await(yesterday.plusDays(1));
    assertThat(pauses).hasSize(1);
  }

  private void await(String ready, Runnable change) throws IOException {
    Company company =
        company(
            """
            ready:
            %sentities:
              Account: {format: csv, extract: full}
              User: {format: csv, extract: full}
            """
                .formatted(ready.strip().indent(2)));
    waiting(company, change).await(NIGHT);
  }

  private Waiting waiting(Company company, Runnable change) {
    home = new Home(folder.resolve("home"));
    try (Warehouse warehouse = Warehouse.open(session(), MODELS, company, home, clock)) {
      return new Waiting(
          warehouse.work(),
          Progress.on(new PrintWriter(said)),
          duration -> {
            pauses.add(duration);
            clock.now = clock.now.plus(duration);
            change.run();
          });
    }
  }

  private Company company(String source) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("tenure.yml"),
        """
        company: waiting
        reporting: {zone: UTC, currency: USD}
        accounts: {master: crm}
        sources:
          crm:
            vendor: salesforce
        %s"""
            .formatted(source.indent(4)));
    return CompanyReader.read(conf);
  }

  private static void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class MovingClock extends Clock {
    private Instant now = ONE_O_CLOCK;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
