package dev.tenure.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.PipeTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/**
 * Errors of billing, planted one an account, all the way from invoices to mrr_reconciliations. Each
 * account is billed 100 a month in advance from the first of January 2025, if nothing else is said,
 * and the report speaks of the tenth of May. The amounts are reckoned by hand.
 */
class BillingErrorsTest extends SparkSuite {
  private static final LocalDate AS_OF = LocalDate.of(2025, 5, 10);

  /** What each model of the path reads is computed before it. */
  private static final List<String> PATH =
      List.of(
          "credited_shares",
          "invoiced_lines",
          "invoiced_months",
          "invoice_differences",
          "invoice_causes",
          "mrr_reconciliations");

  private static final String ITEMS =
      """
      | customer_id         | subscription_id | native_currency | native_net_mrr | from_date  | to_date    |
      | fine                | s-fine          | USD             | 100        | 2025-01-01 |            |
      | missing invoice     | s-missing       | USD             | 100        | 2025-01-01 |            |
      | double invoice      | s-double        | USD             | 100        | 2025-01-01 |            |
      | wrong price         | s-price         | USD             | 100        | 2025-01-01 |            |
      | billed elsewhere    | s-customer      | USD             | 100        | 2025-01-01 |            |
      | wrong currency      | s-currency      | EUR             | 100        | 2025-01-01 |            |
      | tax as revenue      | s-tax           | USD             | 100        | 2025-01-01 |            |
      | tax told apart      | s-taxed         | USD             | 100        | 2025-01-01 |            |
      | wrong quantity      | s-quantity      | USD             | 250        | 2025-01-01 |            |
      | voided              | s-void          | USD             | 100        | 2025-01-01 |            |
      | period shifted      | s-shifted       | USD             | 100        | 2025-01-01 |            |
      | credited            | s-credited      | USD             | 100        | 2025-01-01 |            |
      | billed after end    | s-after         | USD             | 100        | 2025-01-01 | 2025-04-01 |
      | left within a year  | s-year          | USD             | 100        | 2025-01-01 | 2025-04-10 |
      | forgotten proration | s-proration     | USD             | 100        | 2025-01-01 | 2025-04-16 |
      | forgotten proration | s-proration     | USD             | 250        | 2025-04-16 |            |
      | discount lost       | s-discount      | USD             | 80         | 2025-01-01 |            |
      | setup as recurring  | s-setup         | USD             | 100        | 2025-01-01 |            |
      """;

  /** The invoices of April and May, and a few before; no other months are looked at. */
  private static final String LINES =
      """
      | invoice_id | customer_id         | subscription_id | native_currency | invoice_status | line_amount | net_amount | billing_interval | is_proration | starts_at  | ends_at    |
      | fine-4     | fine                | s-fine          | USD             | paid           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | fine-5     | fine                | s-fine          | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | missing-3  | missing invoice     | s-missing       | USD             | paid           | 100         | 100        | month            | false        | 2025-03-01 | 2025-04-01 |
      | missing-5  | missing invoice     | s-missing       | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | double-4   | double invoice      | s-double        | USD             | paid           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | double-4b  | double invoice      | s-double        | USD             | open           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | double-5   | double invoice      | s-double        | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | price-4    | wrong price         | s-price         | USD             | paid           | 90          | 90         | month            | false        | 2025-04-01 | 2025-05-01 |
      | price-5    | wrong price         | s-price         | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | customer-4 | somebody else       | s-customer      | USD             | paid           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | customer-5 | billed elsewhere    | s-customer      | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | currency-4 | wrong currency      | s-currency      | USD             | paid           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | currency-5 | wrong currency      | s-currency      | EUR             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | tax-4      | tax as revenue      | s-tax           | USD             | paid           | 120         | 120        | month            | false        | 2025-04-01 | 2025-05-01 |
      | tax-5      | tax as revenue      | s-tax           | USD             | paid           | 120         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | taxed-4    | tax told apart      | s-taxed         | USD             | paid           | 120         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | taxed-5    | tax told apart      | s-taxed         | USD             | paid           | 120         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | quantity-4 | wrong quantity      | s-quantity      | USD             | paid           | 150         | 150        | month            | false        | 2025-04-01 | 2025-05-01 |
      | quantity-5 | wrong quantity      | s-quantity      | USD             | paid           | 250         | 250        | month            | false        | 2025-05-01 | 2025-06-01 |
      | void-4     | voided              | s-void          | USD             | void           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | void-5     | voided              | s-void          | USD             | void           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | void-5b    | voided              | s-void          | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | shifted-3  | period shifted      | s-shifted       | USD             | paid           | 100         | 100        | month            | false        | 2025-03-01 | 2025-04-01 |
      | shifted-4  | period shifted      | s-shifted       | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | shifted-5  | period shifted      | s-shifted       | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | credited-4 | credited            | s-credited      | USD             | paid           | 130         | 130        | month            | false        | 2025-04-01 | 2025-05-01 |
      | credited-5 | credited            | s-credited      | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      | after-4    | billed after end    | s-after         | USD             | open           | 100         | 100        | month            | false        | 2025-04-02 | 2025-05-02 |
      | year-1     | left within a year  | s-year          | USD             | paid           | 1200        | 1200       | year             | false        | 2025-01-01 | 2026-01-01 |
      | proration-4 | forgotten proration | s-proration    | USD             | paid           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | proration-5 | forgotten proration | s-proration    | USD             | paid           | 250         | 250        | month            | false        | 2025-05-01 | 2025-06-01 |
      | discount-4 | discount lost       | s-discount      | USD             | paid           | 100         | 100        | month            | false        | 2025-04-01 | 2025-05-01 |
      | discount-5 | discount lost       | s-discount      | USD             | paid           | 100         | 80         | month            | false        | 2025-05-01 | 2025-06-01 |
      | setup-4    | setup as recurring  | s-setup         | USD             | paid           | 600         | 600        | month            | false        | 2025-04-01 | 2025-05-01 |
      | setup-5    | setup as recurring  | s-setup         | USD             | paid           | 100         | 100        | month            | false        | 2025-05-01 | 2025-06-01 |
      """;

