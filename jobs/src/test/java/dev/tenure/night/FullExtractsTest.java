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
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the changes of an entity missed, its next full extract finds. */
class FullExtractsTest extends SparkSuite {
  private static final LocalDate SUNDAY = LocalDate.of(2025, 1, 5);

  @TempDir private Path folder;

  @Test
  void aChangeAndADeletionThatTheCursorMissedAreFound() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("tenure.yml"),
        """
        company: mine
        reporting: {zone: UTC, currency: USD}
        accounts: {master: crm}
        sources:
          crm:
            vendor: salesforce
            hold_above: 0.9
            entities:
              Account:
                format: csv
                extract: changes
                full_extracts: {on: [sunday], from: 2025-01-05}
        """);
    Home home = Home.open(folder.resolve("home"), "mine");
    // Before 'from' a Sunday's extract is one of changes as well: it deletes nobody.
    deliver(home, SUNDAY.minusDays(8), "001,One", "002,Two", "003,Three");
    deliver(home, SUNDAY.minusDays(7), "004,Four");
    deliver(home, SUNDAY.minusDays(1), "001,One and only");
    // Two was renamed and Three deleted on Friday, and no extract of changes told it.
    deliver(home, SUNDAY, "001,One and only", "002,Second", "004,Four");
    deliver(home, SUNDAY.plusDays(1), "002,Second Ltd");
    try (Warehouse warehouse =
        Warehouse.open(
            session(),
            LeanModels.withoutMarts(),
            CompanyReader.read(conf),
            home,
            Clock.systemUTC())) {
      for (int day = -8; day <= 1; day++) {
        warehouse.run(
            new Order(SUNDAY.plusDays(day), Optional.empty(), Through.CHECKED), Progress.quiet());
      }
      assertThat(versions(warehouse.work()))
          .containsExactly(
              "001 One 2024-12-28 to 2025-01-04",
              "001 One and only 2025-01-04",
              "002 Second 2025-01-05 to 2025-01-06",
              "002 Second Ltd 2025-01-06",
              "002 Two 2024-12-28 to 2025-01-05",
              "003 Three 2024-12-28 to 2025-01-05",
              "003 Three 2025-01-05 deleted",
              "004 Four 2024-12-29");
    }
  }

  private static List<String> versions(Workspace work) {
    String path = work.home().table("core/account_profiles");
    return work
        .store()
        .read(path, work.ledger().version(path))
        .selectExpr(
            "account_id || ' ' || name || ' ' || valid_from || coalesce(' to ' || valid_to, '')"
                + " || IF(is_deleted, ' deleted', '')")
        .collectAsList()
        .stream()
        .map(row -> ((Row) row).getString(0))
        .sorted()
        .toList();
  }

  private static void deliver(Home home, LocalDate date, String... rows) throws IOException {
    Path inbox = home.inbox().resolve("crm/Account/" + date);
    Files.createDirectories(inbox);
    Files.writeString(inbox.resolve("Account.csv"), "Id,Name\n" + String.join("\n", rows) + "\n");
  }
}
