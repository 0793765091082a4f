package dev.tenure.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.NightReport;
import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import dev.tenure.store.Home;
import java.util.Locale;
import java.util.Optional;

/** What a run did, for a person and for a program. */
final class ReportText {
  private static final String SUMMARY =
      "FROM metrics_by_month SELECT month, mrr, paying_accounts, logo_churn_rate, net_revenue_retention ORDER BY month DESC LIMIT 3";

  private final Home home;

  ReportText(Home home) {
    this.home = home;
  }

  String console(NightReport report) {
    StringBuilder text = new StringBuilder();
    report.warnings().forEach(it -> text.append("  warning: ").append(it).append('\n'));
    if (report.manifest().isEmpty()) {
      return text.append("Done: %s. Nothing was published.%n".formatted(report.asOfDate()))
          .toString();
    }
    text.append(
        String.format(
            Locale.ROOT,
            "Published the night of %s: run %s, %d marts, %d checks, %.1f s%n%n",
            report.asOfDate(),
            report.runId(),
            report.manifest().get().marts().size(),
            report.checks(),
            report.seconds()));
    new MartQuery(home.published(), SUMMARY, QueryFormat.TABLE, Optional.empty()).run(text);
    text.append(
        """

        Look at it:
          ./tenure query "FROM accounts LIMIT 10"%s
          %s (open read-only in any DuckDB client)
          %s
        """
            .formatted(
                "", home.published().resolve("marts.duckdb"), home.published().resolve("exports")));
    return text.toString();
  }

  String json(NightReport report) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = mapper.createObjectNode();
    json.put("as_of_date", report.asOfDate().toString());
    json.put("run_id", report.runId());
    json.put("seconds", report.seconds());
    json.put("checks", report.checks());
    report.warnings().forEach(json.withArray("warnings")::add);
    json.put("published", report.manifest().isPresent());
    report
        .manifest()
        .ifPresent(
            manifest -> {
              json.put("manifest", home.published().resolve("manifest.json").toString());
              ObjectNode marts = json.putObject("marts");
              manifest
                  .marts()
                  .forEach(
                      (name, mart) -> {
                        ObjectNode one = marts.putObject(name);
                        one.put("rows", mart.totals().rows());
                        one.put("checksum", mart.totals().checksum());
                      });
            });
    return json.toPrettyString();
  }
}
