package dev.tenure.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.PostgresServer;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.config.Database;
import dev.tenure.config.Entity;
import dev.tenure.config.Format;
import dev.tenure.config.Secret;
import dev.tenure.config.Source;
import dev.tenure.inspect.Inspection.Guess;
import dev.tenure.landing.FormatSniffer;
import dev.tenure.night.TinyCompany;
import dev.tenure.sample.SampleCompany;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are recognized by what they hold, or it is said that they are not. */
class InspectorTest extends SparkSuite {
  private static final Path SAMPLES = Path.of("../../shared/data/vendor_samples");
  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  @TempDir private Path folder;

  @Test
  void everyTableOfAConnectorIsRecognized() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "the vendors' samples are not beside the project");
    KnownShapes shapes = KnownShapes.read();
    List<String> wrong = new ArrayList<>();
    List<Path> files = files(SAMPLES, ".csv");
    for (Path file : files) {
      Optional<String> found =
          shapes.of(FormatSniffer.sniff(file)).map(shape -> shape.vendor() + " " + shape.entity());
      if (!found.equals(Optional.of(nameOf(file)))) {
        wrong.add(file + " is taken for " + found.orElse("nothing"));
      }
    }
    assertThat(files).hasSizeGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  @Test
  void aFileOfNoKnownShapeIsSaidToBeUnknown() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "the vendors' samples are not beside the project");
    assertThat(
            KnownShapes.read()
                .of(FormatSniffer.sniff(SAMPLES.resolve("stripe_api_fixtures3.json"))))
        .isEmpty();
    Path file = folder.resolve("invoices.csv");
    Files.writeString(file, "number,customer,total\n1,A,10\n2,B,20\n");

    Inspection inspection = inspector().inspect(file).get(0);

    assertThat(inspection.guess()).isEmpty();
    assertThat(inspection.table()).isEmpty();
    assertThat(inspection.conf()).isEmpty();
    assertThat(inspection.columns().unread()).containsExactly("number", "customer", "total");
    assertThat(inspection.outcome().records()).isEqualTo(2);
  }

  @Test
  void theSampleCompanysInboxIsRecognizedAsItsConfSays() {
    SampleCompany.write(folder, new SampleCompany.Options(8, DAY, DAY.plusDays(6), 7));
    Company sample = CompanyReader.read(Path.of("../conf/sample"));

    List<Inspection> inspections = inspector().inspect(folder.resolve("inbox"));

    int recognized = 0;
    for (Inspection inspection : inspections) {
      Source source = sample.sources().get(inspection.file().split("/", -1)[0]);
      String entity = inspection.file().split("/", -1)[1];
      if (inspection.guess().isPresent()) {
        recognized++;
        Guess guess = inspection.guess().get();
        Entity known = source.entities().get(entity);
        assertThat(guess.vendor()).as(inspection.file()).isEqualTo(source.vendor());
        assertThat(guess.entity()).as(inspection.file()).isEqualTo(entity);
        assertThat(guess.extract())
            .as(inspection.file())
            .isEqualToIgnoringCase(known.extract().name());
        assertThat(inspection.format()).as(inspection.file()).isEqualTo(known.format());
      }
    }
    assertThat(recognized).isGreaterThan(12);
    assertThat(inspections)
        .filteredOn(it -> it.table().equals(Optional.of("subscriptions")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.columns().mapped()).contains("id", "customer", "status", "items");
              assertThat(it.outcome().loaded()).isPositive();
            });
  }

  @Test
  void productEventsOfSegmentAndAmplitudeAreRecognized() throws IOException {
    Files.writeString(
        folder.resolve("tracks.csv"),
        """
        id,anonymous_id,user_id,event,event_text,received_at,original_timestamp,timestamp
        m1,a1,u1,order_completed,Order Completed,2025-01-01 10:00:01,2025-01-01 10:00:00,2025-01-01 10:00:00
        m2,a2,,order_completed,Order Completed,2025-01-01 10:00:01,2025-01-01 10:00:00,soon
        """);
    Files.writeString(
        folder.resolve("pages.csv"),
        """
        id,anonymous_id,name,path,url,received_at,original_timestamp,timestamp
        m3,a1,,/buy,https://acme.example/buy,2025-01-01 10:00:01,2025-01-01 10:00:00,2025-01-01 10:00:00
        """);
    Files.writeString(
        folder.resolve("amplitude.json"),
        """
        {"$insert_id":"i1","uuid":"u1","amplitude_id":7,"event_type":"export",\
        "event_time":"2025-01-01 10:00:00.125000","server_upload_time":"2025-01-01 10:00:01.000000",\
        "groups":{"company":["001"]}}
        """);
    Files.writeString(
        folder.resolve("amplitude_connector.csv"),
        """
        id,_fivetran_synced,_insert_id,uuid,amplitude_id,event_type,event_time,server_upload_time,groups
        1,2025-01-02 00:00:00,i1,u1,7,export,2025-01-01T10:00:00.125Z,2025-01-01T10:00:01Z,{}
        """);

    List<Inspection> inspections = inspector().inspect(folder);

    assertThat(inspections)
        .extracting(
            it ->
                "%s %s loads %d into %s"
                    .formatted(
                        it.guess().map(Guess::vendor).orElse("?"),
                        it.guess().map(Guess::entity).orElse("?"),
                        it.outcome().loaded(),
                        it.table().orElse("nothing")))
        .containsExactlyInAnyOrder(
            "segment tracks loads 1 into events",
            "segment pages loads 1 into events",
            "amplitude events loads 1 into events",
            "fivetran_amplitude event loads 1 into events");
    assertThat(inspections)
        .flatExtracting(it -> it.outcome().failures())
        .singleElement()
        .satisfies(it -> assertThat(it.rule()).isEqualTo("the call has a time"));
  }

  @Test
  void rowsThatWouldFailAreToldWithTheirPlace() throws IOException {
    Path file = folder.resolve("Account.csv");
    Files.writeString(
        file,
        """
        Id,Name,OwnerId,BillingCountry,CreatedDate
        001000000000001AAA,One,005,US,2025-01-01T00:00:00.000Z
        ,Two,005,US,2025-01-01T00:00:00.000Z
        001000000000003AAA,Three,005,US,yesterday
        """);

    Inspection inspection = inspector().inspect(file).get(0);

    assertThat(inspection.table()).contains("account_profiles");
    assertThat(inspection.outcome().records()).isEqualTo(3);
    assertThat(inspection.outcome().loaded()).isEqualTo(1);
    assertThat(inspection.outcome().failures())
        .anySatisfy(
            it ->
                assertThat(it.example()).startsWith("Account.csv, record 3").contains("yesterday"))
        .anySatisfy(it -> assertThat(it.example()).startsWith("Account.csv, record 2"));
  }

  @Test
  void everyDelimiterOfTheBulkApiIsSeenAndItsConfCanBePasted() throws IOException {
    Map<Character, String> written =
        Map.of(',', "csv,", '^', "'^'", '|', "'|'", '\t', "tab", ';', "';'", '`', "'`'");
    for (Map.Entry<Character, String> delimiter : written.entrySet()) {
      String cut = String.valueOf(delimiter.getKey());
      Path file = folder.resolve("User.csv");
      String text =
          String.join("\r\n", "Id,Username,IsActive,TimeZoneSidKey", "005,\"a\nb\",true,UTC", "")
              .replace(",", cut);
      Files.write(file, ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));

      Inspection inspection = inspector().inspect(file).get(0);

      assertThat(inspection.format()).isEqualTo(new Format.Csv(delimiter.getKey()));
      assertThat(inspection.guess().map(Guess::entity)).contains("User");
      assertThat(inspection.outcome().records()).isEqualTo(1);
      assertThat(inspection.conf()).contains(delimiter.getValue());
      assertThat(pasted(inspection.conf()).sources().get("salesforce").entities().get("User"))
          .extracting(Entity::format)
          .isEqualTo(new Format.Csv(delimiter.getKey()));
    }
  }

  @Test
  void aBrokenOrEmptyFileHidesNoOtherOne() throws IOException {
    Path exports = Files.createDirectories(folder.resolve("exports"));
    Files.writeString(
        exports.resolve("rates.csv"),
        "from_currency,to_currency,rate_date,rate,kind\nEUR,USD,2025-01-01,1.1,plan\n");
    Files.createFile(exports.resolve("empty.csv"));
    Files.write(exports.resolve("cut.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    Files.writeString(exports.resolve("broken.parquet"), "PAR1 and nothing more");

    List<Inspection> inspections = inspector().inspect(exports);

    assertThat(inspections)
        .filteredOn(it -> it.guess().isPresent())
        .singleElement()
        .satisfies(it -> assertThat(it.outcome().loaded()).isEqualTo(1));
    assertThat(inspections).flatExtracting(Inspection::files).hasSize(4);
    assertThat(inspections)
        .flatExtracting(it -> it.outcome().failures())
        .extracting(failure -> failure.rule())
        .containsExactlyInAnyOrder("compression", "parquet syntax");
  }

  @Test
  void tablesOfALakeAreRecognizedEach() {
    session()
        .sql(
            "SELECT 'A1' AS id, 'One' AS name, CAST(NULL AS STRING) AS billing_city, 3 AS number_of_employees, '005' AS owner_id, TIMESTAMP '2025-01-01 10:00:00' AS _fivetran_synced UNION ALL SELECT NULL, 'Two', NULL, 4, '005', TIMESTAMP '2025-01-01 10:00:00'")
        .write()
        .format("delta")
        .save(folder.resolve("lake/crm/account").toString());
    session().range(3).write().format("delta").save(folder.resolve("lake/other").toString());

    List<Inspection> inspections = inspector().inspect(folder.resolve("lake"));

    assertThat(inspections).extracting(Inspection::file).containsExactly("account", "other");
    Inspection account = inspections.get(0);
    assertThat(account.guess().map(Guess::vendor)).contains("fivetran_salesforce");
    assertThat(account.table()).contains("account_profiles");
    assertThat(account.columns().mapped()).contains("id", "name", "owner_id");
    assertThat(account.outcome().loaded()).isEqualTo(1);
    assertThat(account.outcome().failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.example()).contains("account, record "));
    assertThat(account.conf())
        .contains(
            "tables: {delta: %s}".formatted(folder.resolve("lake/crm")),
            "account: {extract: full}");
    assertThat(inspections.get(1).guess()).isEmpty();
    assertThat(inspections.get(1).columns().unread()).containsExactly("id");
    assertThat(inspections.get(1).outcome().records()).isEqualTo(3);
    assertThatThrownBy(() -> draft(inspections))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("./tenure inspect");
  }

  private String draft(List<Inspection> inspections) {
    return new CompanyDraft("mine", ZoneOffset.UTC, "USD", folder, DAY, inspections).text();
  }

  @Test
  void tablesOfADatabaseAreRecognizedByTheConfToPaste() throws Exception {
    assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed; see .ci/run");
    Path user = Files.writeString(folder.resolve("user"), "postgres\n");
    try (PostgresServer server = PostgresServer.start()) {
      server.execute(
          "CREATE SCHEMA crm",
          "CREATE TABLE crm.accounts_raw (id text, name text, billing_city text, number_of_employees int, owner_id text, _fivetran_synced timestamptz)",
          "INSERT INTO crm.accounts_raw SELECT 'A' || n, 'Name', NULL, n, '005', now() FROM generate_series(1, 7) n",
          "CREATE VIEW crm.nothing AS SELECT 1 AS one");
      Database database =
          new Database(
              server.url(),
              Optional.of("crm"),
              new Secret.Line(user, "--user"),
              new Secret.Line(user, "--user"));

      List<Inspection> all = inspector().inspect(database, Optional.empty());

      assertThat(all).extracting(Inspection::file).containsExactly("accounts_raw", "nothing");
      assertThat(all.get(0).outcome().loaded()).isEqualTo(7);
      assertThat(all.get(0).conf())
          .contains(
              "tables: {jdbc: \"%s\", schema: crm, user: file:%s, password: file:%s}"
                  .formatted(server.url(), user, user),
              "account: {table: accounts_raw, extract: full}");
      assertThat(inspector().inspect(database, Optional.of("nothing"))).hasSize(1);
      assertThatThrownBy(() -> inspector().inspect(database, Optional.of("absent")))
          .isInstanceOf(TenureException.class)
          .hasMessageContaining("no table 'absent' in the schema 'crm'");
    }
  }

  @Test
  void nothingToInspectIsToldWithTheCure() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    Path missing = folder.resolve("exports");

    assertThatThrownBy(() -> inspector().inspect(empty))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("There is nothing to inspect in " + empty);
    assertThatThrownBy(() -> inspector().inspect(missing))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("does not exist: " + missing);
    assertThatThrownBy(() -> inspector().inspect(folder.resolve("none")))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aDocumentThatIsNoPageIsToldAsOneBrokenRecord() throws IOException {
    Path file = folder.resolve("resources.json");
    Files.writeString(file, "{\n  \"resources\": {\n    \"account\": {}\n  }\n}\n");

    Inspection inspection = inspector().inspect(file).get(0);

    assertThat(inspection.outcome().records()).isEqualTo(1);
    assertThat(inspection.outcome().failures())
        .singleElement()
        .satisfies(it -> assertThat(it.example()).contains("it has [resources]"));
  }

  @Test
  void aCompanysOwnMappingsAreRecognizedByTheColumnsTheyRead() throws IOException {
    Path conf = TinyCompany.write(folder);
    Inspector own =
        new Inspector(
            SparkSuite::session, Path.of("../sql"), CompanyReader.read(conf), TinyCompany.DATE);

    List<Inspection> inspections = own.inspect(folder.resolve("data"));

    assertThat(inspections)
        .extracting(it -> it.guess().map(Guess::entity).orElse("?") + " " + it.outcome().records())
        .containsExactlyInAnyOrder(
            "accounts 2",
            "subscriptions 2",
            "feature_usage 1",
            "support_tickets 1",
            "churn_events 1");
  }

  @Test
  void aPageWithoutRecordsIsToldAsOne() throws IOException {
    Path page = folder.resolve("tickets-1.json");
    Files.writeString(page, "{\"tickets\":[],\"count\":0,\"end_of_stream\":true}");

    Inspection inspection = inspector().inspect(page).get(0);

    assertThat(inspection.format()).isEqualTo(new Format.Json("tickets"));
    assertThat(inspection.guess()).isEmpty();
    assertThat(inspection.columns().unread()).isEmpty();
    assertThat(inspection.outcome().records()).isZero();
    assertThat(inspection.outcome().failures()).isEmpty();
  }

  private Company pasted(String conf) throws IOException {
    Path company = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        company.resolve("tenure.yml"),
        "company: mine\nreporting: {zone: UTC, currency: USD}\naccounts: {master: salesforce}\n"
            + conf);
    return CompanyReader.read(company);
  }

  private static Inspector inspector() {
    return new Inspector(
        SparkSuite::session, Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")), DAY);
  }

  /** The vendor and table that a sample's own name tells. */
  private static String nameOf(Path file) {
    String vendor = file.getParent().getFileName().toString().replace("fivetran_dbt_", "fivetran_");
    String table = file.getFileName().toString().replaceAll("(_postgres|_snowflake)?\\.csv$", "");
    String plain = table.replaceAll("^sf_", "").replaceAll("_data$", "");
    return vendor + " " + (table.equals("survey_embedded_data") ? table : plain);
  }

  private static List<Path> files(Path place, String end) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
