package dev.tenure.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.Database;
import dev.tenure.config.Entity;
import dev.tenure.config.ExtractKind;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import dev.tenure.config.Source;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables that connectors fill, read once for each night. A Delta table is read at one version;
 * all tables of a database in one snapshot, which is open until this is closed.
 */
public final class TableInputs implements AutoCloseable {
  private final SparkSession session;
  private final List<TableExtract> extracts = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<DatabaseSnapshot> snapshots = new ArrayList<>();

  private TableInputs(SparkSession session) {
    this.session = session;
  }

  /**
   * Reads what is new in the tables of a company. A source that cannot be read is told of, and the
   * others are read all the same.
   *
   * @param date the night, and so the extract_date of what is read
   * @param last source and entity, with a dot between → what was read of the table before
   * @param done source and entity, with a dot between, of what was read for this night already
   */
  public static TableInputs read(
      SparkSession session,
      Company company,
      LocalDate date,
      Map<String, String> last,
      Set<String> done) {
    TableInputs inputs = new TableInputs(session);
    for (Source source : company.sources().values()) {
      List<Entity> open =
          source.entities().values().stream()
              .filter(entity -> !done.contains(source.name() + "." + entity.name()))
              .toList();
      if (!source.isFiles() && !open.isEmpty()) {
        inputs.read(source, open, date, last);
      }
    }
    return inputs;
  }

  private void read(
      Source source, List<Entity> entities, LocalDate date, Map<String, String> last) {
    int before = extracts.size();
    try {
      if (source.input() instanceof Input.DeltaTables lake) {
        for (Entity entity : entities) {
          readDelta(lake.folder(), source, entity, date, before(last, source, entity));
        }
      } else if (source.input() instanceof Database database) {
        DatabaseSnapshot snapshot = DatabaseSnapshot.open(database);
        snapshots.add(snapshot);
        for (Entity entity : entities) {
          readDatabase(snapshot, source, entity, date, before(last, source, entity));
        }
      }
    } catch (TenureException e) {
      throw e;
    } catch (Exception e) {
      // Checked exceptions come undeclared out of Scala: a table that is not there, a file lost.
      fail(source, before, String.valueOf(e.getMessage()));
    }
  }

  /** A source is read whole or not at all. */
  private void fail(Source source, int before, String message) {
    extracts.subList(before, extracts.size()).clear();
    failures.add(
        "%s could not be read: %s"
            .formatted(source.name(), message.lines().findFirst().orElse("no reason given")));
  }

  private static Optional<String> before(Map<String, String> last, Source source, Entity entity) {
    return Optional.ofNullable(last.get(source.name() + "." + entity.name()));
  }

  private void readDelta(
      Path folder, Source source, Entity entity, LocalDate date, Optional<String> before) {
    Format.Table table = (Format.Table) entity.format();
    String path = folder.resolve(table.table()).toString();
    long version = DeltaTable.forPath(session, path).history(1).head().getAs("version");
    boolean isWhole = entity.extractOn(date) == ExtractKind.FULL;
    String name =
        "%s at version %d%s".formatted(table.table(), version, wholeForOnce(entity, date));
    boolean isRead =
        before
            .filter(it -> it.equals(name) || it.startsWith(name + TableExtract.THROUGH))
            .isPresent();
    if (isRead) {
      return;
    }
    Dataset<Row> rows = session.read().format("delta").option("versionAsOf", version).load(path);
    if (entity.extract() == ExtractKind.FULL) {
      add(source, entity, date, name, rows);
      return;
    }
    String cursor = "`" + table.cursor().orElseThrow() + "`";
    Object newest = rows.agg(max(col(cursor)).cast("string")).head().get(0);
    if (newest == null) {
      return;
    }
    Dataset<Row> changed =
        through(before)
            .filter(reached -> !isWhole)
            .map(
                reached ->
                    rows.filter(
                        col(cursor)
                            .geq(
                                lit(reached)
                                    .cast("timestamp")
                                    .minus(
                                        expr(
                                            "INTERVAL %d MINUTES"
                                                .formatted(table.overlapMinutes()))))))
            .orElse(rows);
    add(source, entity, date, name + TableExtract.THROUGH + newest, changed);
  }

  private void add(Source source, Entity entity, LocalDate date, String name, Dataset<Row> rows) {
    extracts.add(
        new TableExtract(
            source.name(), entity.name(), date, name, rows.select(RowJson.of(rows).as("payload"))));
  }

  private void readDatabase(
      DatabaseSnapshot snapshot,
      Source source,
      Entity entity,
      LocalDate date,
      Optional<String> before)
      throws SQLException {
    Format.Table table = (Format.Table) entity.format();
    String condition = "";
    String name = table.table();
    if (entity.extract() != ExtractKind.FULL) {
      Optional<String> newest = snapshot.newest(table);
      if (newest.isEmpty()) {
        return;
      }
      condition =
          through(before)
              .filter(reached -> entity.extractOn(date) != ExtractKind.FULL)
              .map(reached -> snapshot.since(table, reached))
              .orElse("");
      name = name + wholeForOnce(entity, date) + TableExtract.THROUGH + newest.get();
    }
    extracts.add(
        new TableExtract(
            source.name(),
            entity.name(),
            date,
            name,
            snapshot.payloads(session, table, condition)));
  }

  /** Tells a table that is read whole for once from its changes. */
  private static String wholeForOnce(Entity entity, LocalDate date) {
    return entity.extractOn(date) == entity.extract() ? "" : ", whole";
  }

  private static Optional<String> through(Optional<String> before) {
    return before
        .filter(it -> it.contains(TableExtract.THROUGH))
        .map(it -> it.substring(it.indexOf(TableExtract.THROUGH) + TableExtract.THROUGH.length()));
  }

  /** What was read, to be landed before this is closed. */
  public List<TableExtract> extracts() {
    return List.copyOf(extracts);
  }

  /** Sources that could not be read, and why. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    snapshots.forEach(DatabaseSnapshot::close);
  }
}
