package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.NightReport;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.publish.QueryFormat;
import dev.tenure.report.NightPages;
import dev.tenure.store.Home;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** What a run did. */
record NightAnswer(Home home, NightReport report) implements Answer {
  private static final String SUMMARY =
      "FROM metrics_by_month SELECT month, mrr, paying_accounts, logo_churn_rate, net_revenue_retention ORDER BY month DESC LIMIT 3";

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    report.warnings().forEach(it -> text.append("  warning: ").append(it).append('\n'));
    report
        .manifest()
        .ifPresentOrElse(
            manifest -> published(text, manifest),
            () -> text.append("Done: %s. Nothing was published.".formatted(report.asOfDate())));
    return text.toString();
  }

  private void published(StringBuilder text, PublishedManifest manifest) {
    text.append(
        String.format(
            Locale.ROOT,
            "Published the night of %s: run %s, %d marts, %d checks, %.1f s%n%n",
            report.asOfDate(),
            report.runId(),
            manifest.marts().size(),
            report.checks(),
            report.seconds()));
    new MartQuery(home.published(), SUMMARY, QueryFormat.TABLE, Optional.empty()).run(text);
    text.append(
        """

        Look at it:
          %s (the night's page, for a browser)
          ./tenure query "FROM accounts LIMIT 10"
          %s (open read-only in any DuckDB client)
          %s
        """
            .formatted(
                NightPages.newest(home.published()),
                home.published().resolve("marts.duckdb"),
                home.published().resolve("exports")));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("as_of_date", report.asOfDate().toString());
    json.put("run_id", report.runId());
    json.put("seconds", report.seconds());
    json.put("checks", report.checks());
    report.warnings().forEach(json.putArray("warnings")::add);
    report
        .steps()
        .forEach(
            step -> {
              ObjectNode told = json.withArray("steps").addObject();
              told.put("name", step.name()).put("seconds", step.seconds());
              ObjectNode counts = told.putObject("counts");
              new TreeMap<>(step.counts()).forEach(counts::put);
            });
    json.put("published", report.manifest().isPresent());
    report.manifest().ifPresent(manifest -> addMarts(json, manifest));
    return json;
  }

  private void addMarts(ObjectNode json, PublishedManifest manifest) {
    json.put("manifest", home.published().resolve("manifest.json").toString());
    json.put("report", NightPages.newest(home.published()).toString());
    ObjectNode marts = json.putObject("marts");
    manifest
        .marts()
        .forEach(
            (name, mart) ->
                marts
                    .putObject(name)
                    .put("rows", mart.totals().rows())
                    .put("checksum", mart.totals().checksum()));
  }
}
