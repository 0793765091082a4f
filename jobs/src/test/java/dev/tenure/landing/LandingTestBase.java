package dev.tenure.landing;

import dev.tenure.config.Company;
import dev.tenure.config.Connector;
import dev.tenure.config.Entity;
import dev.tenure.config.Expectation;
import dev.tenure.config.ExtractKind;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import dev.tenure.config.Reconciliation;
import dev.tenure.config.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A home in a temporary folder, a company whose one source delivers into it, and a session. */
abstract class LandingTestBase {
  static final LocalDate DATE = LocalDate.parse("2026-01-31");

  static SparkSession session;

  @TempDir Path home;

  @BeforeAll
  static void startSession() {
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.codegen.wholeStage", false)
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.datetime.java8API.enabled", true)
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
  }

  static Entity entity(String name, Format format) {
    return new Entity(name, format, ExtractKind.FULL, Optional.empty());
  }

  static Source source(String name, Entity... entities) {
    Map<String, Entity> byName = new LinkedHashMap<>();
    for (Entity entity : entities) {
      byName.put(entity.name(), entity);
    }
    return new Source(
        name, "vendor", Connector.NONE, Optional.empty(), Input.INBOX, Expectation.USUAL, byName);
  }

  static Company company(Source... sources) {
    Map<String, Source> byName = new LinkedHashMap<>();
    for (Source source : sources) {
      byName.put(source.name(), source);
    }
    return new Company(
        "test",
        Path.of("conf/test"),
        ZoneId.of("UTC"),
        "USD",
        1,
        8,
        "subscriptions",
        sources[0].name(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        byName,
        List.of(),
        Reconciliation.USUAL,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** A company whose source {@code crm} delivers {@code things} in a format. */
  static Company company(Format format) {
    return company(source("crm", entity("things", format)));
  }

  Path write(String path, String text) throws IOException {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String path, byte[] bytes) throws IOException {
    Path file = home.resolve("inbox").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** A record as a test compares it. */
  record Read(String file, long number, String payload, String problem, String reason) {
    static Read sound(String file, long number, String payload) {
      return new Read(file, number, payload, null, null);
    }
  }

  /** All records of the inbox by file and number. */
  List<Read> read(Company company) {
    Inbox inbox = new Inbox(company, home);
    List<Read> records = new ArrayList<>();
    new Records(session, inbox)
        .read(inbox.files(DATE))
        .orderBy("file", "record_number")
        .collectAsList()
        .forEach(
            row ->
                records.add(
                    new Read(
                        row.getAs("file"),
                        row.<Long>getAs("record_number"),
                        row.getAs("payload"),
                        row.getAs("problem"),
                        row.getAs("reason"))));
    return records;
  }
}