  private static final String CREDITS =
      """
      | source | credit_note_id | invoice_id | credit_note_status | native_currency | credited_amount |
      | b      | cn_1           | credited-4 | issued             | USD             | 30              |
      | b      | cn_2           | double-4   | void               | USD             | 100             |
      """;

  private static final String APRIL_AND_MAY =
      """
      | month      | account_id          | native_currency | cause           | mrr | control_amount | difference |
      | 2025-04-01 | fine                | USD             | none            | 100 | 100            | 0          |
      | 2025-05-01 | fine                | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | missing invoice     | USD             | unexplained     | 100 | 0              | 100        |
      | 2025-05-01 | missing invoice     | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | double invoice      | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | double invoice      | USD             | unexplained     | 0   | 100            | -100       |
      | 2025-05-01 | double invoice      | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | wrong price         | USD             | none            | 90  | 90             | 0          |
      | 2025-04-01 | wrong price         | USD             | unexplained     | 10  | 0              | 10         |
      | 2025-05-01 | wrong price         | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | billed elsewhere    | USD             | unexplained     | 100 | 0              | 100        |
      | 2025-04-01 | somebody else       | USD             | unexplained     | 0   | 100            | -100       |
      | 2025-05-01 | billed elsewhere    | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | wrong currency      | EUR             | unexplained     | 100 | 0              | 100        |
      | 2025-04-01 | wrong currency      | USD             | unexplained     | 0   | 100            | -100       |
      | 2025-05-01 | wrong currency      | EUR             | none            | 100 | 100            | 0          |
      | 2025-04-01 | tax as revenue      | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | tax as revenue      | USD             | unexplained     | 0   | 20             | -20        |
      | 2025-05-01 | tax as revenue      | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | tax told apart      | USD             | none            | 100 | 100            | 0          |
      | 2025-05-01 | tax told apart      | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | wrong quantity      | USD             | none            | 150 | 150            | 0          |
      | 2025-04-01 | wrong quantity      | USD             | unexplained     | 100 | 0              | 100        |
      | 2025-05-01 | wrong quantity      | USD             | none            | 250 | 250            | 0          |
      | 2025-04-01 | voided              | USD             | unexplained     | 100 | 0              | 100        |
      | 2025-05-01 | voided              | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | period shifted      | USD             | unexplained     | 100 | 0              | 100        |
      | 2025-05-01 | period shifted      | USD             | none            | 100 | 100            | 0          |
      | 2025-05-01 | period shifted      | USD             | unexplained     | 0   | 100            | -100       |
      | 2025-04-01 | credited            | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | credited            | USD             | credit_note     | 0   | 30             | -30        |
      | 2025-05-01 | credited            | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | billed after end    | USD             | unexplained     | 0   | 100            | -100       |
      | 2025-04-01 | left within a year  | USD             | out_of_contract | 0   | 100            | -100       |
      | 2025-05-01 | left within a year  | USD             | out_of_contract | 0   | 100            | -100       |
      | 2025-04-01 | forgotten proration | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | forgotten proration | USD             | unexplained     | 150 | 0              | 150        |
      | 2025-05-01 | forgotten proration | USD             | none            | 250 | 250            | 0          |
      | 2025-04-01 | discount lost       | USD             | none            | 80  | 80             | 0          |
      | 2025-04-01 | discount lost       | USD             | unexplained     | 0   | 20             | -20        |
      | 2025-05-01 | discount lost       | USD             | none            | 80  | 80             | 0          |
      | 2025-04-01 | setup as recurring  | USD             | none            | 100 | 100            | 0          |
      | 2025-04-01 | setup as recurring  | USD             | unexplained     | 0   | 500            | -500       |
      | 2025-05-01 | setup as recurring  | USD             | none            | 100 | 100            | 0          |
      """;

