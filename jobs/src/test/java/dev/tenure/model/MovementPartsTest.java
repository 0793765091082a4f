package dev.tenure.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.PipeTable;
import dev.tenure.quality.CheckResult;
import dev.tenure.quality.TableChecks;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A thousand customers, each with one change of its item on the last of February: the parts of the
 * change say what changed and nothing else, and a part that is lost, doubled or dated wrongly is
 * found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovementPartsTest extends SparkSuite {
  private static final int CUSTOMERS = 1000;
  private static final String CHANGE = "2025-02-28";

  /** What each model of the path reads is computed before it. */
  private static final List<String> PATH =
      List.of(
          "billed_ledger",
          "item_ledger",
          "item_changes",
          "change_legs",
          "mrr_levels",
          "day_movements",
          "movement_parts",
          "movement_sums",
          "month_end_mrr",
          "customer_month_values",
          "month_end_values",
          "month_bridges",
          "fx_parts",
          "spot_bridges");

  private static final String SPOT_RATES =
      """
      | native_currency | month      | rate | opening_rate |
      | USD             | 2025-01-01 | 1    | 1            |
      | USD             | 2025-02-01 | 1    | 1            |
      | USD             | 2025-03-01 | 1    | 1            |
      | EUR             | 2025-01-01 | 1.1  | 1.08         |
      | EUR             | 2025-02-01 | 1.05 | 1.1          |
      | EUR             | 2025-03-01 | 1.07 | 1.05         |
      """;

  /** An item for a while: its quantity, its price and currency, and its discounts for ever. */
  private record Terms(int quantity, String price, String currency, String discounts) {}

  private record Change(Terms before, Terms after) {}

  private final Catalogue catalogue =
      CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")));
  private final AsOfViews views =
      new AsOfSessions(session(), catalogue).on(AsOf.night(LocalDate.of(2025, 3, 31)));
  private final Map<String, Change> changes = new HashMap<>();

  @BeforeAll
  void compute() {
    Random random = new Random(7);
    StringBuilder spans =
        new StringBuilder(
            "| source | subscription_id | item_id | customer_id | from_date | to_date | state | product_family | plan | quantity | native_currency | price |\n");
    StringBuilder discounts =
        new StringBuilder(
            "| source | subscription_id | item_id | from_date | contract_steps | net_steps |\n");
    for (int i = 0; i < CUSTOMERS; i++) {
      String customer = "c" + i;
      Terms before = terms(random);
      Change change = new Change(before, changed(before, random));
      changes.put(customer, change);
      write(spans, discounts, customer, "2025-01-10", CHANGE, change.before());
      write(spans, discounts, customer, CHANGE, "", change.after());
    }
    views.computed(
        "item_spans",
        given(spans.toString(), "item_spans")
            .withColumn("once_amount", lit(0).cast("decimal(26,12)"))
            .withColumn("is_past_due", lit(false)));
    views.computed("item_spans", priced());
    views.computed("item_discounts", given(discounts.toString(), "item_discounts"));
    views.computed(
        "plan_rates",
        given(
            "| native_currency | currency | rate |\n| USD | USD | 1 |\n| EUR | USD | 1.23456789 |",
            "plan_rates"));
    views.computed("spot_rates", given(SPOT_RATES, "spot_rates"));
    views.computed("settings", given("| reporting_currency |\n| USD |", "settings"));
    views.computed(
        "account_links",
        views
            .session()
            .table("item_spans")
            .select(
                lit("b").as("source"),
                lit("billing_customer").as("kind"),
                col("customer_id").as("external_id"),
                col("customer_id").as("account_id"))
            .distinct());
    views.empty("connected_accounts");
    views.empty("item_adjustments");
    views.empty("handovers");
    views.empty("scheduled_phases");
    views.empty("usage_months");
    PATH.forEach(this::compute);
  }

  @Test
  void whatDidNotChangeHasNoPart() {
    Map<String, Map<String, BigDecimal>> parts = partsOfChanges();
    assertThat(parts.values().stream().flatMap(it -> it.keySet().stream()).distinct())
        .containsExactlyInAnyOrder("seat", "price", "discount");
    for (Map.Entry<String, Change> customer : changes.entrySet()) {
      Terms before = customer.getValue().before();
      Terms after = customer.getValue().after();
      Map<String, BigDecimal> own = parts.getOrDefault(customer.getKey(), Map.of());
      String told = customer.toString();
      if (before.quantity() == after.quantity()) {
        assertThat(own).as(told).doesNotContainKey("seat");
      }
      if (before.price().equals(after.price()) && before.currency().equals(after.currency())) {
        assertThat(own).as(told).doesNotContainKey("price");
      }
      if (before.discounts().equals(after.discounts())) {
        assertThat(own).as(told).doesNotContainKey("discount");
      }
    }
  }

  @Test
  void thePartsOfEveryChangeAddUp() {
    Map<String, BigDecimal> differences = new HashMap<>();
    views
        .session()
        .sql(
            "SELECT customer_id, sum(CASE WHEN from_date = DATE '%s' THEN mrr WHEN to_date = DATE '%s' THEN -mrr ELSE 0 END) FROM item_ledger GROUP BY customer_id"
                .formatted(CHANGE, CHANGE))
        .collectAsList()
        .forEach(row -> differences.put(row.getString(0), row.getDecimal(1)));
    Map<String, Map<String, BigDecimal>> parts = partsOfChanges();

    assertThat(differences).hasSize(CUSTOMERS);
    differences.forEach(
        (customer, difference) ->
            assertThat(
                    parts.getOrDefault(customer, Map.of()).values().stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .as(customer)
                .isEqualByComparingTo(difference));
    assertThat(Stream.of("movement_sums", "month_bridges", "spot_bridges").map(this::broken))
        .allSatisfy(checks -> assertThat(checks).isEmpty());
  }

  @Test
  void aPartThatIsLostDoubledOrDatedWronglyIsFound() {
    Dataset<Row> parts = views.session().table("movement_parts");
    String victim =
        parts
            .filter("movement_date = DATE '%s' AND basis = 'contract_spot'".formatted(CHANGE))
            .select("account_id")
            .first()
            .getString(0);
    String isVictim = "account_id = '%s' AND movement_date = DATE '%s'".formatted(victim, CHANGE);
    Map<String, Dataset<Row>> faults =
        Map.of(
            "lost", parts.filter("NOT (%s)".formatted(isVictim)),
            "doubled", parts.unionAll(parts.filter(isVictim)),
            "a day late, over the month's end",
                parts.withColumn(
                    "movement_date",
                    when(expr(isVictim), lit(LocalDate.of(2025, 3, 1)))
                        .otherwise(col("movement_date"))));
    try {
      faults.forEach(
          (fault, rows) -> {
            views.computed("movement_parts", rows);
            compute("movement_sums");
            compute("spot_bridges");
            assertThat(broken("movement_sums"))
                .as(fault)
                .containsExactly("the parts of a day add up to its movement");
            assertThat(broken("spot_bridges")).as(fault).containsExactly("the month rolls forward");
          });
    } finally {
      views.computed("movement_parts", parts);
      List.of("movement_sums", "spot_bridges").forEach(this::compute);
    }
  }

  private void compute(String model) {
    views.computed(model, views.compute(catalogue.model(model)).localCheckpoint());
  }

  private List<String> broken(String model) {
    return TableChecks.check(catalogue.model(model).contract(), views.session().table(model))
        .stream()
        .filter(CheckResult::isFatal)
        .map(CheckResult::title)
        .toList();
  }

  /** Customer → kind of part → what it moves on the day of the change. */
  private Map<String, Map<String, BigDecimal>> partsOfChanges() {
    Map<String, Map<String, BigDecimal>> parts = new HashMap<>();
    views
        .session()
        .table("movement_parts")
        .filter("basis = 'contract_constant' AND movement_date = DATE '%s'".formatted(CHANGE))
        .select("account_id", "sub_type", "amount")
        .collectAsList()
        .forEach(
            row ->
                parts
                    .computeIfAbsent(row.getString(0), it -> new HashMap<>())
                    .put(row.getString(1), row.getDecimal(2)));
    return parts;
  }

  /** The spans with what their prices come to. */
  private Dataset<Row> priced() {
    return views
        .session()
        .sql(
            "SELECT * EXCEPT (list_amount), price_amount(price.unit_price, price.tiers, price.tiers_mode, price.package_size, price.package_rounding, quantity) AS list_amount FROM item_spans");
  }

  private Dataset<Row> given(String rows, String table) {
    return new Fixtures(session(), LocalDate.of(2025, 3, 31))
        .full(PipeTable.parse(rows), catalogue.schema(table).orElseThrow());
  }

  private static void write(
      StringBuilder spans,
      StringBuilder discounts,
      String customer,
      String from,
      String to,
      Terms terms) {
    spans.append(
        "| b | s-%s | i | %s | %s | %s | earning | main | Pro | %d | %s | %s |\n"
            .formatted(
                customer, customer, from, to, terms.quantity(), terms.currency(), terms.price()));
    discounts.append(
        "| b | s-%s | i | %s | %s | %s |\n"
            .formatted(customer, from, terms.discounts(), terms.discounts()));
  }

  private static Terms terms(Random random) {
    return new Terms(quantity(random), price(random), currency(random), discounts(random));
  }

  /** Each of the terms changes for every other customer. */
  private static Terms changed(Terms before, Random random) {
    return new Terms(
        random.nextBoolean() ? before.quantity() : quantity(random),
        random.nextBoolean() ? before.price() : price(random),
        random.nextInt(5) > 0 ? before.currency() : currency(random),
        random.nextBoolean() ? before.discounts() : discounts(random));
  }

  private static int quantity(Random random) {
    return 1 + random.nextInt(120);
  }

  private static String currency(Random random) {
    return random.nextBoolean() ? "USD" : "EUR";
  }

  private static String price(Random random) {
    String interval = List.of("month", "year", "week", "day").get(random.nextInt(4));
    String period =
        "\"billing_interval\": \"%s\", \"interval_count\": %d"
            .formatted(interval, 1 + random.nextInt(3));
    return switch (random.nextInt(3)) {
      case 0 -> "{\"unit_price\": %s, %s}".formatted(cents(random), period);
      case 1 -> "{%s, \"tiers_mode\": \"graduated\", %s}".formatted(tiers(random), period);
      default -> "{%s, \"tiers_mode\": \"volume\", %s}".formatted(tiers(random), period);
    };
  }

  private static String tiers(Random random) {
    int first = 1 + random.nextInt(40);
    List<String> tiers = new ArrayList<>();
    tiers.add("{\"up_to\": %d, \"unit_price\": %s}".formatted(first, cents(random)));
    tiers.add(
        "{\"up_to\": %d, \"unit_price\": %s, \"flat_price\": %s}"
            .formatted(first + 30, cents(random), cents(random)));
    tiers.add("{\"unit_price\": %s}".formatted(cents(random)));
    return "\"tiers\": [%s]".formatted(String.join(", ", tiers));
  }

  private static BigDecimal cents(Random random) {
    return BigDecimal.valueOf(100 + random.nextInt(9_900), 2);
  }

  private static String discounts(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "[]";
      case 1 -> "[{\"percent_off\": %d}]".formatted(1 + random.nextInt(60));
      case 2 -> "[{\"amount_off\": 0.%d}]".formatted(1 + random.nextInt(9));
      default ->
          "[{\"percent_off\": %d}, {\"percent_off\": 33.333}]".formatted(1 + random.nextInt(60));
    };
  }
}
