package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Case;
import dev.tenure.night.LeanModels;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Progress;
import dev.tenure.night.Warehouse;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/own-system.md tells a stranger to write, written and run as it stands there. */
class OwnSystemPageTest extends SparkSuite {
  private static final Path PAGE = Path.of("../docs/own-system.md");
  private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final LocalDate DATE = LocalDate.of(2026, 1, 31);

  @TempDir private Path folder;
  private Company company;

  @BeforeEach
  void followThePage() throws IOException {
    List<String> blocks =
        BLOCK.matcher(Files.readString(PAGE)).results().map(it -> it.group(2)).toList();
    assertThat(blocks).hasSize(6);
    write("exports/billing/contracts.csv", blocks.get(0));
    write(
        "exports/Account.csv",
        """
        Id,Name,CreatedDate,SystemModstamp
        001A0000006Vm9rIAC,Acme,2024-01-01T00:00:00.000Z,2026-01-30T00:00:00.000Z
        001B0000006Vm9rIAC,Bolt,2024-01-01T00:00:00.000Z,2026-01-30T00:00:00.000Z
        """);
    write(
        "conf/tenure.yml",
        """
        company: mine
        reporting: {zone: Europe/Berlin, currency: EUR}
        accounts: {master: crm}
        sources:
          crm:
            vendor: salesforce
            inbox: '/exports'
            extract_date: 2026-01-31
            entities:
              Account: {format: csv, extract: full, path: Account.csv}
        %s
        """
            .formatted(blocks.get(1))
            .replace("'/exports'", folder.resolve("exports").toString()));
    write("conf/sql/sources/homegrown_customer.sql", blocks.get(2));
    write("conf/sql/sources/homegrown_customer.yml", blocks.get(3));
    write("conf/sql/sources/homegrown_contract.sql", blocks.get(4));
    write("conf/sql/sources/homegrown_contract.yml", blocks.get(5));
    company = CompanyReader.read(folder.resolve("conf"));
  }

  @Test
  void itsNightGivesTheMrrThatThePageTells() {
    Home home = Home.open(folder.resolve("home"), "mine");
    try (Warehouse warehouse =
        Warehouse.open(session(), LeanModels.with(), company, home, Clock.systemUTC())) {
      warehouse.run(Order.night(DATE), Progress.quiet());
    }

    assertThat(
            rows(
                home,
                "FROM account_months SELECT account_id, month, closing_mrr WHERE month >= DATE '2025-09-01' ORDER BY ALL"))
        .contains(
            "001A0000006Vm9rIAC,2026-01-01,1200.500000",
            "001B0000006Vm9rIAC,2025-09-01,99.000000",
            "001B0000006Vm9rIAC,2025-10-01,0.000000")
        .hasSize(10);
    assertThat(
            rows(
                home,
                "FROM mrr_movements SELECT movement_date WHERE movement = 'churn' ORDER BY ALL"))
        .as("the first day without service")
        .containsExactly("2025-10-01");
    assertThat(
            rows(
                home,
                "FROM data_quality SELECT rule, rows_failed WHERE source = 'homegrown' AND rows_failed > 0 ORDER BY ALL"))
        .contains("the contract begins on a day,1");
  }

  @Test
  void itsCasesHold() {
    Catalogue catalogue = CatalogueReader.read(Path.of("../sql"), company);
    AsOfSessions sessions = new AsOfSessions(session(), catalogue);
    for (String mapping : List.of("homegrown_customer", "homegrown_contract")) {
      SqlModel model = catalogue.model(mapping);
      for (Case example : model.contract().cases()) {
        ModelRun run = new ModelRun(session(), sessions, model, example);
        CasesTestBase.assertSameRows(
            example.title(), run.expected(), run.rows(ModelRun.Given.AS_WRITTEN));
      }
    }
  }

  private static List<String> rows(Home home, String query) {
    StringBuilder text = new StringBuilder();
    new MartQuery(home.published(), query, QueryFormat.CSV, Optional.empty()).run(text);
    return text.toString().lines().skip(1).toList();
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
