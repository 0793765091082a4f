package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.Errors;
import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.model.SqlModel;
import dev.tenure.quality.CheckResult;
import dev.tenure.quality.TableChecks;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

/** A night that lacks a plan rate does not guess one: it stops, and says which line to add. */
class MissingRateTest extends SparkSuite {
  private static final LocalDate NIGHT = LocalDate.of(2025, 3, 31);

  private final Catalogue catalogue =
      CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")));
  private final AsOfViews views = new AsOfSessions(session(), catalogue).on(AsOf.night(NIGHT));

  @Test
  void theMessageNamesThePairTheAccountsAndTheLine() {
    give("settings", "{'reporting_currency': 'USD', 'fiscal_year_starts': 7}");
    give(
        "plan_rates",
        "{'native_currency': 'EUR', 'currency': 'USD', 'rate': 1.08}",
        "{'native_currency': 'CHF', 'currency': 'USD'}");
    give(
        "subscription_states",
        "{'source': 'billing', 'customer_id': 'cus_1', 'items': [{'currency': 'CHF'}]}",
        "{'source': 'billing', 'customer_id': 'cus_2', 'items': [{'currency': 'CHF'}]}",
        "{'source': 'billing', 'customer_id': 'cus_3', 'items': [{'currency': 'EUR'}]}");
    give(
        "account_links",
        "{'source': 'billing', 'kind': 'billing_customer', 'external_id': 'cus_1', 'account_id': 'ACME'}",
        "{'source': 'billing', 'kind': 'billing_customer', 'external_id': 'cus_2', 'account_id': 'BOLT'}",
        "{'source': 'billing', 'kind': 'billing_customer', 'external_id': 'cus_3', 'account_id': 'CORD'}");
    SqlModel model = catalogue.model("missing_rates");

    List<CheckResult> fatal =
        TableChecks.check(model.contract(), views.compute(model)).stream()
            .filter(CheckResult::isFatal)
            .toList();

    RunFrame frame = new RunFrame("a-run", AsOf.night(NIGHT), false, List.of(), List.of());
    assertThat(
            Errors.checksFailed(NIGHT, fatal.size(), CheckFailures.told(fatal, catalogue, frame)))
        .hasMessageContaining("The night of 2025-03-31 is not published: 1 checks failed")
        .hasMessageContaining("add each line_to_add to the reference's fx_rates — 1 of 1 rows")
        .hasMessageContaining("[CHF,USD,2,ACME BOLT,CHF,USD,2024-07-01,<rate>,plan]")
        .hasMessageNotContaining("CORD");
  }

  @Test
  void whatOnlyFollowsIsNamedBehindTheCause() {
    RunFrame frame = new RunFrame("a-run", AsOf.night(NIGHT), false, List.of(), List.of());

    List<String> told =
        CheckFailures.told(
            List.of(
                broken("mrr_items", "an amount is there"),
                broken("plan_rates", "every currency has a rate"),
                broken("tickets", "a ticket has a day"),
                broken("missing_rates", "no rate is missing")),
            catalogue,
            frame);

    assertThat(told).hasSize(4);
    assertThat(told.get(0)).startsWith("plan_rates: every currency has a rate — 1 of 2 rows");
    assertThat(told.get(1)).startsWith("tickets: ");
    assertThat(told.get(2)).startsWith("missing_rates: no rate is missing — 1 of 2 rows");
    assertThat(told.get(3))
        .isEqualTo(
            "behind these, perhaps for the same cause:\n      mrr_items: an amount is there");
  }

  private static CheckResult broken(String table, String title) {
    return new CheckResult(table, title, "rule", true, 2, 1, List.of("[key]"), Set.of());
  }

  private void give(String table, String... rows) {
    List<String> lines = List.of(rows).stream().map(row -> row.replace('\'', '"')).toList();
    views.computed(
        table,
        session()
            .read()
            .schema(catalogue.model(table).contract().schema())
            .json(session().createDataset(lines, Encoders.STRING())));
  }
}
