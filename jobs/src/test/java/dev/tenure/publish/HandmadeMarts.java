package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.text;

import dev.tenure.publish.MartFiles.Column;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A published night of marts that are written by hand, row by row. */
public final class HandmadeMarts {
  private final Path folder;
  private final List<MartFiles> marts = new ArrayList<>();

  /**
   * @param folder where the marts' Parquet files are written
   */
  public HandmadeMarts(Path folder) {
    this.folder = folder;
  }

  /**
   * Adds a mart.
   *
   * @param columns names and Spark types, as in {@code account_id STRING, month DATE}
   * @param rows rows of a VALUES list in DuckDB's dialect
   */
  public HandmadeMarts mart(String name, String columns, String... rows) throws SQLException {
    List<Column> all = new ArrayList<>();
    List<String> casts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String column : columns.split(", ", -1)) {
      String[] parts = column.split(" ", 2);
      all.add(new Column(parts[0], parts[1], "Column " + parts[0] + "."));
      String type = parts[1].equals("STRING") ? "VARCHAR" : parts[1];
      casts.add("\"%1$s\"::%2$s AS \"%1$s\"".formatted(parts[0], type));
      names.add("\"" + parts[0] + "\"");
    }
    Path file = folder.resolve(name + ".parquet");
    try (DuckDbSession session = DuckDbSession.inMemory()) {
      session.execute(
          "COPY (FROM (VALUES %s) AS rows(%s) SELECT %s) TO %s (FORMAT parquet)"
              .formatted(
                  String.join(", ", rows),
                  String.join(", ", names),
                  String.join(", ", casts),
                  text(file)));
    }
    marts.add(new MartFiles(name, all, List.of(), Set.of(), "By hand.", Map.of(), List.of(file)));
    return this;
  }

  /** Publishes what was added as the night of a date. */
  public void publish(Path published, LocalDate date, String runId) {
    Map<String, MartVersion> versions = new HashMap<>();
    marts.forEach(mart -> versions.put(mart.mart(), new MartVersion(mart.mart(), 0)));
    new MartPublication(published)
        .publish(new Pointer(date, runId, Instant.EPOCH, versions), marts, done -> {});
  }
}
