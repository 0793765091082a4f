package dev.tenure.cli;

import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "query", description = "Asks the published marts in SQL (DuckDB's), without Spark.")
final class QueryVerb implements Runnable {
  @Mixin private Place place;

  @Parameters(paramLabel = "SQL", description = "Such as \"FROM metrics_by_month\".")
  private String sql;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: table).")
  private QueryFormat format;

  @Option(
      names = "--as-of",
      paramLabel = "DAY",
      description = "A past night instead of the newest.")
  private LocalDate asOf;

  @Override
  public void run() {
    String company = place.company().name();
    StringBuilder out = new StringBuilder();
    new MartQuery(
            place.homeFolder(company).resolve("published"), sql, format, Optional.ofNullable(asOf))
        .run(out);
    System.out.print(out);
    System.out.flush();
  }
}
