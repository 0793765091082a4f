package dev.tenure.landing;

import dev.tenure.Errors;
import dev.tenure.TenureException;
import dev.tenure.config.Database;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The beginnings of the tables that a connector has filled, for a look at them. A database's are
 * read in one snapshot, which is open until this is closed.
 */
public final class TableSamples implements AutoCloseable {
  /** No more records of a table are looked at. */
  public static final int RECORDS = 10_000;

  private static final int DEPTH = 3;

  private final List<TableSample> tables;
  private final Optional<DatabaseSnapshot> snapshot;

  private TableSamples(List<TableSample> tables, Optional<DatabaseSnapshot> snapshot) {
    this.tables = List.copyOf(tables);
    this.snapshot = snapshot;
  }

  /**
   * One table.
   *
   * @param input where a source would read it
   * @param payloads one row a record, with the column payload
   */
  public record TableSample(Input input, String name, Set<String> columns, Dataset<Row> payloads) {
    public TableSample {
      columns = Collections.unmodifiableSet(new LinkedHashSet<>(columns));
    }
  }

  /** The folders of Delta tables at or below a place, in the order of their names. */
  public static List<Path> lakeTables(Path place) {
    if (isTable(place)) {
      return List.of(place);
    }
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> below = Files.walk(place, DEPTH)) {
      return below.filter(TableSamples::isTable).sorted().toList();
    } catch (IOException e) {
      throw Errors.unreadable(place, e);
    }
  }

  private static boolean isTable(Path folder) {
    return Files.isDirectory(folder.resolve("_delta_log"));
  }

  /** Reads Delta tables, each as the table of a source that reads the folder above it. */
  public static TableSamples ofLake(SparkSession session, List<Path> folders) {
    List<TableSample> tables = new ArrayList<>();
    for (Path folder : folders) {
      Dataset<Row> rows = session.read().format("delta").load(folder.toString());
      tables.add(
          new TableSample(
              new Input.DeltaTables(folder.getParent()),
              folder.getFileName().toString(),
              new LinkedHashSet<>(List.of(rows.columns())),
              rows.limit(RECORDS).select(RowJson.of(rows).as("payload"))));
    }
    return new TableSamples(tables, Optional.empty());
  }

  /**
   * Reads the tables of a database's schema, or one of them.
   *
   * @throws TenureException with exit code 2 if the database cannot be read or has no such table
   */
  public static TableSamples ofDatabase(
      SparkSession session, Database database, Optional<String> only) {
    DatabaseSnapshot snapshot = null;
    try {
      snapshot = DatabaseSnapshot.open(database);
      List<TableSample> tables = new ArrayList<>();
      for (String name : snapshot.tables()) {
        if (only.isEmpty() || only.get().equals(name)) {
          Format.Table table = new Format.Table(name, Optional.empty(), 0, Optional.empty());
          tables.add(
              new TableSample(
                  database,
                  name,
                  snapshot.columns(name),
                  snapshot.payloads(session, table, " LIMIT " + RECORDS)));
        }
      }
      if (tables.isEmpty()) {
        throw Errors.noTables(database.url(), database.schema(), only);
      }
      return new TableSamples(tables, Optional.of(snapshot));
    } catch (SQLException e) {
      Optional.ofNullable(snapshot).ifPresent(DatabaseSnapshot::close);
      throw Errors.databaseNotRead(database.url(), e);
    } catch (TenureException e) {
      Optional.ofNullable(snapshot).ifPresent(DatabaseSnapshot::close);
      throw e;
    }
  }

  public List<TableSample> tables() {
    return tables;
  }

  @Override
  public void close() {
    snapshot.ifPresent(DatabaseSnapshot::close);
  }
}
