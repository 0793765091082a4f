package dev.tenure.landing;

import dev.tenure.config.Database;
import dev.tenure.config.Format;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A PostgreSQL database as it stands at one instant: a REPEATABLE READ transaction whose snapshot
 * is exported, so that every reader of every table sees the same rows.
 */
final class DatabaseSnapshot implements AutoCloseable {
  private static final int READERS = 4;
  private static final int FETCH_ROWS = 10_000;

  private final Database database;
  private final Connection connection;
  private final String snapshot;

  private DatabaseSnapshot(Database database, Connection connection, String snapshot) {
    this.database = database;
    this.connection = connection;
    this.snapshot = snapshot;
  }

  static DatabaseSnapshot open(Database database) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            database.url(), database.user().value(), database.password().value());
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL TIME ZONE 'UTC'");
      }
      String snapshot = text(connection, "SELECT pg_export_snapshot()").orElseThrow();
      return new DatabaseSnapshot(database, connection, snapshot);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The tables and views of the schema, else of the one in which the connection begins. */
  List<String> tables() throws SQLException {
    return texts(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = %s ORDER BY table_name"
            .formatted(schema()));
  }

  /** The columns of a table in their order. */
  Set<String> columns(String table) throws SQLException {
    return new LinkedHashSet<>(
        texts(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s ORDER BY ordinal_position"
                .formatted(schema(), literal(table))));
  }

  private String schema() {
    return database.schema().map(DatabaseSnapshot::literal).orElse("current_schema()");
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private List<String> texts(String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  /** The newest change that a table holds, nothing where it is empty. */
  Optional<String> newest(Format.Table table) throws SQLException {
    return text(
        connection,
        "SELECT max(%s)::text FROM %s"
            .formatted(quoted(table.cursor().orElseThrow()), from(table)));
  }

  /** Whether a table holds a change of an instant or later. */
  boolean hasChangedSince(Format.Table table, Instant instant) throws SQLException {
    String cursor = quoted(table.cursor().orElseThrow());
    return text(
            connection,
            "SELECT 'yes' FROM %s WHERE %s >= %s::timestamptz LIMIT 1"
                .formatted(from(table), cursor, literal(instant.toString())))
        .isPresent();
  }

  /** The condition for what changed since a cursor, with the overlap. */
  String since(Format.Table table, String reached) {
    return " WHERE %s >= %s::timestamptz - INTERVAL '%d minutes'"
        .formatted(quoted(table.cursor().orElseThrow()), literal(reached), table.overlapMinutes());
  }

  /**
   * The rows of a table as the database writes them in JSON.
   *
   * @param condition a WHERE clause, or nothing
   */
  Dataset<Row> payloads(SparkSession session, Format.Table table, String condition)
      throws SQLException {
    Map<String, String> options = new HashMap<>();
    options.put("url", database.url());
    options.put("driver", "org.postgresql.Driver");
    options.put("user", database.user().value());
    options.put("password", database.password().value());
    options.put("fetchsize", Integer.toString(FETCH_ROWS));
    options.put(
        "sessionInitStatement",
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT '%s'; SET LOCAL TIME ZONE 'UTC'"
            .formatted(snapshot));
    String columns = "row_to_json(record)::text AS payload";
    if (table.splitBy().isPresent()) {
      columns = columns + ", record." + quoted(table.splitBy().get()) + " AS split_by";
      split(options, table);
    }
    options.put(
        "dbtable",
        "(SELECT %s FROM %s AS record%s) AS records".formatted(columns, from(table), condition));
    return session.read().format("jdbc").options(options).load().select("payload");
  }

  private void split(Map<String, String> options, Format.Table table) throws SQLException {
    String column = quoted(table.splitBy().orElseThrow());
    Optional<String> lowest =
        text(connection, "SELECT min(%s)::bigint::text FROM %s".formatted(column, from(table)));
    Optional<String> highest =
        text(connection, "SELECT max(%s)::bigint::text FROM %s".formatted(column, from(table)));
    if (lowest.isPresent() && highest.isPresent()) {
      options.put("partitionColumn", "split_by");
      options.put("lowerBound", lowest.get());
      options.put("upperBound", highest.get());
      options.put("numPartitions", Integer.toString(READERS));
    }
  }

  private String from(Format.Table table) {
    String name = quoted(table.table());
    return database.schema().map(schema -> quoted(schema) + "." + name).orElse(name);
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static Optional<String> text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing was written, and the database ends the transaction with the connection.
      return;
    }
  }
}
