package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Progress;
import dev.tenure.night.Warehouse;
import dev.tenure.spark.ScanCounts;
import dev.tenure.store.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

@Command(
    name = "bench",
    description =
        "Measures the demo, nights from a cold JVM, queries, and how often a night scans each table.",
    subcommands = {
      BenchUsageVerb.class,
      BenchRevenueVerb.class,
      BenchSizesVerb.class,
      HelpCommand.class
    },
    footer = {
      "",
      "JSON: demo, backfill, nights (each with seconds and steps), queries (seconds), scans (by table)."
    })
final class BenchVerb implements Runnable {
  private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
  private static final LocalDate BACKFILLED_TO = LocalDate.of(2025, 12, 31);
  private static final int NIGHTS = 3;
  private static final int QUERIES = 5;
  private static final String QUERY = "FROM metrics_by_month";

  @Mixin private SampleSize size;
  @Mixin private BenchFolder folder;
  @Mixin private Output output;

  @Override
  public void run() {
    output.tell(folder.measure(this::measured));
  }

  private BenchAnswer measured(Path homes) {
    Progress progress = output.progress();
    progress.say("Measuring in " + homes + "; nothing else should run beside it.");
    Launched demo = Launched.run(BenchFolder.verb(homes.resolve("demo"), size.arguments(), "demo"));
    progress.say("  the demo is over");
    Path home = homes.resolve("nights");
    LocalDate last = BACKFILLED_TO.plusDays(NIGHTS);
    launch(home, size.arguments(), "sample", "--from", FROM.toString(), "--to", last.toString());
    List<Launched> nights = new ArrayList<>();
    nights.add(
        launch(
            home,
            List.of(),
            "backfill",
            "--from",
            FROM.toString(),
            "--to",
            BACKFILLED_TO.toString()));
    progress.say("  the backfill is over");
    for (int night = 1; night <= NIGHTS + 1; night++) {
      LocalDate date = BACKFILLED_TO.plusDays(night);
      nights.add(launch(home, List.of(), "run", "--date", date.toString()));
      progress.say("  the night of %s is over".formatted(date));
    }
    List<Double> queries = new ArrayList<>();
    for (int query = 0; query < QUERIES; query++) {
      queries.add(launch(home, List.of(), "query", QUERY).seconds());
    }
    return new BenchAnswer(demo, nights, queries, scans(home, last.plusDays(2)));
  }

  private static Launched launch(Path home, List<String> more, String... arguments) {
    return Launched.run(BenchFolder.verb(home, more, arguments));
  }

  /** The scans of one more night in this process, under the eyes of a listener. */
  private static Map<String, ScanCounts.Scans> scans(Path root, LocalDate date) {
    Company company = new Place().company();
    Home home = Home.open(root, company.name());
    ScanCounts counts = new ScanCounts(home.warehouse());
    try (Warehouse warehouse = Warehouse.open(Place.models(), company, home, Clock.systemUTC())) {
      SparkSession session = SparkSession.active();
      session.sparkContext().addSparkListener(counts);
      warehouse.run(Order.night(date), Progress.quiet());
      session.stop();
    }
    return counts.tables();
  }
}
