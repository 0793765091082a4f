package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.text;

import dev.tenure.publish.MartFiles.Column;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nights of three small marts, in which every row of every mart holds the night's number, as do the
 * run, the Delta versions and the day. A reader who sees two numbers has seen a mix.
 */
final class NumberedNights implements AutoCloseable {
  static final List<String> MARTS = List.of("accounts", "account_months", "mrr_movements");

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", "BIGINT", "A number within the mart."),
          new Column("night", "INT", "The night's number."),
          new Column("name", "STRING", "Some text."));

  /** What Delta says once of a table: any reader may read it, and these are its columns. */
  private static final String TABLE =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"%s","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"night\\",\\"type\\":\\"integer\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"name\\",\\"type\\":\\"string\\",\\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],"configuration":{},"createdTime":0}}
      """;

  private final Path home;
  private final DuckDbSession session;

  NumberedNights(Path home) throws SQLException {
    this.home = home;
    this.session = DuckDbSession.inMemory();
  }

  Path published() {
    return home.resolve("published");
  }

  String table(PublishedMart mart) {
    return home.resolve(mart.path()).toString();
  }

  /** The marts of a night as files of Delta versions of its number. */
  List<MartFiles> write(int night) throws SQLException, IOException {
    List<MartFiles> marts = new ArrayList<>();
    for (String mart : MARTS) {
      Path table = Files.createDirectories(home.resolve("warehouse").resolve(mart));
      Path file = table.resolve("night-%d.parquet".formatted(night));
      session.execute(
          "COPY (FROM range(%d) AS ids(id) SELECT id, %d::INTEGER AS night, 'row ' || id AS name) TO %s (FORMAT parquet)"
              .formatted(200 + night, night, text(file)));
      commit(table, night, file);
      marts.add(
          new MartFiles(
              mart, COLUMNS, List.of("id"), Set.of(), "One row per id.", Map.of(), List.of(file)));
    }
    return marts;
  }

  PublishedManifest publish(int night, List<MartFiles> marts) {
    Map<String, MartVersion> versions = new HashMap<>();
    MARTS.forEach(mart -> versions.put(mart, new MartVersion("warehouse/" + mart, night)));
    Instant at = Instant.EPOCH.plusSeconds(night);
    Pointer pointer = new Pointer(FIRST.plusDays(night), "run-" + night, at, versions);
    return new MartPublication(published()).publish(pointer, marts, done -> {});
  }

  /** The version of a night replaces the file of the night before. */
  private static void commit(Path table, int night, Path file) throws IOException {
    StringBuilder log = new StringBuilder();
    if (night == 0) {
      log.append(TABLE.formatted(table.getFileName()));
    } else {
      log.append(
          "{\"remove\":{\"path\":\"night-%d.parquet\",\"deletionTimestamp\":0,\"dataChange\":true}}\n"
              .formatted(night - 1));
    }
    log.append(
        "{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":%d,\"modificationTime\":0,\"dataChange\":true}}\n"
            .formatted(file.getFileName(), Files.size(file)));
    Path folder = Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(folder.resolve("%020d.json".formatted(night)), log);
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
