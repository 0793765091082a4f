package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.config.Entity;
import dev.tenure.config.Source;
import dev.tenure.landing.Inbox;
import dev.tenure.sample.SampleCompany;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a stranger's exports to a first mart. */
class InitVerbTest extends SparkSuite {
  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  @TempDir private Path folder;

  @Test
  void exportsInDatedFoldersBecomeACompanyWhoseFirstNightIsExact() throws IOException {
    SampleCompany.write(folder, new SampleCompany.Options(20, DAY, DAY, 7));
    Path conf = folder.resolve("mine");

    Call made = init(conf, folder.resolve("inbox"), "--json");
    made.assertDocumented("init");
    assertThat(made.json().at("/next").asText())
        .isEqualTo("./tenure run --conf %s --date 2025-01-01".formatted(conf));

    Company mine = CompanyReader.read(conf);
    Company sample = CompanyReader.read(Place.root().resolve("conf/sample"));
    assertThat(mine.accountsMaster()).isEqualTo("crm");
    assertThat(mine.sources()).containsKeys("crm", "billing", "billing_eu", "support", "reference");
    for (Source source : mine.sources().values()) {
      Source known = sample.sources().get(source.name());
      assertThat(source.vendor()).isEqualTo(known.vendor());
      for (Entity entity : source.entities().values()) {
        assertThat(entity).isEqualTo(known.entities().get(entity.name()));
      }
    }

    Path home = folder.resolve("home");
    Call run = Call.of("run", "--conf=" + conf, "--date=" + DAY, "--home=" + home, "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Call query =
        Call.of(
            "query",
            "FROM account_months SELECT sum(closing_mrr) AS mrr WHERE month = DATE '2025-01-01'",
            "--home=" + home,
            "--conf=" + conf,
            "--format=csv");
    assertThat(new BigDecimal(query.out().lines().toList().get(1)))
        .isEqualByComparingTo(trueMrr())
        .isPositive();
  }

  @Test
  void exportsInOneFolderAreReadByTheirNames() throws IOException {
    SampleCompany.write(folder, new SampleCompany.Options(30, DAY, DAY, 7));
    Path exports = Files.createDirectories(folder.resolve("exports"));
    copy("crm/Account/2025-01-01/Account.csv", exports.resolve("accounts of mine.csv"));
    copy("billing/customers/2025-01-01/customers.json", exports.resolve("customers.json"));
    copy("billing/subscriptions/2025-01-01/subscriptions.json", exports.resolve("subs-1.json"));
    copy("billing/subscriptions/2025-01-01/subscriptions.json", exports.resolve("subs-2.json"));
    copy("crm/User/2025-01-01/User.csv", exports.resolve("users 2024-12-31.csv"));
    copy("crm/User/2025-01-01/User.csv", exports.resolve("users 2025-01-01.csv"));
    Files.writeString(exports.resolve("notes.txt"), "nothing\nof\ninterest\n");
    Path conf = folder.resolve("mine");

    Call made = init(conf, exports);
    assertThat(made.out())
        .contains("tenure.yml is written")
        .contains("./tenure run --conf %s --date 2025-01-01".formatted(conf));

    Company mine = CompanyReader.read(conf);
    assertThat(mine.accountsMaster()).isEqualTo("salesforce");
    assertThat(new Inbox(mine, folder).files(DAY))
        .extracting(file -> file.entity() + " of " + file.extractDate())
        .containsExactlyInAnyOrder(
            "Account of 2025-01-01",
            "customers of 2025-01-01",
            "subscriptions of 2025-01-01",
            "subscriptions of 2025-01-01",
            "User of 2024-12-31",
            "User of 2025-01-01");
    String text = Files.readString(conf.resolve("tenure.yml"));
    assertThat(text)
        .contains("# not recognized, and not read: notes.txt")
        .contains("path: 'subs-**.json'");
    Files.writeString(conf.resolve("tenure.yml"), text.replaceAll("(?m)^#(?=  )", ""));
    assertThat(CompanyReader.read(conf).sources())
        .as("the lines for exchange rates can be taken as they stand")
        .containsKey("reference");
  }

  @Test
  void whatIsThereIsKeptAndWhatIsMissingIsAskedFor() throws IOException {
    Path exports = Files.createDirectories(folder.resolve("exports"));
    Files.writeString(exports.resolve("notes.csv"), "a,b\n1,2\n");
    Path conf = Files.createDirectories(folder.resolve("mine"));

    Call none = init(conf, exports);
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("list of accounts").contains("./tenure inspect " + exports);
    assertThat(conf.resolve("tenure.yml")).doesNotExist();

    Call bare = Call.of("init", conf.toString(), "--from", exports.toString());
    assertThat(bare.exitCode()).isEqualTo(2);
    assertThat(bare.err()).contains("--currency EUR");
    assertThat(Call.of("init", conf.toString()).err()).contains("--from ~/exports");
    Call crowns = Call.of("init", conf.toString(), "--from=" + exports, "--currency=crowns");
    assertThat(crowns.exitCode()).isEqualTo(2);
    assertThat(crowns.err()).contains("'crowns' is no currency of ISO 4217");
    assertThat(conf.resolve("tenure.yml")).doesNotExist();

    Files.writeString(conf.resolve("tenure.yml"), "company: mine\n");
    Call again = init(conf, exports);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("exists already");
    assertThat(Files.readString(conf.resolve("tenure.yml"))).isEqualTo("company: mine\n");
  }

  @Test
  void aPersonIsAskedUntilEachAnswerCanBeRead() throws IOException {
    Path exports = Files.createDirectories(folder.resolve("exports"));
    SampleCompany.write(folder, new SampleCompany.Options(5, DAY, DAY, 7));
    copy("crm/Account/2025-01-01/Account.csv", exports.resolve("accounts.csv"));
    Path conf = folder.resolve("asked");
    List<String> prompts = new ArrayList<>();
    Deque<String> answers =
        new ArrayDeque<>(
            List.of(
                "",
                "nowhere",
                exports.toString(),
                "",
                "crowns",
                " sek ",
                "Mars",
                "Europe/Paris",
                "31.1.2025",
                "2025-01-31"));
    InitVerb verb =
        new InitVerb(
            new Questions(
                prompt -> {
                  prompts.add(prompt);
                  return answers.poll();
                }));

    StringWriter told = new StringWriter();
    int code = new CommandLine(verb).setOut(new PrintWriter(told, true)).execute(conf.toString());

    assertThat(code).isZero();
    assertThat(told.toString()).contains("--date 2025-01-31");
    assertThat(answers).isEmpty();
    assertThat(prompts)
        .containsExactly(
            "Folder of the exports: ",
            "Folder of the exports: ",
            "There is no folder 'nowhere'.%nFolder of the exports: ".formatted(),
            "Name of the company [asked]: ",
            "Reporting currency (such as USD): ",
            "'crowns' is no currency of ISO 4217, such as USD or EUR.%nReporting currency (such as USD): "
                .formatted(),
            "Reporting zone [%s]: ".formatted(ZoneId.systemDefault().getId()),
            "'Mars' is no zone, such as Europe/Berlin.%nReporting zone [%s]: "
                .formatted(ZoneId.systemDefault().getId()),
            "Day of exports without one in their path [%s]: "
                .formatted(LocalDate.now(ZoneId.of("Europe/Paris"))),
            "'31.1.2025' is no day, such as 2026-01-31.%nDay of exports without one in their path [%s]: "
                .formatted(LocalDate.now(ZoneId.of("Europe/Paris"))));
    Company company = CompanyReader.read(conf);
    assertThat(company.name()).isEqualTo("asked");
    assertThat(company.currency()).isEqualTo("SEK");
    assertThat(company.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
  }

  private static Call init(Path conf, Path exports, String... more) {
    String[] fixed = {
      "init",
      conf.toString(),
      "--from=" + exports,
      "--zone=America/New_York",
      "--currency=USD",
      "--date=" + DAY
    };
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return Call.of(all);
  }

  private void copy(String from, Path to) throws IOException {
    Files.copy(folder.resolve("inbox").resolve(from), to);
  }

  /** What the sample company's own ledger says of the month. */
  private BigDecimal trueMrr() throws IOException {
    return Files.readAllLines(folder.resolve("truth/account_months.csv")).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[1].equals("2025-01-01"))
        .map(cells -> new BigDecimal(cells[cells.length - 1]))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
