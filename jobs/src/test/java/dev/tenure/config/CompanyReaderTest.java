package dev.tenure.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.landing.Inbox;
import dev.tenure.model.CatalogueReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a company's tenure.yml is told with its line, its value and the cure. */
class CompanyReaderTest {
  private static final String RIGHT =
      """
      company: mine
      reporting:
        zone: Europe/Berlin
        currency: EUR
      accounts:
        master: crm
      sources:
        crm:
          vendor: salesforce
          entities:
            Account: {format: csv, extract: full}
        billing:
          vendor: stripe
          inbox: nowhere
          entities:
            subscriptions: {format: json, records: data, extract: changes, path: "s.json"}
        lake:
          vendor: fivetran_zendesk
          tables: {jdbc: "jdbc:postgresql://db/x", user: env:TENURE_NO_SUCH_USER, password: file:none}
          entities:
            ticket: {extract: full}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zone: | zoneh: | 3: unknown key 'zoneh'; known here: closing_day, currency
          zone: Europe/Berlin | zone: Berlin | 3: unknown time zone 'Berlin'; use an IANA name
          currency: EUR | currency: Euro | 4: unknown currency 'Euro'; use an ISO 4217 code
          master: crm | master: crn | 6: the accounts' master 'crn' is no source; sources are [crm, billing, lake]
          billing: | crm: | 12: the key 'crm' stands twice
          vendor: salesforce | vendor: [salesforce] | 9: expected a text, found a list
          format: csv | format: cvs | 11: unknown format 'cvs'; known: csv, json, json_lines, parquet
          extract: full} | extract: whole} | 11: unknown extract kind 'whole'; known: full, changes, events
          format: csv | formt: csv | 11: the key 'format' is missing
          user: env:TENURE_NO_SUCH_USER | user: joe | 19: user is not written into conf; name an environment variable (env:NAME) or a file
          jdbc:postgresql: | jdbc:mysql: | 19: the database is PostgreSQL, as jdbc:postgresql://host:5432/database, found 'jdbc:mysql://db/x'
          inbox: nowhere | delivers_every: daily | 14: delivers_every is 1 to 9999, found 'daily'
          reporting: | reporting: { | not valid YAML
          """)
  void aMistakeIsToldWithItsLine(String right, String wrong, String told) throws IOException {
    assertThatThrownBy(() -> company(right, wrong))
        .isInstanceOfSatisfying(
            TenureException.class, it -> assertThat(it.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(folder.resolve("tenure.yml") + ":")
        .hasMessageContaining(told);
  }

  @Test
  void allMistakesAreToldAtOnceAndEachOnce() throws IOException {
    write(RIGHT.replace("zone:", "zoneh:").replace("format: csv", "format: [csv]"));

    assertThatThrownBy(() -> CompanyReader.read(folder))
        .isInstanceOf(TenureException.class)
        .message()
        .satisfies(
            message -> {
              assertThat(message).contains(":3: unknown key 'zoneh'", ":11: expected a text");
              assertThat(Arrays.stream(message.split("\n", -1))).doesNotHaveDuplicates();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vendor: stripe | vendor: strype | 13: no mapping reads the vendor 'strype' of source 'billing'; correct its name (the folders of sql/sources are vendors), or write a mapping that reads raw_strype_subscriptions
          subscriptions: | subscription: | 16: no mapping reads 'subscription' of vendor 'stripe'; 'subscriptions' is what one reads
          ticket: | Tickets: | 21: no mapping reads 'Tickets' of vendor 'fivetran_zendesk'; 'ticket' is what one reads
          """)
  void whatNoMappingReadsByAMisspeltNameIsTold(String right, String wrong, String told)
      throws IOException {
    Company company = company(right, wrong);

    assertThatThrownBy(() -> CatalogueReader.read(Path.of("../sql"), company))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("%s:%s", folder.resolve("tenure.yml"), told);
  }

  @Test
  void whatIsLandedOnlyIsNoMistake() throws IOException {
    Company company = company("subscriptions:", "payouts:");

    assertThat(CatalogueReader.read(Path.of("../sql"), company).find("subscriptions")).isPresent();
  }

  @Test
  void anInboxAndACredentialThatAreNotThereAreToldWithTheirLines() throws IOException {
    Company company = company("company: mine", "company: mine");
    Database database = (Database) company.sources().get("lake").input();

    assertThatThrownBy(() -> new Inbox(company, folder).files(LocalDate.of(2026, 1, 31)))
        .isInstanceOf(TenureException.class)
        .hasMessage(
            "The inbox of source 'billing' does not exist: %s. Mount or create the folder, or correct %s:14.",
            folder.resolve("nowhere"), folder.resolve("tenure.yml"));
    assertThatThrownBy(() -> database.user().value())
        .isInstanceOf(TenureException.class)
        .hasMessage(
            "%s:19: a credential is not there: the environment variable TENURE_NO_SUCH_USER. Set it for the process that runs Tenure.",
            folder.resolve("tenure.yml"));
    assertThatThrownBy(() -> database.password().value())
        .isInstanceOf(TenureException.class)
        .hasMessageContaining(
            ":19: a credential is not there: the file %s", folder.resolve("none"));
  }

  @Test
  void anExtractWithoutADateIsToldWithTheLineOfItsEntity() throws IOException {
    Files.createDirectories(folder.resolve("nowhere"));
    Company company = company("company: mine", "company: mine");

    assertThatThrownBy(() -> new Inbox(company, folder).files(LocalDate.of(2026, 1, 31)))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining(
            "%s:16: billing.subscriptions has no extract date", folder.resolve("tenure.yml"));
  }

  private Company company(String right, String wrong) throws IOException {
    assertThat(RIGHT).contains(right);
    int place = RIGHT.indexOf(right);
    write(RIGHT.substring(0, place) + wrong + RIGHT.substring(place + right.length()));
    return CompanyReader.read(folder);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("tenure.yml"), text);
  }
}
