package dev.tenure.cli;

import dev.tenure.publish.MartQuery;
import dev.tenure.publish.QueryFormat;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "query",
    description = "Asks the published marts in SQL (DuckDB's), without Spark.",
    footer = {"", "JSON: an array of rows, each by its columns' names; --json is --format json."})
final class QueryVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

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
    Path published = place.homeFolder(place.company().name()).resolve("published");
    QueryFormat asked = output.isJson() ? QueryFormat.JSON : format;
    StringBuilder rows = new StringBuilder();
    new MartQuery(published, sql, asked, Optional.ofNullable(asOf)).run(rows);
    output.out().print(rows);
    output.out().flush();
  }
}
