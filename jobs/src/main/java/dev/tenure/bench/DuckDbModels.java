package dev.tenure.bench;

import dev.tenure.Errors;
import dev.tenure.model.SqlModel;
import dev.tenure.publish.DuckDbSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The same models' SQL in DuckDB, as it stands, over the Parquet files that Spark read and wrote:
 * where DuckDB's dialect knows all that a model says, its rows must be Spark's.
 */
public final class DuckDbModels {
  private static final String MEMORY = "6GB";

  private final Path folder;
  private final LocalDate asOfDate;

  /**
   * @param folder of the tables' Parquet files, one folder for each
   */
  public DuckDbModels(Path folder, LocalDate asOfDate) {
    this.folder = folder;
    this.asOfDate = asOfDate;
  }

  /**
   * A model that DuckDB computed.
   *
   * @param isEqual whether its rows are those that Spark wrote, whatever their order
   */
  public record Computed(String model, double seconds, boolean isEqual) {}

  /** Computes those of the models that it can, with two threads. */
  public List<Computed> compute(Collection<SqlModel> models) {
    List<Computed> all = new ArrayList<>();
    try (DuckDbSession session = DuckDbSession.inMemory(folder.resolve("spill"), MEMORY)) {
      session.execute("SET threads = 2");
      for (SqlModel model : models) {
        if (isThere(model.name()) && model.inputs().stream().allMatch(this::isThere)) {
          compute(session, model).ifPresent(all::add);
        }
      }
    } catch (SQLException e) {
      throw Errors.notMeasured("DuckDB", e);
    }
    return all;
  }

  private Optional<Computed> compute(DuckDbSession session, SqlModel model) throws SQLException {
    for (String input : model.inputs()) {
      session.execute(
          "CREATE OR REPLACE VIEW %s AS FROM %s"
              .formatted(DuckDbSession.name(input), parquet(input)));
    }
    String sql =
        model
            .sql()
            .orElseThrow()
            .replace(":as_of_date", "DATE '" + asOfDate + "'")
            .replace('`', '"');
    long start = System.nanoTime();
    try {
      session.execute("CREATE OR REPLACE TEMP TABLE computed AS " + sql);
    } catch (SQLException e) {
      return Optional.empty();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return Optional.of(new Computed(model.name(), seconds, isEqual(session, model)));
  }

  /** Compares a sum of hashes over all rows, each value in the type of its contract. */
  private boolean isEqual(DuckDbSession session, SqlModel model) throws SQLException {
    String values =
        Arrays.stream(model.contract().schema().fields())
            .map(
                field ->
                    "CAST(%s AS VARCHAR)".formatted(shown(field.name(), field.dataType().sql())))
            .collect(Collectors.joining(", "));
    String sum = "FROM %s SELECT concat(count(*), ' rows ', sum(hash(" + values + ")))";
    return session
        .value(sum.formatted("computed"))
        .equals(session.value(sum.formatted(parquet(model.name()))));
  }

  private static String shown(String column, String type) {
    String name = DuckDbSession.name(column);
    if (type.equals("DOUBLE")) {
      return "round(%s, 9)".formatted(name);
    }
    return type.startsWith("DECIMAL") || type.equals("BIGINT") || type.equals("INT")
        ? "CAST(%s AS DECIMAL(38, 6))".formatted(name)
        : name;
  }

  private boolean isThere(String table) {
    return Files.isDirectory(folder.resolve(table));
  }

  private String parquet(String table) {
    try (Stream<Path> files = Files.list(folder.resolve(table))) {
      return DuckDbSession.parquet(
          files.filter(file -> file.toString().endsWith(".parquet")).toList().stream());
    } catch (IOException e) {
      throw Errors.unreadable(folder.resolve(table), e);
    }
  }
}
