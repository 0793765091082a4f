package dev.tenure.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.model.Catalogue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Three years of subscriptions of any number of accounts as core tables, the same each time: thirty
 * states of each, in which seats, prices, plans and second items come and go, some are paused, some
 * end and others follow them. A third pays in each of three currencies, a fifth has a discount, a
 * tenth belongs to a parent, a quarter pays yearly.
 *
 * @param accounts how many accounts
 */
public record RevenueHistory(long accounts) {
  /** The first day of all. */
  public static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

  /** A day on which the last state of each has begun. */
  public static final LocalDate LAST = LocalDate.of(2025, 12, 31);

  private static final int STATES = 30;
  private static final int DAYS_A_STATE = 36;

  /** After so many states every second subscription ends, and another one follows it. */
  private static final int TERM = 10;

  /** What a state is, told by the account's and the state's number alone. */
  private static final Map<String, String> DRAWN =
      Map.of(
          "begins",
              "date_add(DATE '%s', CAST(n %% %d + k * %d AS INT))"
                  .formatted(FIRST, DAYS_A_STATE, DAYS_A_STATE),
          "seats", "1 + pmod(xxhash64(n, div(k, 2), 'seats'), 40)",
          "plan", "pmod(xxhash64(n, div(k, 6), 'plan'), 3)",
          "list", "pmod(xxhash64(n, div(k, 9), 'list'), 4)",
          "is_paused", "pmod(xxhash64(n, k, 'paused'), 30) = 0",
          "is_ended",
              ended("div(k, %d)".formatted(TERM)) + " AND k %% %d = %d".formatted(TERM, TERM - 1),
          "has_second", "pmod(xxhash64(n, div(k, 4), 'second'), 5) = 0",
          "interval", "IF(n % 4 = 0, 'year', 'month')",
          "currency", "element_at(array('USD', 'EUR', 'GBP'), CAST(1 + n % 3 AS INT))");

  /** The core tables by name, as their histories are stored. */
  public Map<String, Dataset<Row>> tables(SparkSession session, Catalogue catalogue) {
    return Map.of(
        "account_profiles", versions(catalogue, "account_profiles", profiles(session)),
        "billing_customers", versions(catalogue, "billing_customers", customers(session)),
        "subscriptions", versions(catalogue, "subscriptions", subscriptions(session)),
        "products", versions(catalogue, "products", products(session)),
        "fx_rates", versions(catalogue, "fx_rates", rates(session)));
  }

  private Dataset<Row> profiles(SparkSession session) {
    return session
        .range(accounts)
        .selectExpr(
            "'crm' AS source",
            account("id") + " AS account_id",
            "concat('Account ', id) AS name",
            "IF(id % 10 = 9, " + account("id - 9") + ", NULL) AS parent_account_id",
            "element_at(array('enterprise', 'growth', 'small'), CAST(1 + id % 3 AS INT)) AS segment",
            "element_at(array('DE', 'FR', 'UK', 'US'), CAST(1 + id % 4 AS INT)) AS region",
            date(FIRST) + " AS created_date",
            date(FIRST) + " AS valid_from");
  }

  private Dataset<Row> customers(SparkSession session) {
    return session
        .range(accounts)
        .selectExpr(
            "'billing' AS source",
            "concat('cus_', id) AS customer_id",
            "concat('Account ', id) AS name",
            account("id") + " AS account_reference",
            "CAST(%s AS TIMESTAMP) AS created_at".formatted(date(FIRST)),
            date(FIRST) + " AS valid_from");
  }

  private Dataset<Row> subscriptions(SparkSession session) {
    Dataset<Row> states =
        session
            .range(accounts)
            .withColumnRenamed("id", "n")
            .withColumn("k", expr("explode(sequence(0, %d))".formatted(STATES - 1)));
    for (Map.Entry<String, String> drawn : DRAWN.entrySet()) {
      states = states.withColumn(drawn.getKey(), expr(drawn.getValue()));
    }
    return states
        .withColumn(
            "seats_price",
            expr(
                "element_at(array(10, 25, 60), CAST(1 + plan AS INT)) * (10 + list) / 10 * IF(interval = 'year', 10, 1)"))
        .selectExpr(
            "'billing' AS source",
            "concat('sub_', n, '_', IF(k >= %1$d AND %2$s, 1, 0) + IF(k >= 2 * %1$d AND %3$s, 1, 0)) AS subscription_id"
                .formatted(TERM, ended("0"), ended("1")),
            "concat('cus_', n) AS customer_id",
            "IF(is_ended, 'canceled', 'active') AS subscription_status",
            "CAST(date_add(%s, CAST(n %% %d AS INT)) AS TIMESTAMP) AS started_at"
                .formatted(date(FIRST), DAYS_A_STATE),
            "IF(is_ended, CAST(begins AS TIMESTAMP), NULL) AS ended_at",
            "false AS is_canceling_at_period_end",
            "is_paused AND NOT is_ended AS is_collection_paused",
            "IF(n % 5 = 0, array(" + discount() + "), array()) AS discounts",
            "filter(array("
                + item("main", "true", "seats_price", "seats")
                + ", "
                + item("second", "has_second", "15", "2")
                + "), it -> it.item_id IS NOT NULL) AS items",
            "begins AS valid_from",
            "IF(k = %d OR is_ended, NULL, date_add(begins, %d)) AS valid_to"
                .formatted(STATES - 1, DAYS_A_STATE));
  }

