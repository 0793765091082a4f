package dev.tenure.landing;

import dev.tenure.config.Format;
import dev.tenure.config.Input;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

  private final Input.Database database;
  private final Connection connection;
  private final String snapshot;

  private DatabaseSnapshot(Input.Database database, Connection connection, String snapshot) {
    this.database = database;
    this.connection = connection;
    this.snapshot = snapshot;
  }

  static DatabaseSnapshot open(Input.Database database) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            database.url(), database.user().value(), database.password().value());
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      String snapshot = text(connection, "SELECT pg_export_snapshot()").orElseThrow();
      return new DatabaseSnapshot(database, connection, snapshot);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The newest change that a table holds, nothing where it is empty. */
  Optional<String> newest(Format.Table table) throws SQLException {
    return text(
        connection,
        "SELECT max(%s)::text FROM %s"
            .formatted(quoted(table.cursor().orElseThrow()), from(table)));
  }

  /** The condition for what changed since a cursor, with the overlap. */
  String since(Format.Table table, String reached) {
    return " WHERE %s >= '%s'::timestamptz - INTERVAL '%d minutes'"
        .formatted(
            quoted(table.cursor().orElseThrow()),
            reached.replace("'", "''"),
            table.overlapMinutes());
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
