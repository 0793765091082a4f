package dev.tenure.publish;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * A connection to DuckDB, opened without the driver manager, which would load every other driver.
 */
public final class DuckDbSession implements AutoCloseable {
  private final Connection connection;

  private DuckDbSession(Connection connection) {
    this.connection = connection;
  }

  /** A session of its own in memory; what does not fit spills into a folder that it creates. */
  static DuckDbSession inMemory(Path spill) throws SQLException {
    return inMemory(spill, "2GB");
  }

  /**
   * The same with a limit of its own.
   *
   * @param memory as DuckDB writes sizes, such as 2GB
   */
  public static DuckDbSession inMemory(Path spill, String memory) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("temp_directory", spill.toString());
    properties.setProperty("memory_limit", memory);
    return open("jdbc:duckdb:", properties);
  }

  /** Readers of marts need no such limits. */
  static DuckDbSession inMemory() throws SQLException {
    return open("jdbc:duckdb:", new Properties());
  }

  static DuckDbSession readOnly(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    return open("jdbc:duckdb:" + file, properties);
  }

  private static DuckDbSession open(String url, Properties properties) throws SQLException {
    properties.setProperty("autoinstall_known_extensions", "false");
    DuckDbSession session = new DuckDbSession(new DuckDBDriver().connect(url, properties));
    session.execute("SET TimeZone = 'UTC'");
    return session;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The last result of one or more statements, open until the session ends; null without one. */
  ResultSet query(String sql) throws SQLException {
    // A statement is of no use after an error, so that each question has its own.
    Statement statement = connection.createStatement();
    return statement.execute(sql) ? statement.getResultSet() : null;
  }

  public long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** The first value of a query's first row as text; null where it is NULL. */
  public String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  public static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String names(Stream<String> identifiers) {
    return identifiers.map(DuckDbSession::name).collect(Collectors.joining(", "));
  }

  public static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }

  /** The rows of Parquet files; columns are taken by name, and none from the folders' names. */
  public static String parquet(Stream<Path> files) {
    return files
        .map(DuckDbSession::text)
        .collect(
            Collectors.joining(
                ", ", "read_parquet([", "], hive_partitioning = false, union_by_name = true)"));
  }
}
