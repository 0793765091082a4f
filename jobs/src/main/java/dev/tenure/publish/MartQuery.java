package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.name;
import static dev.tenure.publish.DuckDbSession.parquet;
import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question to the published marts, answered without Spark.
 *
 * @param published the folder that readers know
 * @param sql in DuckDB's dialect; it can change nothing
 * @param asOf a past night to read; the newest one when empty
 */
public record MartQuery(Path published, String sql, QueryFormat format, Optional<LocalDate> asOf) {
  private static final String MARTS = "marts.duckdb";

  public MartQuery {
    requireNonNull(published, "published is null");
    requireNonNull(sql, "sql is null");
    requireNonNull(format, "format is null");
    requireNonNull(asOf, "asOf is null");
  }

  /** Writes the answer; an error in the SQL is told with DuckDB's own message. */
  public void run(Appendable out) {
    try (DuckDbSession session = open();
        ResultSet rows = ask(session)) {
      if (rows != null) {
        format.write(rows, out);
      }
    } catch (SQLException e) {
      throw Errors.queryFailed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ResultSet ask(DuckDbSession session) throws SQLException {
    return session.query(sql);
  }

  private DuckDbSession open() {
    return asOf.map(this::openNight).orElseGet(this::openNewest);
  }

  private DuckDbSession openNewest() {
    Path file = published.resolve(MARTS);
    if (!Files.exists(file)) {
      throw Errors.nothingPublished(file);
    }
    try {
      return DuckDbSession.readOnly(file);
    } catch (SQLException e) {
      Path log = DuckDbFile.writeAheadLog(file);
      throw Files.exists(log) ? Errors.openedForWriting(file, log) : Errors.unreadable(file, e);
    }
  }

  private void requireExport(LocalDate date, Export export) {
    if (!Files.isDirectory(published.resolve(export.folder()))) {
      throw Errors.nightNotReadable(date);
    }
  }

  private DuckDbSession openNight(LocalDate date) {
    PublishedManifest manifest =
        PublishedManifest.night(published, date)
            .orElseThrow(() -> Errors.unknownNight(date, PublishedManifest.nights(published)));
    try {
      DuckDbSession session = DuckDbSession.inMemory();
      for (var mart : manifest.marts().entrySet()) {
        requireExport(date, mart.getValue().export());
        session.execute(view(session, mart.getKey(), mart.getValue().export()));
      }
      return session;
    } catch (SQLException e) {
      throw Errors.unreadable(published.resolve("nights").resolve(date + ".json"), e);
    }
  }

  /** A mart as the DuckDB file has it, in which an instant is a time of UTC. */
  private String view(DuckDbSession session, String mart, Export export) throws SQLException {
    Path folder = published.resolve(export.folder());
    String files = parquet(export.files().stream().map(file -> folder.resolve(file.name())));
    List<String> columns = new ArrayList<>();
    try (ResultSet stored = session.query("DESCRIBE FROM " + files)) {
      while (stored.next()) {
        String column = name(stored.getString("column_name"));
        boolean isInstant = stored.getString("column_type").equals("TIMESTAMP WITH TIME ZONE");
        columns.add(isInstant ? "CAST(" + column + " AS TIMESTAMP) AS " + column : column);
      }
    }
    return "CREATE VIEW %s AS FROM %s SELECT %s"
        .formatted(name(mart), files, String.join(", ", columns));
  }
}
