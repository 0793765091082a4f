package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.name;

import dev.tenure.Errors;
import dev.tenure.config.Database;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * Copies a published night to PostgreSQL: all marts in one transaction, in which every row is read
 * back and its checksum compared with the manifest's. A reader sees the whole night or the one
 * before, and an open transaction sees its own to its end; nobody waits for anybody.
 */
public final class PostgresPublication {
  private static final String SCHEMA = "tenure";
  private static final String LOG = "publication";
  private static final String COLUMNS =
      """
      SELECT attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
      FROM pg_attribute AS attribute
      JOIN pg_class AS class ON class.oid = attribute.attrelid AND class.relkind = 'r'
      JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
      WHERE namespace.nspname = ? AND class.relname = ?
        AND attribute.attnum > 0 AND NOT attribute.attisdropped
      ORDER BY attribute.attnum
      """;
  private static final String KEY =
      """
      SELECT key.conname, string_agg(attribute.attname, ',' ORDER BY place.number)
      FROM pg_constraint AS key
      JOIN pg_class AS class ON class.oid = key.conrelid
      JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
      CROSS JOIN LATERAL unnest(key.conkey) WITH ORDINALITY AS place (attnum, number)
      JOIN pg_attribute AS attribute
        ON attribute.attrelid = class.oid AND attribute.attnum = place.attnum
      WHERE key.contype = 'p' AND namespace.nspname = ? AND class.relname = ?
      GROUP BY key.conname
      """;
  private static final String LOGGED =
      """
      INSERT INTO %s VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (run_id, mart) DO UPDATE SET
        as_of_date = excluded.as_of_date, published_at = excluded.published_at,
        delta_version = excluded.delta_version, rows = excluded.rows,
        checksum = excluded.checksum, suite_version = excluded.suite_version
      """;
  private static final long LARGE = 1_000_000;
  private static final int WRITERS = 4;

  private final Database database;
  private final String schema;
  private final long large;

  /** Publishes to a database, in its schema or else in {@code tenure}. */
  public PostgresPublication(Database database) {
    this(database, LARGE);
  }

  /**
   * @param large marts of more rows are copied by several connections at once
   */
  PostgresPublication(Database database, long large) {
    this.database = database;
    this.schema = database.schema().orElse(SCHEMA);
    this.large = large;
  }

  /**
   * Publishes what a DuckDB file holds, as the manifest describes it. Doing it again ends the same.
   *
   * @param file the published DuckDB file of the night
   * @param suite the version of Tenure, told to readers
   * @return how many rows all marts have
   * @throws dev.tenure.TenureException with exit code 1 if the database cannot be reached or
   *     written, or holds other rows than were sent; it then shows the night before
   */
  public long publish(PublishedManifest night, Path file, List<MartFiles> marts, String suite) {
    Path scratch = file.resolveSibling(".postgres-" + UUID.randomUUID());
    try (DuckDbSession rows = DuckDbSession.readOnly(file);
        Connection connection = connect()) {
      Files.createDirectories(scratch);
      Writing writing = new Writing(rows, connection, scratch);
      long written = writing.publish(night, marts, suite);
      writing.vacuum(marts);
      return written;
    } catch (SQLException | IOException e) {
      throw Errors.postgresNotWritten(database.url(), e);
    } finally {
      Folders.remove(scratch);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user().value());
    properties.setProperty("password", database.password().value());
    properties.setProperty("ApplicationName", "tenure");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("options", "-c TimeZone=UTC -c DateStyle=ISO");
    Connection connection = new Driver().connect(database.url(), properties);
    if (connection == null) {
      throw new SQLException("this is no address of PostgreSQL");
    }
    return connection;
  }

  /** One publication, on one connection. */
  private final class Writing {
    private final DuckDbSession rows;
    private final Connection connection;
    private final Path scratch;

    private Writing(DuckDbSession rows, Connection connection, Path scratch) {
      this.rows = rows;
      this.connection = connection;
      this.scratch = scratch;
    }

    private long publish(PublishedManifest night, List<MartFiles> marts, String suite)
        throws SQLException, IOException {
      List<PostgresMart> tables = marts.stream().map(it -> new PostgresMart(schema, it)).toList();
      execute("CREATE SCHEMA IF NOT EXISTS " + name(schema));
      List<PostgresMart> staged = new ArrayList<>();
      for (PostgresMart table : tables) {
        if (total(night, table).rows() > large) {
          stage(table);
          staged.add(table);
        }
      }
      connection.setAutoCommit(false);
      execute("SET LOCAL lock_timeout = '30s'");
      long written = 0;
      for (PostgresMart table : tables) {
        prepare(table);
        if (staged.contains(table)) {
          execute(table.takeStaged());
          execute(table.dropStaging());
        } else {
          Path csv = scratch.resolve("rows.csv");
          rows.execute(table.writeCsv(csv, 0, 1));
          copyIn(connection, table.copyIn(table.table()), csv);
        }
        requireKey(table);
        MartTotals total = total(night, table);
        requireSame(table, total);
        written += total.rows();
      }
      emptyOthers(tables);
      log(night, tables, suite);
      connection.commit();
      connection.setAutoCommit(true);
      return written;
    }

    private static MartTotals total(PublishedManifest night, PostgresMart table) {
      return night.marts().get(table.mart().mart()).totals();
    }

    /** The rows go while readers still see them, and the table becomes what the contract says. */
    private void prepare(PostgresMart table) throws SQLException {
      Map<String, String> existing = existingColumns(table.mart().mart());
      if (!existing.isEmpty()) {
        execute("DELETE FROM " + table.table());
      }
      for (String statement : table.prepare(existing)) {
        execute(statement);
      }
    }

