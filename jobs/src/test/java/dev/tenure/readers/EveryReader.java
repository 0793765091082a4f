package dev.tenure.readers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.publish.PublishedMart;
import dev.tenure.store.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.duckdb.DuckDBDriver;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads every mart of a published night with every tool that should be able to: from the Delta
 * versions of the manifest, from the exports and from the DuckDB file.
 */
public final class EveryReader {
  private static final Set<String> READERS =
      Set.of(
          "Spark, Delta",
          "Delta Kernel, Delta",
          "DuckDB, Delta",
          "deltalake, Delta",
          "pandas, Delta",
          "polars, Delta",
          "Spark, exports",
          "DuckDB, exports",
          "DuckDB 1.0.0, exports",
          "pandas, exports",
          "polars, exports",
          "DuckDB, marts.duckdb",
          "DuckDB 1.0.0, marts.duckdb");

  /** Types that marts of the sample company have; a night without one would prove less. */
  private static final Set<String> TYPES =
      Set.of("STRING", "INT", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(24,6)");

  private final SparkSession spark;
  private final Home home;
  private final Path root;
  private final PublishedManifest manifest;
  private final Map<String, Map<String, Found>> found = new TreeMap<>();

  /**
   * @param root the folder of the product, whose {@code .ci} makes Python's environment
   */
  public EveryReader(SparkSession spark, Home home, Path root) {
    this.spark = spark;
    this.home = home;
    this.root = root.toAbsolutePath().normalize();
    this.manifest = PublishedManifest.current(home.published()).orElseThrow();
  }

  /** Asserts that all of them find the same rows in the same columns of the same types. */
  public void assertSame() throws IOException, SQLException {
    try (KernelProcess kernel = KernelProcess.start()) {
      for (Map.Entry<String, PublishedMart> mart : manifest.marts().entrySet()) {
        read(mart.getKey(), mart.getValue(), kernel);
      }
    }
    Path environment = root.resolve("target/readers");
    run(Map.of(), root.resolve(".ci/readers").toString());
    python(environment, Map.of(), "deltalake", "pandas", "polars", "duckdb");
    Path old = environment.resolve("duckdb-1.0");
    python(environment, Map.of("PYTHONPATH", old.toString()), "duckdb-1.0");

    Set<String> types = new TreeSet<>();
    assertThat(found.keySet()).isEqualTo(manifest.marts().keySet());
    found.forEach(
        (mart, readers) -> {
          Found expected = readers.get("Spark, Delta");
          expected.columns().forEach(it -> types.add(it.substring(it.indexOf(' ') + 1)));
          assertThat(readers.keySet()).as(mart).isEqualTo(READERS);
          assertThat(expected.rows()).isEqualTo(manifest.marts().get(mart).totals().rows());
          readers.forEach(
              (reader, seen) ->
                  assertThat(seen)
                      .as("%s read by %s", mart, reader)
                      .isEqualTo(
                          reader.endsWith("marts.duckdb") ? expected.withoutZones() : expected));
        });
    assertThat(types).containsAll(TYPES);
  }

  private void read(String mart, PublishedMart place, KernelProcess kernel)
      throws IOException, SQLException {
    String table = home.absolute(place.path());
    Path export = home.published().resolve(place.export().folder());
    put(
        "Spark, Delta",
        mart,
        spark(spark.read().format("delta").option("versionAsOf", place.version()).load(table)));
    put("Spark, exports", mart, spark(spark.read().parquet(export.toString())));
    put("Delta Kernel, Delta", mart, kernel.found(table, place.version()));
    put(
        "DuckDB, marts.duckdb",
        mart,
        duckDb(home.published().resolve("marts.duckdb").toString(), "FROM \"" + mart + "\""));
    put(
        "DuckDB, exports",
        mart,
        duckDb("", "FROM read_parquet('" + export + "/*.parquet', hive_partitioning = false)"));
  }

  private void put(String reader, String mart, Found what) {
    found.computeIfAbsent(mart, it -> new TreeMap<>()).put(reader, what);
  }

  private static Found spark(Dataset<Row> table) {
    List<String> columns =
        Arrays.stream(table.schema().fields())
            .map(field -> field.name() + " " + field.dataType().sql())
            .toList();
    Found.Rows rows = new Found.Rows(columns);
    for (Row row : table.collectAsList()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        Object value = row.get(i);
        values.add(value instanceof Seq<?> list ? CollectionConverters.asJava(list) : value);
      }
      rows.add(values);
    }
    return rows.found();
  }

  private static Found duckDb(String file, String query) throws SQLException {
    Properties properties = new Properties();
    if (!file.isEmpty()) {
      properties.setProperty("duckdb.read_only", "true");
    }
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + file, properties);
        ResultSet result = connection.createStatement().executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        String type = result.getMetaData().getColumnTypeName(i);
        columns.add(result.getMetaData().getColumnLabel(i) + " " + contractType(type));
      }
      Found.Rows rows = new Found.Rows(columns);
      while (result.next()) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          values.add(value(result, i, columns.get(i - 1)));
        }
        rows.add(values);
      }
      return rows.found();
    }
  }

  private static String contractType(String type) {
    if (type.endsWith("[]")) {
      return "ARRAY<" + contractType(type.substring(0, type.length() - 2)) + ">";
    }
    return switch (type) {
      case "VARCHAR" -> "STRING";
      case "INTEGER" -> "INT";
      case "TIMESTAMP" -> "TIMESTAMP_NTZ";
      case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP";
      default -> type;
    };
  }

  private static Object value(ResultSet result, int column, String declared) throws SQLException {
    if (declared.endsWith(" TIMESTAMP_NTZ")) {
      LocalDateTime time = result.getObject(column, LocalDateTime.class);
      return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
    Object value = result.getObject(column);
    if (value instanceof OffsetDateTime time) {
      return Instant.from(time);
    }
    return value instanceof Array list ? Arrays.asList((Object[]) list.getArray()) : value;
  }

  private void python(Path environment, Map<String, String> variables, String... readers)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(environment.resolve("bin/python").toString());
    command.add(root.resolve("jobs/src/test/python/read_marts.py").toString());
    command.add(home.root().toString());
    command.addAll(List.of(readers));
    for (String line : run(variables, command.toArray(String[]::new)).lines().toList()) {
      JsonNode one = new ObjectMapper().readTree(line);
      List<String> columns =
          StreamSupport.stream(one.at("/columns").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      put(
          one.at("/reader").asText(),
          one.at("/mart").asText(),
          new Found(columns, one.at("/rows").asLong(), one.at("/digest").asText()));
    }
  }

  private String run(Map<String, String> variables, String... command) throws IOException {
    File errors = File.createTempFile("tenure-readers", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectError(errors);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      assertThat(process.waitFor())
          .as(
              "%s needs python3 with venv, and PyPI once: %s",
              List.of(command), Files.readString(errors.toPath()))
          .isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return out;
  }
}
