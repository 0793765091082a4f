package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.name;
import static dev.tenure.publish.DuckDbSession.names;
import static dev.tenure.publish.DuckDbSession.parquet;
import static dev.tenure.publish.DuckDbSession.text;
import static java.util.stream.Collectors.joining;

import dev.tenure.Errors;
import dev.tenure.publish.MartFiles.Column;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A DuckDB file with all marts of a night, built under a temporary name beside its target. Readers
 * see it only once it replaces the target; closing it before leaves the target as it was.
 */
public final class DuckDbFile implements AutoCloseable {
  private static final String CATALOG = "marts";

  private final Path target;
  private final Path draft;
  private final Map<String, MartFiles> marts = new LinkedHashMap<>();
  private final Map<String, MartTotals> totals = new LinkedHashMap<>();
  private final Map<String, MartTotals> ownTotals = new LinkedHashMap<>();

  private DuckDbFile(Path target) {
    this.target = target;
    this.draft = target.resolveSibling(draftPrefix(target) + UUID.randomUUID());
  }

  /**
   * Builds and verifies the file.
   *
   * @param target the file to replace later, such as {@code published/marts.duckdb}
   */
  public static DuckDbFile build(Path target, List<MartFiles> marts) {
    DuckDbFile file = new DuckDbFile(target.toAbsolutePath());
    try {
      file.requireNoWriter();
      Files.createDirectories(file.target.getParent());
      file.removeDrafts();
      file.fill(marts);
      file.verify();
      return file;
    } catch (SQLException | IOException e) {
      file.removeDrafts();
      throw Errors.unwritable(target, e);
    } catch (RuntimeException e) {
      file.removeDrafts();
      throw e;
    }
  }

  /** Rows and checksum by mart, in the order in which the marts were given. */
  public Map<String, MartTotals> totals() {
    return Map.copyOf(totals);
  }

  /** The same of the rows that the night itself computed. */
  public Map<String, MartTotals> ownTotals() {
    return Map.copyOf(ownTotals);
  }

  /** The marts by name. */
  Map<String, MartFiles> marts() {
    return marts;
  }

  /** A session in which each mart is a table. */
  DuckDbSession open() throws SQLException {
    return DuckDbSession.readOnly(draft);
  }

  /**
   * Puts the file in the place of the target, at once for every reader that opens it from now on.
   */
  public void replaceTarget() {
    requireNoWriter();
    try {
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Errors.unwritable(target, e);
    }
  }

  /** Removes what was built, unless it has replaced the target. */
  @Override
  public void close() {
    removeDrafts();
  }

  private void fill(List<MartFiles> list) throws SQLException {
    Path spill = draft.resolveSibling(draft.getFileName() + ".spill");
    try (DuckDbSession session = DuckDbSession.inMemory(spill)) {
      // Readers as old as DuckDB 1.0 open a file of this storage version.
      session.execute("ATTACH " + text(draft) + " AS " + CATALOG + " (STORAGE_VERSION 'v1.0.0')");
      session.execute("USE " + CATALOG);
      for (MartFiles mart : list) {
        session.execute(mart.parquetFiles().isEmpty() ? createEmpty(mart) : createFilled(mart));
        comment(session, mart);
        marts.put(mart.mart(), mart);
        MartTotals all = new MartChecksum(mart).of(session, name(mart.mart()));
        totals.put(mart.mart(), all);
        ownTotals.put(
            mart.mart(),
            mart.days().isEmpty() ? all : new MartChecksum(mart).of(session, ownRows(mart)));
      }
      session.execute("USE memory");
      session.execute("DETACH " + CATALOG);
    }
  }

  private static String ownRows(MartFiles mart) {
    String days = mart.days().stream().map(day -> "DATE " + text(day)).collect(joining(", "));
    return "(FROM %s WHERE as_of_date IN (%s))".formatted(name(mart.mart()), days);
  }

  private static String createEmpty(MartFiles mart) {
    return mart.columns().stream()
        .map(column -> name(column.name()) + " " + DuckDbTypes.of(column.type()))
        .collect(joining(", ", "CREATE TABLE " + name(mart.mart()) + " (", ")"));
  }

  private static String createFilled(MartFiles mart) {
    String columns = mart.columns().stream().map(DuckDbTypes::cast).collect(joining(", "));
    String order = mart.key().isEmpty() ? "ALL" : names(mart.key().stream());
    return "CREATE TABLE %s AS FROM %s SELECT %s ORDER BY %s"
        .formatted(name(mart.mart()), parquet(mart.parquetFiles().stream()), columns, order);
  }

  private static void comment(DuckDbSession session, MartFiles mart) throws SQLException {
    session.execute("COMMENT ON TABLE " + name(mart.mart()) + " IS " + text(mart.described()));
    for (Column column : mart.columns()) {
      session.execute(
          "COMMENT ON COLUMN %s.%s IS %s"
              .formatted(name(mart.mart()), name(column.name()), text(column.comment())));
    }
  }

  private void verify() throws SQLException {
    try (DuckDbSession session = open()) {
      for (MartFiles mart : marts.values()) {
        long stored = session.number("FROM " + name(mart.mart()) + " SELECT count(*)");
        long expected = rowsInFiles(session, mart);
        if (stored != expected) {
          throw Errors.martIncomplete(mart.mart(), stored, expected);
        }
      }
    }
  }

  private static long rowsInFiles(DuckDbSession session, MartFiles mart) throws SQLException {
    return mart.parquetFiles().isEmpty()
        ? 0
        : session.number("FROM " + parquet(mart.parquetFiles().stream()) + " SELECT count(*)");
  }

  private void requireNoWriter() {
    Path log = writeAheadLog(target);
    if (Files.exists(log)) {
      throw Errors.openedForWriting(target, log);
    }
  }

  /** Where a reader that opened a file without {@code read_only} leaves its own changes. */
  static Path writeAheadLog(Path file) {
    return file.resolveSibling(file.getFileName() + ".wal");
  }

  private static String draftPrefix(Path target) {
    return "." + target.getFileName() + ".building-";
  }

  private void removeDrafts() {
    Folders.removeMatching(target.getParent(), draftPrefix(target));
  }
}