  private static String ended(String term) {
    return "pmod(xxhash64(n, " + term + ", 'ended'), 2) = 0";
  }

  private static String item(String name, String isThere, String price, String quantity) {
    return """
        named_struct(
          'item_id', IF(%2$s, concat('%1$s_', n), NULL), 'price_id', concat('%1$s_', plan, '_', list),
          'product_id', '%1$s', 'plan', concat('%1$s ', plan), 'plan_rank', CAST(plan AS INT),
          'unit_price', CAST(%3$s AS DECIMAL(15,6)), 'quantity', CAST(%4$s AS DECIMAL(16,4)),
          'billing_interval', interval, 'interval_count', 1, 'currency', currency, 'usage_type', 'licensed',
          'tiers', NULL, 'tiers_mode', NULL, 'package_size', NULL, 'package_rounding', NULL,
          'is_tax_inclusive', false, 'tax_percent', NULL, 'discounts', NULL)"""
        .formatted(name, isThere, price, quantity);
  }

  private static String discount() {
    return """
        named_struct(
          'discount_id', concat('di_', n), 'percent_off', CAST(10 + n %% 3 * 5 AS DECIMAL(9,6)), 'amount_off', NULL,
          'currency', NULL, 'duration', IF(n %% 2 = 0, 'forever', 'repeating'),
          'started_at', CAST(%1$s AS TIMESTAMP), 'ends_at', IF(n %% 2 = 0, NULL, CAST(date_add(%1$s, 500) AS TIMESTAMP)),
          'product_ids', NULL)"""
        .formatted(date(FIRST));
  }

  private static Dataset<Row> products(SparkSession session) {
    return session
        .range(1)
        .selectExpr(
            "'billing' AS source",
            "explode(array('main', 'second')) AS product_id",
            date(FIRST) + " AS valid_from")
        .withColumn("name", col("product_id"))
        .withColumn("product_family", col("product_id"));
  }

  private static Dataset<Row> rates(SparkSession session) {
    return session
        .range(0, 48)
        .selectExpr("add_months(DATE '2022-01-01', CAST(id AS INT)) AS rate_date")
        .selectExpr("rate_date", "explode(array('EUR', 'GBP')) AS from_currency")
        .selectExpr(
            "rate_date",
            "from_currency",
            "explode(IF(month(rate_date) = 1, array('plan', 'spot'), array('spot'))) AS rate_kind")
        .selectExpr(
            "'reference' AS source",
            "from_currency",
            "'USD' AS to_currency",
            "rate_date",
            "rate_kind",
            "IF(from_currency = 'EUR', 1.08, 1.25) + IF(rate_kind = 'plan', 0, month(rate_date) / 100BD) AS rate",
            date(FIRST) + " AS valid_from");
  }

  private static String account(String number) {
    return "format_string('001%015d', " + number + ")";
  }

  private static String date(LocalDate day) {
    return "DATE '" + day + "'";
  }

  /** Rows in the columns of a stored history; what nobody tells is NULL. */
  private static Dataset<Row> versions(Catalogue catalogue, String table, Dataset<Row> rows) {
    StructType schema = Catalogue.versions(catalogue.model(table).contract().schema());
    List<String> told = List.of(rows.columns());
    return rows.select(
        Arrays.stream(schema.fields())
            .map(field -> told.contains(field.name()) ? typed(field) : untold(field))
            .toArray(Column[]::new));
  }

  private static Column typed(StructField field) {
    return col(field.name()).cast(field.dataType()).as(field.name());
  }

  private static Column untold(StructField field) {
    Object value = field.name().equals("is_deleted") ? Boolean.FALSE : null;
    return lit(value).cast(field.dataType()).as(field.name());
  }
}
