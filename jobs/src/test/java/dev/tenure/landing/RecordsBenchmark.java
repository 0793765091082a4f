package dev.tenure.landing;

import dev.tenure.config.Company;
import dev.tenure.config.Entity;
import dev.tenure.config.Format;
import dev.tenure.config.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Times the finding and the reading of 11,000 small files with about a million records. Give it an
 * empty folder.
 */
final class RecordsBenchmark {
  private static final int DAYS = 730;
  private static final int RECORDS = 91;

  private RecordsBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    Company company =
        LandingTestBase.company(
            source("crm", new Format.Csv(',')),
            source("billing", new Format.Json("things")),
            source("support", new Format.JsonLines()));
    if (!Files.isDirectory(home.resolve("inbox"))) {
      fill(home, company);
    }
    Inbox inbox = new Inbox(company, home);
    InboxContents contents = timed("find and hash", () -> inbox.contents(LocalDate.MAX, Map.of()));
    timed("find again", () -> inbox.contents(LocalDate.MAX, contents.hashes()));
    SparkSession session =
        timed(
            "session",
            () ->
                SparkSession.builder()
                    .master("local[2]")
                    .config("spark.ui.enabled", false)
                    .getOrCreate());
    session.sparkContext().setLogLevel("ERROR");
    Records records = new Records(session, inbox);
    for (int round = 0; round < 3; round++) {
      System.out.println(contents.files().size() + " files");
      System.out.println(timed("count", () -> records.read(contents.files()).count()));
      timed(
          "all columns",
          () -> {
            records.read(contents.files()).write().format("noop").mode("overwrite").save();
            return "";
          });
    }
  }

  private static Source source(String name, Format format) {
    return LandingTestBase.source(
        name,
        Stream.of("a", "b", "c", "d", "e")
            .map(entity -> LandingTestBase.entity(entity, format))
            .toArray(Entity[]::new));
  }

  private static <T> T timed(String what, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    System.out.printf("%s: %.2f s%n", what, (System.nanoTime() - start) / 1e9);
    return result;
  }

  private static void fill(Path home, Company company) throws IOException {
    for (Source source : company.sources().values()) {
      for (Entity entity : source.entities().values()) {
        for (int day = 0; day < DAYS; day++) {
          Path folder =
              home.resolve("inbox")
                  .resolve(source.name())
                  .resolve(entity.name())
                  .resolve(LocalDate.of(2024, 1, 1).plusDays(day).toString());
          Files.createDirectories(folder);
          Files.writeString(folder.resolve("part-0"), text(entity.format(), day));
        }
      }
    }
  }

  private static String text(Format format, int day) {
    if (format instanceof Format.Csv) {
      return "id,name,status,amount,created_at\n"
          + records(day, "%s,\"Company, %s\",active,%d.25,\n", "");
    }
    String line =
        "{\"id\":\"%s\",\"name\":\"Company %s\",\"items\":{\"data\":[{\"amount\":%d.250}]}}";
    return format instanceof Format.Json
        ? "{\"data\":[" + records(day, line, ",") + "]}"
        : records(day, line, "\n");
  }

  private static String records(int day, String template, String separator) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i -> template.formatted("%05d".formatted(day * RECORDS + i), i, i))
        .collect(Collectors.joining(separator));
  }
}