  private final Catalogue catalogue =
      CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")));
  private final AsOfViews views = new AsOfSessions(session(), catalogue).on(AsOf.night(AS_OF));

  @Test
  void everyPlantedErrorEndsInItsCauseOrAsUnexplained() {
    Dataset<Row> items =
        given(ITEMS, "item_ledger")
            .withColumn("source", lit("b"))
            .withColumn("item_id", lit("i"))
            .withColumn("state", lit("earning"))
            .withColumn("native_list_mrr", col("native_net_mrr"));
    Dataset<Row> lines =
        given(LINES, "billed_lines")
            .withColumn("source", lit("b"))
            .withColumn("line_id", lit("il"))
            .withColumn("finalized_date", to_date(col("starts_at")))
            .withColumn("interval_count", lit(1))
            .withColumn("is_recurring", lit(true));
    views.computed("item_ledger", items);
    views.computed("billed_lines", lines);
    views.history("credit_notes", known(given(CREDITS, "credit_notes")));
    views.history("invoices", known(given("| source | invoice_id |\n| b | first |", "invoices")));
    views.computed("subscription_versions", versions(items));
    views.computed("account_links", links(items.select("customer_id"), lines));
    views.computed("settings", given("| reporting_currency |\n| USD |", "settings"));
    List.of("account_controls", "control_mrr").forEach(views::empty);
    for (String model : PATH) {
      views.computed(model, views.compute(catalogue.model(model)).localCheckpoint());
    }

    Dataset<Row> found =
        views
            .session()
            .table("mrr_reconciliations")
            .filter("control = 'invoices' AND month >= DATE '2025-04-01'");

    assertThat(texts(found))
        .containsExactlyInAnyOrderElementsOf(texts(given(APRIL_AND_MAY, "mrr_reconciliations")));
  }

  private static List<String> texts(Dataset<Row> rows) {
    Column[] shown =
        PipeTable.parse(APRIL_AND_MAY).columns().stream()
            .map(name -> col(name))
            .toArray(Column[]::new);
    return CasesTestBase.texts(rows.select(shown));
  }

  private Dataset<Row> given(String rows, String table) {
    return new Fixtures(session(), AS_OF)
        .full(PipeTable.parse(rows), catalogue.schema(table).orElseThrow());
  }

  /** Rows of a core table, known since the year began. */
  private static Dataset<Row> known(Dataset<Row> rows) {
    return rows.withColumn("valid_from", lit(LocalDate.of(2025, 1, 1)))
        .withColumn("valid_to", lit(null).cast("date"))
        .withColumn("is_deleted", lit(false))
        .withColumn("file", lit("file"))
        .withColumn("record_number", lit(1L));
  }

  /** Each subscription is active while it earns. */
  private Dataset<Row> versions(Dataset<Row> items) {
    return session()
        .createDataFrame(List.of(), catalogue.schema("subscription_versions").orElseThrow())
        .unionByName(
            items
                .select("source", "subscription_id", "from_date", "to_date")
                .withColumn("valid_from", col("from_date"))
                .withColumn("subscription_status", lit("active")),
            true);
  }

  /** Each customer is an account of its own name. */
  private Dataset<Row> links(Dataset<Row> customers, Dataset<Row> lines) {
    return customers
        .union(lines.select("customer_id"))
        .distinct()
        .select(
            lit("b").as("source"),
            lit("billing_customer").as("kind"),
            col("customer_id").as("external_id"),
            col("customer_id").as("account_id"));
  }
}
