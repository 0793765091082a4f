package dev.tenure.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.tenure.Errors;
import dev.tenure.bench.DuckDbUsage;
import dev.tenure.bench.UsageFiles;
import dev.tenure.night.Progress;
import dev.tenure.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "usage",
    description =
        "Measures a night with many usage events beside DuckDB, and the next night beside one with a tenth of the history.",
    footer = {
      "",
      "JSON: events, duckdb and tenure (seconds, rows, events), short_history_night and long_history_night (seconds, steps)."
    })
final class BenchUsageVerb implements Runnable {
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 30);
  private static final LocalDate NEXT = FIRST.plusDays(1);
  private static final String SAMPLE_ACCOUNTS = "50";
  private static final UsageFiles FILES = new UsageFiles(500, 2_000);
  private static final int DAYS = 300;
  private static final int TIMES = 10;

  @Mixin private BenchFolder folder;
  @Mixin private Output output;

  @Option(
      names = "--events",
      defaultValue = "20000000",
      description = "How many events the first night brings (default: 20,000,000).")
  private long events;

  @Override
  public void run() {
    output.tell(folder.measure(this::measured));
  }

  private BenchUsageAnswer measured(Path homes) {
    Progress progress = output.progress();
    progress.say("Measuring in " + homes + "; nothing else should run beside it.");
    Path longHome = homes.resolve("long");
    Path shortHome = homes.resolve("short");
    deliver(longHome, DAYS, events);
    deliver(shortHome, DAYS / TIMES, events / TIMES);
    progress.say("  the events are written");
    DuckDbUsage duckDb = DuckDbUsage.of(delivered(longHome), homes);
    progress.say("  DuckDB has counted");
    Launched first = night(longHome, FIRST);
    BenchUsageAnswer.Counted counted = counted(longHome);
    if (counted.rows() != duckDb.rows() || counted.events() != duckDb.events()) {
      throw Errors.differentResults(duckDb.toString(), counted.toString());
    }
    progress.say("  the night of %,d events is over".formatted(events));
    night(shortHome, FIRST);
    return new BenchUsageAnswer(
        events, duckDb, first, counted, night(shortHome, NEXT), night(longHome, NEXT));
  }

  private static Launched night(Path home, LocalDate date) {
    return Launched.run(BenchFolder.verb(home, List.of(), "run", "--date", date.toString()));
  }

  /** Two nights' extracts of a small sample company, and beside its own the many events. */
  private void deliver(Path home, int days, long history) {
    Launched.run(
        BenchFolder.verb(
            home,
            List.of("--accounts", SAMPLE_ACCOUNTS),
            "sample",
            "--from",
            FIRST.toString(),
            "--to",
            NEXT.toString()));
    SparkSession session = Sessions.open(ZoneOffset.UTC, home);
    FILES.write(session, extract(home, FIRST), FIRST, days, 0, history);
    FILES.write(session, extract(home, NEXT), NEXT, 2, events, events / DAYS);
  }

  private static Path extract(Path home, LocalDate date) {
    return home.resolve("inbox/product/events/%s/many".formatted(date));
  }

  private static List<Path> delivered(Path home) {
    try (Stream<Path> files = Files.list(extract(home, FIRST))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw Errors.unreadable(extract(home, FIRST), e);
    }
  }

  /** What the night made of the many events. */
  private static BenchUsageAnswer.Counted counted(Path home) {
    Row row =
        Sessions.open(ZoneOffset.UTC, home)
            .read()
            .format("delta")
            .load(home.resolve("warehouse/core/usage_days").toString())
            .filter(col("user_id").startsWith(UsageFiles.PERSON))
            .agg(count(lit(1)), sum("event_count"))
            .head();
    return new BenchUsageAnswer.Counted(row.getLong(0), row.getLong(1));
  }
}
