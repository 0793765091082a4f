package dev.tenure.landing;

import dev.tenure.config.Company;
import dev.tenure.config.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
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
            LandingTestBase.source(
                "crm",
                Stream.of("a", "b", "c", "d", "e")
                    .map(name -> LandingTestBase.entity(name, new Format.Csv(',')))
                    .toArray(dev.tenure.config.Entity[]::new)),
            LandingTestBase.source(
                "billing",
                Stream.of("f", "g", "h", "i", "j")
                    .map(name -> LandingTestBase.entity(name, new Format.Json(name)))
                    .toArray(dev.tenure.config.Entity[]::new)),
            LandingTestBase.source(
                "support",
                Stream.of("k", "l", "m", "n", "o")
                    .map(name -> LandingTestBase.entity(name, new Format.JsonLines()))
                    .toArray(dev.tenure.config.Entity[]::new)));
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

  private static <T> T timed(String what, java.util.function.Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    System.out.printf("%s: %.2f s%n", what, (System.nanoTime() - start) / 1e9);
    return result;
  }

  private static void fill(Path home, Company company) throws IOException {
    for (var source : company.sources().values()) {
      for (var entity : source.entities().values()) {
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
    StringBuilder text = new StringBuilder();
    boolean isCsv = format instanceof Format.Csv;
    boolean isPage = format instanceof Format.Json;
    text.append(isCsv ? "id,name,status,amount,created_at\n" : isPage ? "{\"data\":[" : "");
    for (int i = 0; i < RECORDS; i++) {
      String id = "%05d".formatted(day * RECORDS + i);
      text.append(
          isCsv
              ? "%s,\"Company, %s\",active,%d.25,2026-01-31T05:04:14Z\n".formatted(id, id, i)
              : "{\"id\":\"%s\",\"name\":\"Company %s\",\"items\":{\"data\":[{\"amount\":%d.250}]}}%s"
                  .formatted(id, id, i, isPage ? (i + 1 < RECORDS ? "," : "]}") : "\n"));
    }
    return text.toString();
  }
}
