package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failing check may be let pass by somebody, for a reason and up to a day. */
class WaiverTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  @TempDir private Path folder;

  @Test
  void aWaivedCheckPassesUpToItsDayAndIsTold() throws IOException {
    Path conf = TinyCompany.write(folder);
    Path marts = Files.createDirectories(conf.resolve("sql/marts"));
    Files.writeString(marts.resolve("names.sql"), "SELECT account_id FROM known_accounts\n");
    Files.writeString(
        marts.resolve("names.yml"),
        """
        description: One row per account.
        owner: finance
        grain: [account_id]
        write: replace_all
        columns: [account_id]
        checks:
          fail:
            nobody is an account: account_id IS NULL
        cases:
          an account is itself:
            given:
              known_accounts: |
                | account_id |
                | A          |
            expect: |
              | account_id |
              | A          |
        """);
    Path file = conf.resolve("tenure.yml");
    String text = Files.readString(file);
    Home home = Home.open(folder.resolve("home"), "ravenstack");

    Files.writeString(file, text + waiver(TinyCompany.DATE.minusDays(1)));
    assertThatThrownBy(() -> run(conf, home))
        .isInstanceOfSatisfying(
            TenureException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_DATA))
        .hasMessageContaining("names: nobody is an account");

    Files.writeString(file, text + waiver(TinyCompany.DATE), StandardOpenOption.TRUNCATE_EXISTING);
    run(conf, home);
    assertThat(new SampleTruth(home).query("FROM nights SELECT waivers"))
        .singleElement()
        .asString()
        .contains("names: nobody is an account, waived by Ada until 2024-12-31: it is a test");
  }

  private static String waiver(LocalDate until) {
    return """

        waivers:
          names:
            nobody is an account: {who: Ada, why: it is a test, until: %s}
        """
        .formatted(until);
  }

  private static void run(Path conf, Home home) {
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC())) {
      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet());
    }
  }
}
