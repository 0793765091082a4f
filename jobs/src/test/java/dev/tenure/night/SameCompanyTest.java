package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.PostgresServer;
import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One company, delivered on two days as the vendors' API records, as Airbyte's raw records, and as
 * the tables that Fivetran fills, in PostgreSQL and in Delta: the marts are the same. Between the
 * days records change, an account gets another parent, and an account and a ticket are deleted: the
 * full extracts of files no longer have them, and the tables mark them.
 */
class SameCompanyTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with("account_360", "account_versions");

  private static final LocalDate FIRST = LocalDate.of(2025, 3, 4);
  private static final LocalDate SECOND = LocalDate.of(2025, 3, 20);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What tells how it was delivered, and what only repeats the metrics. */
  private static final Pattern NOT_COMPARED = Pattern.compile("nights|data_quality|metrics_by_.*");

  private static final String SYNCED = "_fivetran_synced";
  private static final String DELETED = "_fivetran_deleted";

  /** Here made of what subscriptions hold, which does not end when none holds it. */
  private static final Set<String> OFFERED = Set.of("billing.price", "billing.coupon");

  /** Metrics of why customers leave, which Fivetran's tables do not tell. */
  private static final String REASONS = ",churn_reason_";

  @TempDir private Path root;

  @Test
  void howACompanyIsDeliveredChangesNoMart() throws IOException, SQLException {
    assumeTrue(PostgresServer.isInstalled(), "PostgreSQL is not installed; see .ci/run");
    sample();
    Map<String, List<ObjectNode>> first = records(FIRST);
    Map<String, List<ObjectNode>> second = records(SECOND);
    changeWhatNoDayDoes(second);
    assertDiffer(first, second);
    Map<String, List<ObjectNode>> firstTables = fivetran(first, FIRST);
    Map<String, List<ObjectNode>> secondTables = marked(firstTables, fivetran(second, SECOND));

    List<String> api =
        publish(
            "api",
            apiConf("none"),
            home -> write(home, FIRST, first, false),
            home -> write(home, SECOND, second, false));

    assertThat(api).hasSizeGreaterThan(1_000);
    assertSame(
        api,
        publish(
            "airbyte",
            apiConf("airbyte"),
            home -> write(home, FIRST, first, true),
            home -> write(home, SECOND, second, true)));
    assertSame(
        api,
        publish(
            "delta",
            tablesConf("delta: %s/%%s".formatted(root.resolve("lake"))),
            home -> fillLake(firstTables),
            home -> fillLake(secondTables)));
    try (PostgresServer server = PostgresServer.start()) {
      Files.writeString(root.resolve("user"), "postgres");
      String place =
          "jdbc: '%s', schema: %%s, user: 'file:%s', password: 'file:%s'"
              .formatted(server.url(), root.resolve("user"), root.resolve("user"));
      assertSame(
          api,
          publish(
              "postgres",
              tablesConf(place),
              home -> fill(server, firstTables),
              home -> fill(server, secondTables)));
    }
  }

  /** Moves an account below another one, and deletes an account that pays and a ticket. */
  private static void changeWhatNoDayDoes(Map<String, List<ObjectNode>> records) {
    List<ObjectNode> accounts = new ArrayList<>(records.get("crm.Account"));
    List<ObjectNode> alone =
        accounts.stream()
            .filter(it -> it.path("ParentId").asText().isEmpty())
            .filter(it -> it.path("MasterRecordId").asText().isEmpty())
            .filter(it -> !it.path("IsDeleted").asBoolean())
            .filter(it -> accounts.stream().noneMatch(child -> isBelow(child, it)))
            .filter(it -> pays(records, it))
            .toList();
    assertThat(alone).hasSizeGreaterThan(2);
    alone.get(0).put("ParentId", alone.get(1).path("Id").asText());
    accounts.remove(alone.get(2));
    records.put("crm.Account", accounts);
    List<ObjectNode> tickets = records.get("support.tickets");
    records.put("support.tickets", tickets.subList(1, tickets.size()));
  }

  private static boolean isBelow(ObjectNode child, ObjectNode parent) {
    return child.path("ParentId").asText().equals(parent.path("Id").asText());
  }

  private static boolean pays(Map<String, List<ObjectNode>> records, ObjectNode account) {
    return records.get("billing.customers").stream()
        .anyMatch(it -> it.at("/metadata/account_id").asText().equals(account.path("Id").asText()));
  }

  /** A comparison of what never changes would find nothing. */
  private static void assertDiffer(
      Map<String, List<ObjectNode>> first, Map<String, List<ObjectNode>> second) {
    List<ObjectNode> subscriptions = second.get("billing.subscriptions");
    assertThat(subscriptions).hasSizeGreaterThan(20);
    assertThat(subscriptions).anyMatch(it -> it.hasNonNull("pause_collection"));
    assertThat(subscriptions).anyMatch(it -> !discounts(it).isEmpty());
    Map<String, ObjectNode> before = byId(first.get("billing.subscriptions"));
    assertThat(
            subscriptions.stream().filter(it -> isChanged(before.get(it.path("id").asText()), it)))
        .as("subscriptions that the second extract changes")
        .hasSizeGreaterThan(3);
    assertThat(byId(first.get("crm.Account")).keySet())
        .as("an account is deleted")
        .isNotEmpty()
        .anyMatch(id -> !byId(second.get("crm.Account")).containsKey(id));
  }

  private static boolean isChanged(ObjectNode before, ObjectNode after) {
    return before != null && !before.equals(after);
  }

  private static Map<String, ObjectNode> byId(List<ObjectNode> records) {
    Map<String, ObjectNode> byId = new LinkedHashMap<>();
    records.forEach(it -> byId.put(it.path("id").asText(it.path("Id").asText()), it));
    return byId;
  }

  /** A difference is told by the rows that differ, since the whole is long. */
  private static void assertSame(List<String> expected, List<String> found) {
    List<String> differing = new ArrayList<>();
    expected.stream().filter(row -> !found.contains(row)).limit(9).forEach(differing::add);
    found.stream().filter(row -> !expected.contains(row)).limit(9).forEach(differing::add);
    assertThat(differing).isEmpty();
    assertThat(found).isEqualTo(expected);
  }

  /** What puts a company's extracts where its conf says. */
  private interface Delivery {
    void to(Home home) throws IOException, SQLException;
  }

  private List<String> publish(String name, String sources, Delivery first, Delivery second)
      throws IOException, SQLException {
    Path folder = Files.createDirectories(root.resolve(name));
    Files.writeString(
        folder.resolve("tenure.yml"),
        """
        company: same
        reporting: {zone: America/New_York, currency: USD}
        %s
          reference:
            vendor: reference
            inbox: %s
            entities:
              fx_rates: {format: csv, extract: full, path: "fx_rates/{extract_date}/*"}
        """
            .formatted(sources.stripTrailing(), root.resolve("sample/inbox/reference")));
    Home home = Home.open(folder.resolve("home"), "same");
    first.to(home);
    run(folder, home, new Order(FIRST, Optional.empty(), Through.LANDED));
    second.to(home);
    run(folder, home, Order.night(SECOND));
    List<String> rows = new ArrayList<>();
    for (String mart : PublishedManifest.current(home.published()).orElseThrow().marts().keySet()) {
      if (!NOT_COMPARED.matcher(mart).matches()) {
        new SampleTruth(home)
            .query("FROM %s SELECT * EXCLUDE (run_id)".formatted(mart)).stream()
                .filter(row -> !row.contains(REASONS))
                .forEach(row -> rows.add(mart + ": " + row));
      }
    }
    return rows;
  }

  private static void run(Path conf, Home home, Order order) {
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC())) {
      warehouse.run(order, Progress.quiet());
    }
  }

  private void sample() {
    Home home = SampleDelivery.sample(root.resolve("sample"), 5);
    run(Path.of("../conf/sample"), home, new Order(SECOND, Optional.empty(), Through.LANDED));
  }

  /**
   * The newest record of every object of the sample company on a day, by source and entity; its two
   * billing systems are taken for one, that has records of older and of newer API versions.
   */
  private Map<String, List<ObjectNode>> records(LocalDate day) throws IOException {
    List<Row> raw =
        session()
            .read()
            .format("delta")
            .load(Home.open(root.resolve("sample"), "sample").table(Landed.RECORDS))
            .filter("problem IS NULL AND source IN ('crm', 'billing', 'billing_eu', 'support')")
            .filter("extract_date <= DATE '%s'".formatted(day))
            .orderBy("extract_date", "file", "record_number")
            .select("source", "entity", "payload")
            .collectAsList();
    Map<String, Map<String, ObjectNode>> newest = new TreeMap<>();
    for (Row row : raw) {
      ObjectNode record = (ObjectNode) JSON.readTree(row.getString(2));
      String id = record.path("id").asText(record.path("Id").asText());
      if (!id.isEmpty() && isSound(record)) {
        newest
            .computeIfAbsent(
                row.getString(0).replace("_eu", "") + "." + row.getString(1),
                it -> new LinkedHashMap<>())
            .put(id, record);
      }
    }
    Map<String, List<ObjectNode>> records = new TreeMap<>();
    newest.forEach((entity, byId) -> records.put(entity, List.copyOf(byId.values())));
    records
        .keySet()
        .retainAll(
            List.of(
                "crm.Account",
                "crm.User",
                "billing.customers",
                "billing.products",
                "billing.subscriptions",
                "support.organizations",
                "support.tickets"));
    return records;
  }

  /** Records that the sample company spoiled are left out; other tests are about them. */
  private static boolean isSound(ObjectNode record) {
    try {
      for (String time : List.of("created", "start_date", "trial_end", "ended_at")) {
        if (record.hasNonNull(time)) {
          utc(record.path(time));
        }
      }
      return !record.path("deleted").asBoolean();
    } catch (NumberFormatException | DateTimeException e) {
      return false;
    }
  }

  private static String apiConf(String connector) {
    String wrapped = connector.equals("none") ? "" : "connector: " + connector;
    return """
    accounts: {master: crm, segment: Segment__c, region: BillingCountry, own_domains: [tenure.example]}
    attributes:
      customer_tier: {from: crm.Account.Customer_Tier__c, dimension: true}
    sources:
      crm:
        vendor: salesforce
        WRAPPED
        entities:
          Account: {format: json_lines, extract: full}
          User: {format: json_lines, extract: full}
      billing:
        vendor: stripe
        WRAPPED
        account_id: metadata.account_id
        entities:
          customers: {format: json_lines, extract: full}
          products: {format: json_lines, extract: full}
          subscriptions: {format: json_lines, extract: full}
      support:
        vendor: zendesk
        WRAPPED
        account_id: external_id
        entities:
          organizations: {format: json_lines, extract: full}
          tickets: {format: json_lines, extract: full}
    """
        .replace("WRAPPED", wrapped);
  }

  private static String tablesConf(String place) {
    return """
    accounts: {master: crm, segment: segment_c, region: billing_country, own_domains: [tenure.example]}
    attributes:
      customer_tier: {from: crm.account.customer_tier_c, dimension: true}
    sources:
      crm:
        vendor: fivetran_salesforce
        tables: {CRM}
        entities:
          account: {extract: full}
          user: {extract: full}
      billing:
        vendor: fivetran_stripe
        tables: {BILLING}
        account_id: metadata.account_id
        entities:
          customer: {extract: changes, cursor: _fivetran_synced}
          product: {extract: full}
          price: {extract: full}
          subscription: {extract: full}
          subscription_item: {extract: full}
          subscription_discount: {extract: full}
          coupon: {extract: full}
      support:
        vendor: fivetran_zendesk
        tables: {SUPPORT}
        account_id: external_id
        entities:
          organization: {extract: full}
          domain_name: {extract: full}
          ticket: {extract: full}
    """
        .replace("{CRM}", "{" + place.formatted("crm") + "}")
        .replace("{BILLING}", "{" + place.formatted("billing") + "}")
        .replace("{SUPPORT}", "{" + place.formatted("support") + "}");
  }

  private static void write(
      Home home, LocalDate day, Map<String, List<ObjectNode>> records, boolean isWrapped)
      throws IOException {
    for (Map.Entry<String, List<ObjectNode>> entity : records.entrySet()) {
      Path folder =
          Files.createDirectories(
              home.inbox().resolve(entity.getKey().replace('.', '/')).resolve(day.toString()));
      List<String> lines = new ArrayList<>();
      for (ObjectNode record : entity.getValue()) {
        ObjectNode wrapped = JSON.createObjectNode();
        wrapped.put("stream", entity.getKey());
        wrapped.set("data", record);
        wrapped.put("emitted_at", 1_742_500_000_000L);
        lines.add((isWrapped ? wrapped : record).toString());
      }
      Files.write(folder.resolve("records.jsonl"), lines);
    }
  }

  /** The tables as a sync on the morning after a day fills them. */
  private static Map<String, List<ObjectNode>> fivetran(
      Map<String, List<ObjectNode>> records, LocalDate day) {
    Map<String, List<ObjectNode>> tables = tables(records);
    tables
        .values()
        .forEach(
            rows ->
                rows.forEach(
                    row -> row.put(SYNCED, day.plusDays(1) + " 04:00:00").put(DELETED, "false")));
    return tables;
  }

  /** What a sync leaves alone keeps its time; of what is gone a row stays that says so. */
  private static Map<String, List<ObjectNode>> marked(
      Map<String, List<ObjectNode>> first, Map<String, List<ObjectNode>> second) {
    Map<String, List<ObjectNode>> marked = new TreeMap<>();
    second.forEach(
        (table, rows) -> {
          Map<String, ObjectNode> gone = new LinkedHashMap<>();
          first.getOrDefault(table, List.of()).forEach(row -> gone.put(key(row), row));
          List<ObjectNode> kept = new ArrayList<>();
          for (ObjectNode row : rows) {
            ObjectNode before = gone.remove(key(row));
            boolean isSame =
                before != null && row.equals(before.deepCopy().set(SYNCED, row.get(SYNCED)));
            kept.add(isSame ? before : row);
          }
          String synced = rows.get(0).path(SYNCED).asText();
          for (ObjectNode row : gone.values()) {
            kept.add(
                OFFERED.contains(table)
                    ? row
                    : row.deepCopy().put(DELETED, "true").put(SYNCED, synced));
          }
          marked.put(table, kept);
        });
    return marked;
  }

  private static String key(ObjectNode row) {
    return row.path("id").asText(row.path("organization_id").asText() + row.path("index").asText());
  }

  private static Map<String, List<ObjectNode>> tables(Map<String, List<ObjectNode>> records) {
    Map<String, List<ObjectNode>> tables = new TreeMap<>();
    records.get("crm.Account").forEach(it -> add(tables, "crm.account", snakeCase(it)));
    records.get("crm.User").forEach(it -> add(tables, "crm.user", snakeCase(it)));
    for (ObjectNode it : records.get("billing.customers")) {
      ObjectNode row = copied(it, "id", "name", "email", "livemode");
      row.put("created", utc(it.path("created")));
      row.put("metadata", it.path("metadata").toString());
      row.put("address_country", it.path("address").path("country").asText(null));
      row.put("is_deleted", "false");
      add(tables, "billing.customer", row);
    }
    for (ObjectNode it : records.get("billing.products")) {
      ObjectNode row = copied(it, "id", "name", "livemode");
      row.put("metadata", it.path("metadata").toString());
      add(tables, "billing.product", row);
    }
    Map<String, ObjectNode> prices = new TreeMap<>();
    Map<String, ObjectNode> coupons = new TreeMap<>();
    for (ObjectNode it : records.get("billing.subscriptions")) {
      add(tables, "billing.subscription", subscription(it));
      for (JsonNode discount : discounts(it)) {
        JsonNode coupon = coupon(discount);
        ObjectNode row = copied(discount, "id");
        row.put("subscription_id", it.path("id").asText());
        row.put("coupon_id", coupon.path("id").asText());
        row.put("start", utc(discount.path("start")));
        row.put("end", utc(discount.path("end")));
        add(tables, "billing.subscription_discount", row);
        coupons.put(
            coupon.path("id").asText(),
            copied(
                coupon,
                "id",
                "percent_off",
                "amount_off",
                "currency",
                "duration",
                "duration_in_months"));
      }
      for (JsonNode item : it.path("items").path("data")) {
        ObjectNode row = copied(item, "id", "quantity");
        row.put("subscription_id", it.path("id").asText());
        row.put("price_id", item.path("price").path("id").asText());
        row.put("created", utc(it.path("start_date")));
        add(tables, "billing.subscription_item", row);
        prices.put(item.path("price").path("id").asText(), price(item.path("price")));
      }
    }
    prices.values().forEach(it -> add(tables, "billing.price", it));
    coupons.values().forEach(it -> add(tables, "billing.coupon", it));
    for (ObjectNode it : records.get("support.organizations")) {
      add(tables, "support.organization", copied(it, "id", "name", "external_id", "updated_at"));
      int index = 0;
      for (JsonNode domain : it.path("domain_names")) {
        ObjectNode row = JSON.createObjectNode();
        row.put("organization_id", it.path("id").asText());
        row.put("index", Integer.toString(index++));
        row.put("domain_name", domain.asText());
        add(tables, "support.domain_name", row);
      }
    }
    for (ObjectNode it : records.get("support.tickets")) {
      ObjectNode row =
          copied(
              it,
              "id",
              "created_at",
              "updated_at",
              "subject",
              "priority",
              "status",
              "requester_id",
              "assignee_id",
              "organization_id");
      row.put("via_channel", it.path("via").path("channel").asText(null));
      add(tables, "support.ticket", row);
    }
    return tables;
  }

  private static ObjectNode subscription(ObjectNode record) {
    ObjectNode row = copied(record, "id", "status", "cancel_at_period_end", "livemode");
    row.put("customer_id", record.path("customer").asText());
    for (String time :
        List.of(
            "created",
            "start_date",
            "trial_start",
            "trial_end",
            "ended_at",
            "cancel_at",
            "canceled_at",
            "current_period_end")) {
      row.put(time, utc(record.path(time)));
    }
    if (!record.hasNonNull("current_period_end")) {
      row.put(
          "current_period_end",
          utc(record.path("items").path("data").path(0).path("current_period_end")));
    }
    JsonNode pause = record.path("pause_collection");
    row.put("pause_collection_behavior", pause.path("behavior").asText(null));
    row.put("pause_collection_resumes_at", utc(pause.path("resumes_at")));
    return row;
  }

  /** Newer API versions list the discounts, older ones hold the one. */
  private static List<JsonNode> discounts(JsonNode record) {
    List<JsonNode> discounts = new ArrayList<>();
    record.path("discounts").forEach(discounts::add);
    if (record.hasNonNull("discount")) {
      discounts.add(record.path("discount"));
    }
    return discounts;
  }

  private static JsonNode coupon(JsonNode discount) {
    return discount.has("coupon")
        ? discount.path("coupon")
        : discount.path("source").path("coupon");
  }

  private static ObjectNode price(JsonNode price) {
    ObjectNode row =
        copied(price, "id", "nickname", "unit_amount", "unit_amount_decimal", "currency", "type");
    row.put("product_id", price.path("product").asText());
    row.put("recurring_interval", price.path("recurring").path("interval").asText());
    row.put("recurring_interval_count", price.path("recurring").path("interval_count").asText());
    row.put("recurring_usage_type", price.path("recurring").path("usage_type").asText("licensed"));
    return row;
  }

  private static void add(Map<String, List<ObjectNode>> tables, String table, ObjectNode row) {
    tables.computeIfAbsent(table, it -> new ArrayList<>()).add(row);
  }

  private static ObjectNode copied(JsonNode record, String... fields) {
    ObjectNode row = JSON.createObjectNode();
    for (String field : fields) {
      row.put(field, record.hasNonNull(field) ? record.path(field).asText() : null);
    }
    return row;
  }

  private static String utc(JsonNode seconds) {
    return seconds.isNull() || seconds.isMissingNode()
        ? null
        : Instant.ofEpochSecond(Long.parseLong(seconds.asText()))
            .toString()
            .replace('T', ' ')
            .replace("Z", "");
  }

  /** Salesforce's names as Fivetran writes them: Customer_Tier__c is customer_tier_c. */
  private static ObjectNode snakeCase(ObjectNode record) {
    ObjectNode row = JSON.createObjectNode();
    for (Iterator<Map.Entry<String, JsonNode>> it = record.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      String name =
          field
              .getKey()
              .replace("__c", "_c")
              .replaceAll("([a-z])([A-Z])", "$1_$2")
              .toLowerCase(java.util.Locale.ROOT);
      row.put(name, field.getValue().isNull() ? null : field.getValue().asText());
    }
    return row;
  }

  private void fillLake(Map<String, List<ObjectNode>> tables) {
    for (Map.Entry<String, List<ObjectNode>> table : tables.entrySet()) {
      List<String> rows = table.getValue().stream().map(ObjectNode::toString).toList();
      session()
          .read()
          .json(session().createDataset(rows, Encoders.STRING()))
          .write()
          .format("delta")
          .mode("overwrite")
          .option("overwriteSchema", "true")
          .save(root.resolve("lake").resolve(table.getKey().replace('.', '/')).toString());
    }
  }

  private static void fill(PostgresServer server, Map<String, List<ObjectNode>> tables)
      throws SQLException {
    server.execute("DROP SCHEMA IF EXISTS crm, billing, support CASCADE");
    server.execute("CREATE SCHEMA crm", "CREATE SCHEMA billing", "CREATE SCHEMA support");
    for (Map.Entry<String, List<ObjectNode>> table : tables.entrySet()) {
      String name = "%s.\"%s\"".formatted((Object[]) table.getKey().split("\\.", -1));
      TreeSet<String> columns = new TreeSet<>();
      table.getValue().forEach(row -> row.fieldNames().forEachRemaining(columns::add));
      List<String> definitions = new ArrayList<>();
      columns.forEach(
          column ->
              definitions.add(
                  "\"%s\" %s".formatted(column, column.equals(SYNCED) ? "timestamptz" : "text")));
      ArrayNode rows = JSON.createArrayNode();
      table.getValue().forEach(rows::add);
      server.execute(
          "CREATE TABLE %s (%s)".formatted(name, String.join(", ", definitions)),
          "SET TIME ZONE 'UTC'",
          "INSERT INTO %s SELECT * FROM json_populate_recordset(NULL::%s, '%s')"
              .formatted(name, name, rows.toString().replace("'", "''")));
    }
  }
}