    private Map<String, String> existingColumns(String table) throws SQLException {
      Map<String, String> columns = new LinkedHashMap<>();
      try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
        statement.setString(1, schema);
        statement.setString(2, table);
        try (ResultSet found = statement.executeQuery()) {
          while (found.next()) {
            columns.put(found.getString(1), found.getString(2));
          }
        }
      }
      return columns;
    }

    /** A key is dropped with its columns, and may be another one than before. */
    private void requireKey(PostgresMart table) throws SQLException {
      String found = "";
      String constraint = "";
      try (PreparedStatement statement = connection.prepareStatement(KEY)) {
        statement.setString(1, schema);
        statement.setString(2, table.mart().mart());
        try (ResultSet key = statement.executeQuery()) {
          if (key.next()) {
            constraint = key.getString(1);
            found = key.getString(2);
          }
        }
      }
      if (found.equals(String.join(",", table.mart().key()))) {
        return;
      }
      if (!constraint.isEmpty()) {
        execute("ALTER TABLE %s DROP CONSTRAINT %s".formatted(table.table(), name(constraint)));
      }
      if (!table.mart().key().isEmpty()) {
        execute(table.addKey());
      }
    }

    /** Reads back what was written, as a reader would, and compares it with the manifest. */
    private void requireSame(PostgresMart table, MartTotals expected)
        throws SQLException, IOException {
      Path csv = scratch.resolve("read.csv");
      try (OutputStream out = Files.newOutputStream(csv)) {
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), out);
      }
      MartTotals found =
          Files.size(csv) == 0
              ? new MartChecksum(table.mart()).of(rows, table.none())
              : new MartChecksum(table.mart()).of(rows, table.readCsv(csv));
      if (!found.equals(expected)) {
        throw Errors.postgresDiffers(
            table.mart().mart(), found.rows(), expected.rows(), database.url());
      }
    }

    /** A mart that is no longer published keeps its table, for the views upon it, and no rows. */
    private void emptyOthers(List<PostgresMart> tables) throws SQLException {
      if (existingColumns(LOG).isEmpty()) {
        execute(createLog());
        return;
      }
      List<String> current = tables.stream().map(it -> it.mart().mart()).toList();
      List<String> gone = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet marts =
              statement.executeQuery("SELECT DISTINCT mart FROM " + log() + " ORDER BY mart")) {
        while (marts.next()) {
          gone.add(marts.getString(1));
        }
      }
      gone.removeAll(current);
      for (String mart : gone) {
        if (!existingColumns(mart).isEmpty()) {
          execute("DELETE FROM " + name(schema) + "." + name(mart));
        }
      }
    }

    private void log(PublishedManifest night, List<PostgresMart> tables, String suite)
        throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(LOGGED.formatted(log()))) {
        for (PostgresMart table : tables) {
          String mart = table.mart().mart();
          PublishedMart published = night.marts().get(mart);
          statement.setString(1, night.runId());
          statement.setObject(2, night.asOfDate());
          statement.setObject(3, night.publishedAt().atOffset(ZoneOffset.UTC));
          statement.setString(4, mart);
          statement.setLong(5, published.version());
          statement.setLong(6, published.totals().rows());
          statement.setString(7, published.totals().checksum());
          statement.setString(8, suite);
          statement.addBatch();
        }
        statement.executeBatch();
      }
    }

    private String createLog() {
      return """
          CREATE TABLE %s (
            run_id text, as_of_date date NOT NULL, published_at timestamp with time zone NOT NULL,
            mart text, delta_version bigint NOT NULL, rows bigint NOT NULL, checksum text NOT NULL,
            suite_version text NOT NULL, PRIMARY KEY (run_id, mart));
          COMMENT ON TABLE %s IS 'One row per run and mart: what was published, and when. The newest published_at is what the marts show.'
          """
          .formatted(log(), log());
    }

    private String log() {
      return name(schema) + "." + name(LOG);
    }

    /** Copies a large mart beside its table by several connections, before the transaction. */
    private void stage(PostgresMart table) throws SQLException, IOException {
      for (String statement : table.createStaging()) {
        execute(statement);
      }
      List<Path> parts = new ArrayList<>();
      for (int part = 0; part < WRITERS; part++) {
        Path csv = scratch.resolve("part-%d.csv".formatted(part));
        rows.execute(table.writeCsv(csv, part, WRITERS));
        parts.add(csv);
      }
      ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
      try {
        List<Future<Void>> copied = new ArrayList<>();
        for (Path csv : parts) {
          copied.add(writers.submit(() -> copyBeside(table, csv)));
        }
        for (Future<Void> copy : copied) {
          copy.get();
        }
      } catch (ExecutionException e) {
        throw new SQLException(e.getCause().getMessage(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted", e);
      } finally {
        writers.shutdownNow();
      }
    }

    private Void copyBeside(PostgresMart table, Path csv) throws SQLException, IOException {
      try (Connection own = connect()) {
        copyIn(own, table.copyIn(table.staging()), csv);
        return null;
      }
    }

    private static void copyIn(Connection target, String statement, Path csv)
        throws SQLException, IOException {
      try (InputStream in = Files.newInputStream(csv)) {
        target.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, in);
      }
    }

    /** Takes away the rows of the night before, which no open transaction needs any more. */
    private void vacuum(List<MartFiles> marts) throws SQLException {
      for (MartFiles mart : marts) {
        execute("VACUUM (ANALYZE) " + new PostgresMart(schema, mart).table());
      }
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
