package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.Copies;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is too strange to be believed holds its source, is told, and changes no number. */
class HeldSourcesTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  private static final LocalDate FIRST = LocalDate.of(2025, 2, 5);
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final LocalDate THIRD = FIRST.plusDays(2);

  @TempDir private static Path published;
  @TempDir private Path root;
  private Home home;

  @BeforeAll
  static void publishOneGoodNight() {
    run(SampleDelivery.sample(published, 7), Order.night(FIRST));
  }

  @BeforeEach
  void copyIt() throws IOException {
    Copies.copy(published, root.resolve("home"));
    home = Home.open(root.resolve("home"), "sample");
  }

  @Test
  void whatIsTooStrangeHoldsItsSourceAndTheRestOfTheNightGoesOn() throws IOException {
    List<String> before = mrr(FIRST);
    change("crm/Account", SECOND, text -> firstLines(text, 10));
    cancelEverySubscription(SECOND);
    change("support/tickets", SECOND, text -> text.replace("\"priority\"", "\"urgency\""));
    for (LocalDate day : List.of(SECOND, THIRD)) {
      remove("product", day);
    }
    Path part = home.inbox().resolve("reference/fx_rates").resolve(SECOND.toString());
    Files.createDirectories(part);
    Files.writeString(
        part.resolve("rates.csv"),
        "from_currency,to_currency,rate_date,rate,kind\nEUR,USD,2024-01-01,1,plan\n");
    Files.writeString(part.resolve("_counts.json"), "{\"rates.csv\": 1, \"rest.csv\": 5}");
    Set<String> told = leaveIn(2030, SECOND);
    leaveIn(2031, THIRD);

    run(home, order(SECOND, Set.of("billing_eu"), Set.of()));

    assertThat(marks(SECOND, "held_sources"))
        .contains("billing from 2025-02-06 on:", "living subscriptions end in subscriptions")
        .contains("crm from 2025-02-06 on:", "living account_profiles end in Account");
    assertThat(quality(SECOND, "held"))
        .containsExactlyInAnyOrder(
            "billing,subscriptions,too many records end",
            "billing_eu,all,held by hand",
            "crm,Account,too many records end");
    assertThat(versions("billing_eu", told)).as("changes wait behind the hold").isEmpty();
    assertThat(quality(SECOND, "warn"))
        .contains("support,tickets,column no longer delivered: priority");
    assertThat(quality(SECOND, "not delivered")).isNotEmpty();
    assertThat(marks(SECOND, "stale_sources")).contains("product (1 days)", "crm (1 days)");
    assertThat(landed("fx_rates", SECOND)).as("of which a file is still to come").isZero();
    assertThat(mrr(FIRST)).isEqualTo(before);

    run(home, order(THIRD, Set.of("mobile"), Set.of("billing", "billing_eu")));

    assertThat(versions("billing_eu", told).values())
        .as("changes that waited are applied in order")
        .hasSameSizeAs(told)
        .containsOnly(List.of(SECOND + " 2030", THIRD + " 2031"));

    assertThat(marks(THIRD, "held_sources"))
        .as("a full extract overtakes what was not believed, and somebody believes the rest")
        .isEqualTo("mobile from 2025-02-07 on: held by hand");
    assertThat(quality(THIRD, "passed over")).containsExactly("crm,Account,too many records end");
    assertThat(marks(THIRD, "stale_sources")).contains("product (2 days)").doesNotContain("crm");
    assertThat(Files.readString(home.published().resolve("manifest.json")))
        .contains("\"product\" : 2");
    assertThat(
            new SampleTruth(home)
                .query(
                    "FROM mrr_movements SELECT count(*) > 5 WHERE movement = 'churn' AND movement_date = DATE '2025-02-06'"))
        .as("somebody believed that the subscriptions ended")
        .containsExactly("true");
  }

  @Test
  void aColumnGoneOrRetypedAndAFailedCheckHoldTheirSources() throws IOException {
    change("crm/Account", SECOND, text -> text.replaceFirst("\\bId,", "Key,"));
    retypeEverySubscription(SECOND);
    change(
        "support/tickets",
        SECOND,
        text -> text.replaceAll("\"subject\":\"[^\"]*\"", "\"subject\":\"x\""));

    run(withTicketCheck(), home, Order.night(SECOND));

    assertThat(marks(SECOND, "held_sources"))
        .contains("support from 2025-02-06 on: ticket_subjects: a subject is more than a letter")
        .contains("Account of 2025-02-06 has no column Id, which salesforce_account needs")
        .contains("records of subscriptions of 2025-02-06 break one rule");
    assertThat(quality(SECOND, "held"))
        .containsExactlyInAnyOrder(
            "support,all,a check failed",
            "billing,subscriptions,most records are rejected",
            "crm,Account,required column is missing");

    Order unknown = order(THIRD, Set.of("nobody"), Set.of());
    assertThatThrownBy(() -> run(home, unknown))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("no source 'nobody'");
  }

  @Test
  void deletionsThatTombstonesAndFlagsTellHoldTheirSourcesToo() throws IOException {
    List<String> before = mrr(FIRST);
    long accounts = accounts();
    change("crm/Account", SECOND, text -> text.replaceAll("(?m)^(001\\w+),false,", "$1,true,"));
    reSync(
        "billing",
        "customers",
        SECOND,
        record -> record.retain("id", "object").put("deleted", true));

    run(home, Order.night(SECOND));

    assertThat(quality(SECOND, "held"))
        .containsExactlyInAnyOrder(
            "billing,customers,too many records end", "crm,Account,too many records end");
    assertThat(marks(SECOND, "held_sources"))
        .contains("living billing_customers end in customers")
        .contains("living account_profiles end in Account");
    assertThat(mrr(FIRST)).isEqualTo(before);
    assertThat(accounts()).isGreaterThanOrEqualTo(accounts);
  }

  private long accounts() {
    return Long.parseLong(new SampleTruth(home).query("FROM accounts SELECT count(*)").get(0));
  }

  /** The sample company with a mart of its own, whose check a ticket can break. */
  private Path withTicketCheck() throws IOException {
    Path conf = root.resolve("conf");
    Copies.copy(Path.of("../conf/sample"), conf);
    Path marts = Files.createDirectories(conf.resolve("sql/marts"));
    Files.writeString(
        marts.resolve("ticket_subjects.sql"),
        "SELECT\n  source,\n  ticket_id,\n  subject\nFROM tickets\n");
    Files.writeString(
        marts.resolve("ticket_subjects.yml"),
        """
        description: One row per support system and ticket.
        owner: support
        grain: [source, ticket_id]
        write: replace_all
        columns: [source, ticket_id, subject]
        checks:
          fail:
            a subject is more than a letter: length(subject) > 1
        cases:
          a ticket has its subject:
            given:
              tickets: |
                | source | ticket_id | subject |
                | s      | 1         | Login   |
            expect: |
              | ticket_id | subject |
              | 1         | Login   |
        """);
    return conf;
  }

  private static Order order(LocalDate night, Set<String> hold, Set<String> release) {
    return new Order(night, Optional.empty(), Through.PUBLISHED, hold, release);
  }

  private static void run(Home home, Order order) {
    run(Path.of("../conf/sample"), home, order);
  }

  private static void run(Path conf, Home home, Order order) {
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC())) {
      warehouse.run(order, Progress.quiet());
    }
  }

  private String marks(LocalDate night, String column) {
    return new SampleTruth(home)
        .query("FROM nights SELECT %s WHERE as_of_date = DATE '%s'".formatted(column, night))
        .get(0);
  }

  private List<String> quality(LocalDate night, String status) {
    return new SampleTruth(home)
        .query(
            "FROM data_quality SELECT source, entity, rule WHERE status = '%s' AND as_of_date = DATE '%s'"
                .formatted(status, night));
  }

  private List<String> mrr(LocalDate through) {
    return new SampleTruth(home)
        .query(
            "FROM mrr_movements SELECT account_id, movement_date, movement, amount WHERE movement_date <= DATE '%s' ORDER BY ALL"
                .formatted(through));
  }

  private long landed(String entity, LocalDate date) {
    return session()
        .read()
        .format("delta")
        .load(home.table("ops/files"))
        .filter("entity = '%s' AND extract_date = DATE '%s'".formatted(entity, date))
        .count();
  }

  /** Subscription → the year of its leaving that each extract after the first night tells. */
  private Map<String, List<String>> versions(String source, Set<String> subscriptions) {
    Map<String, List<String>> versions = new TreeMap<>();
    session()
        .read()
        .format("delta")
        .load(home.table("core/subscriptions"))
        .filter("source = '%s' AND valid_from > DATE '%s'".formatted(source, FIRST))
        .filter(col("subscription_id").isin(subscriptions.toArray()))
        .orderBy("subscription_id", "valid_from")
        .selectExpr("subscription_id", "valid_from", "year(cancel_at)")
        .collectAsList()
        .forEach(
            row ->
                versions
                    .computeIfAbsent(row.getString(0), it -> new ArrayList<>())
                    .add(row.getLocalDate(1) + " " + row.getInt(2)));
    return versions;
  }

  private static String firstLines(String text, int lines) {
    return text.lines().limit(lines).reduce("", (all, line) -> all + line + "\n");
  }

  private void change(String entity, LocalDate day, UnaryOperator<String> change)
      throws IOException {
    Path folder = home.inbox().resolve(entity).resolve(day.toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(file.toString()).doesNotEndWith(".gz");
        Files.writeString(file, change.apply(Files.readString(file)));
      }
    }
  }

  /** What a re-sync of the billing system may tell: every subscription as ended. */
  private void cancelEverySubscription(LocalDate day) throws IOException {
    long ended = day.atTime(17, 0).toEpochSecond(ZoneOffset.UTC);
    reSync(
        "billing",
        "subscriptions",
        day,
        record -> record.put("status", "canceled").put("ended_at", ended));
  }

  private void retypeEverySubscription(LocalDate day) throws IOException {
    reSync("billing", "subscriptions", day, record -> record.put("start_date", "2024/02/01"));
  }

  private Set<String> leaveIn(int year, LocalDate day) throws IOException {
    long leaves = LocalDate.of(year, 7, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    return reSync("billing_eu", "subscriptions", day, record -> record.put("cancel_at", leaves));
  }

  /** Tells every record of the first night again, with a change; their ids. */
  private Set<String> reSync(
      String source, String records, LocalDate day, Consumer<ObjectNode> change)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path entity = home.inbox().resolve(source).resolve(records);
    Map<String, JsonNode> newest = new TreeMap<>();
    try (Stream<Path> files = Files.walk(entity)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        if (!LocalDate.parse(file.getParent().getFileName().toString()).isAfter(FIRST)) {
          for (JsonNode record : json.readTree(file.toFile()).path("data")) {
            newest.put(record.path("id").asText(), record);
          }
        }
      }
    }
    ObjectNode page = json.createObjectNode().put("object", "list");
    for (JsonNode record : newest.values()) {
      change.accept((ObjectNode) record);
      page.withArray("data").add(record);
    }
    Path folder = Files.createDirectories(entity.resolve(day.toString()));
    Files.writeString(folder.resolve("zz-resync.json"), json.writeValueAsString(page));
    return newest.keySet();
  }

  private void remove(String source, LocalDate day) throws IOException {
    try (Stream<Path> entities = Files.list(home.inbox().resolve(source))) {
      for (Path entity : entities.toList()) {
        Path folder = entity.resolve(day.toString());
        if (Files.isDirectory(folder)) {
          dev.tenure.store.Folders.remove(folder);
        }
      }
    }
  }
}
