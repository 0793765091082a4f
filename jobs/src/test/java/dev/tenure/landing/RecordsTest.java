package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.Zstd;
import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.Connector;
import dev.tenure.config.Entity;
import dev.tenure.config.Expectation;
import dev.tenure.config.ExtractKind;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import dev.tenure.config.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RecordsTest extends LandingTestBase {
  private static final String FOLDER = "crm/things/2026-01-31/";
  private static final Company CSV = company(new Format.Csv(','));

  @Test
  void aRecordHasItsOriginAndItsNumberWithinTheFile() throws IOException {
    write(FOLDER + "a b%20c.csv", "id,note\n1,\"two\nlines\"\n2\n");
    Inbox inbox = new Inbox(CSV, home);
    Dataset<Row> records = new Records(session, inbox).read(inbox.files(DATE));
    assertThat(records.schema().toDDL())
        .isEqualTo(
            "source STRING,entity STRING,extract_date DATE,file STRING,file_sha256 STRING,"
                + "record_number BIGINT,payload STRING,problem STRING,reason STRING");
    String sha256 = inbox.files(DATE).get(0).sha256();
    String file = FOLDER + "a b%20c.csv";
    assertThat(records.orderBy("record_number").collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[crm,things,2026-01-31,%s,%s,1,{\"id\":\"1\",\"note\":\"two\\nlines\"},null,null]"
                .formatted(file, sha256),
            ("[crm,things,2026-01-31,%s,%s,2,[\"2\"],csv columns,the header has 2 columns, the row"
                    + " 1, at line 4]")
                .formatted(file, sha256));
  }

  @Test
  void compressedFilesAndByteOrderMarks() throws IOException {
    String text = "\uFEFFid,name\r\n1,Zoë\r\n";
    write(FOLDER + "a.csv", text);
    write(FOLDER + "b.csv.gz", gzip(text));
    write(FOLDER + "c.csv", gzip(text));
    write(FOLDER + "d.csv.zst", Zstd.compress(text.getBytes(StandardCharsets.UTF_8)));
    String payload = "{\"id\":\"1\",\"name\":\"Zoë\"}";
    assertThat(read(CSV))
        .containsExactly(
            Read.sound(FOLDER + "a.csv", 1, payload),
            Read.sound(FOLDER + "b.csv.gz", 1, payload),
            Read.sound(FOLDER + "c.csv", 1, payload),
            Read.sound(FOLDER + "d.csv.zst", 1, payload));
  }

  @Test
  void jsonLinesAndPages() throws IOException {
    write("crm/lines/2026-01-31/a.jsonl.gz", gzip("\uFEFF{\"id\":1}\n{\"id\":2\n"));
    write("crm/pages/2026-01-31/p1.json", "{\"data\":[{\"id\":3.10}]}");
    write("crm/pages/2026-01-31/p2.json.gz", gzip("{\"pages\":[{\"id\":4},"));
    Company company =
        company(
            source(
                "crm",
                entity("lines", new Format.JsonLines()),
                entity("pages", new Format.Json("pages"))));
    List<Read> records = read(company);
    assertThat(records)
        .extracting(record -> record.number() + " " + record.payload() + " " + record.problem())
        .containsExactly(
            "1 {\"id\":1} null",
            "2 \"{\\\"id\\\":2\" json syntax",
            "1 {\"id\":3.10} null",
            "1 {\"id\":4} null",
            "2 \"\" json syntax");
  }

  @Test
  void aFileWhoseCompressionIsBrokenKeepsTheRecordsBefore() throws IOException {
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = 0; i < 200_000; i++) {
      text.append(i).append(",").append(Integer.toHexString(i * 7919)).append('\n');
    }
    byte[] whole = gzip(text.toString());
    write(FOLDER + "a.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    write(FOLDER + "b.csv.gz", new byte[] {0x1f, (byte) 0x8b, 8});
    List<Read> records = read(CSV);
    assertThat(records).hasSizeGreaterThan(1_000);
    assertThat(records.subList(0, records.size() - 2)).allMatch(it -> it.problem() == null);
    Read cut = records.get(records.size() - 2);
    assertThat(cut.problem()).isEqualTo("compression");
    assertThat(cut.reason())
        .isEqualTo(
            "Unexpected end of ZLIB input stream; after record %d nothing more can be unpacked"
                .formatted(cut.number() - 1));
    assertThat(records.get(records.size() - 1).problem()).isEqualTo("compression");
  }

  @Test
  void aFileThatChangedSinceItWasFoundIsRefused() throws IOException {
    for (Format format :
        List.of(new Format.Csv(','), new Format.JsonLines(), new Format.Json("things"))) {
      Path file = write(FOLDER + "a", "{\"data\":[{\"id\":1}]}");
      Inbox inbox = new Inbox(company(format), home);
      List<InboxFile> files = inbox.files(DATE);
      Files.writeString(file, "{\"data\":[{\"id\":2}]}");
      Dataset<Row> records = new Records(session, inbox).read(files);
      assertThatThrownBy(records::count)
          .satisfies(
              thrown ->
                  assertThat(TenureException.among(thrown).orElseThrow())
                      .hasMessageContaining("crm/things/2026-01-31/a changed while it was landed")
                      .hasMessageContaining(files.get(0).sha256())
                      .extracting(TenureException::exitCode)
                      .isEqualTo(ExitCode.BAD_DATA));
    }
  }

  @Test
  void aFileThatHasGoneIsRefused() throws IOException {
    Path file = write(FOLDER + "a.csv", "id\n1\n");
    Inbox inbox = new Inbox(CSV, home);
    Dataset<Row> records = new Records(session, inbox).read(inbox.files(DATE));
    Files.delete(file);
    assertThatThrownBy(records::count)
        .satisfies(
            thrown ->
                assertThat(TenureException.among(thrown).orElseThrow())
                    .hasMessageContaining("and is now gone"));
  }

  @Test
  void withoutFilesThereAreNoRecords() {
    assertThat(read(CSV)).isEmpty();
  }

  @Test
  void manyFilesAreSharedOutEvenly() throws IOException {
    for (int i = 0; i < 100; i++) {
      write(FOLDER + "%03d.csv".formatted(i), "id\n" + "1234567\n".repeat(i * 10));
    }
    Inbox inbox = new Inbox(CSV, home);
    List<FileTask> tasks =
        inbox.files(DATE).stream().map(file -> FileTask.of(inbox, file)).toList();
    List<FileBatch> batches = FileBatch.balanced(tasks, 8);
    assertThat(batches).hasSize(8);
    assertThat(batches.stream().flatMap(batch -> batch.tasks().stream()))
        .containsExactlyInAnyOrderElementsOf(tasks);
    long[] weights =
        batches.stream()
            .mapToLong(batch -> batch.tasks().stream().mapToLong(FileTask::weight).sum())
            .toArray();
    assertThat(weights[0]).isLessThan(weights[7] * 11 / 10);
    Dataset<Row> records = new Records(session, inbox).read(inbox.files(DATE));
    assertThat(records.javaRDD().getNumPartitions()).isEqualTo(8);
    assertThat(records.count()).isEqualTo(49_500);
  }

  @Test
  void theRavenStackFilesHaveAllTheirRows() {
    Path folder = Path.of("../../shared/data/ravenstack").toAbsolutePath().normalize();
    assumeThat(folder)
        .as("the RavenStack data set lies beside the repository in shared/data/ravenstack")
        .isDirectory();
    Map<String, Entity> entities = new LinkedHashMap<>();
    for (String name :
        List.of("accounts", "subscriptions", "feature_usage", "support_tickets", "churn_events")) {
      entities.put(
          name,
          new Entity(
              name, new Format.Csv(','), ExtractKind.FULL, Optional.of("ravenstack_{entity}.csv")));
    }
    Source source =
        new Source(
            "raven",
            "ravenstack",
            Connector.NONE,
            Optional.empty(),
            new Input.Files(Optional.of(folder), Optional.of(LocalDate.parse("2024-12-31"))),
            Expectation.USUAL,
            entities);
    Inbox inbox = new Inbox(company(source), home);
    Map<String, Long> counts = new LinkedHashMap<>();
    new Records(session, inbox)
        .read(inbox.files(DATE))
        .where("problem IS NULL")
        .groupBy("entity")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    assertThat(counts)
        .containsOnly(
            Map.entry("accounts", 500L),
            Map.entry("subscriptions", 5_000L),
            Map.entry("feature_usage", 25_000L),
            Map.entry("support_tickets", 2_000L),
            Map.entry("churn_events", 600L));
  }
}
