package dev.tenure.contract;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a table promises: its grain, columns, checks and worked examples.
 *
 * @param grain the columns that together are unique
 * @param builtBy the Java class that builds a table which SQL cannot
 * @param feeds the core table that a mapping feeds
 * @param reads the raw view that a mapping or quality rule reads, with the fields of its records
 * @param requiredFields the fields without which a mapping cannot do; NOT NULL in {@code reads}
 * @param hasOwnVersions whether a mapping's records are versions that say themselves from when they
 *     hold, in the columns version_started_at and version_ended_at
 * @param livesWhile what holds for a version of a living record, beside that it is not deleted
 * @param windows the windows of a metric, whose rows join metric_values; empty for other tables
 * @param fromMarts how its rows are found again from published marts, for who traces a metric
 * @param trace what a metric is made of
 * @param isQuality whether its rows join data_quality
 * @param takesAttributes whether conf's attributes become columns of it
 */
public record Contract(
    String name,
    Layer layer,
    Path file,
    String description,
    String owner,
    List<String> grain,
    Write write,
    List<Column> columns,
    List<Check> checks,
    List<Case> cases,
    Optional<String> builtBy,
    Optional<String> feeds,
    Map<String, StructType> reads,
    Set<String> requiredFields,
    boolean hasOwnVersions,
    Optional<String> livesWhile,
    List<String> windows,
    Optional<LeafRows> fromMarts,
    Optional<TraceRule> trace,
    boolean isQuality,
    boolean takesAttributes) {
  public Contract {
    requireNonNull(name, "name is null");
    requireNonNull(layer, "layer is null");
    requireNonNull(file, "file is null");
    requireNonNull(description, "description is null");
    requireNonNull(owner, "owner is null");
    grain = List.copyOf(grain);
    requireNonNull(write, "write is null");
    columns = List.copyOf(columns);
    checks = List.copyOf(checks);
    cases = List.copyOf(cases);
    requireNonNull(builtBy, "builtBy is null");
    requireNonNull(feeds, "feeds is null");
    reads = Map.copyOf(reads);
    requiredFields = Set.copyOf(requiredFields);
    requireNonNull(livesWhile, "livesWhile is null");
    windows = List.copyOf(windows);
    requireNonNull(fromMarts, "fromMarts is null");
    requireNonNull(trace, "trace is null");
  }

  /** The columns that the model itself returns. */
  public StructType schema() {
    return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  public Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  public List<String> requiredColumns() {
    return columns.stream().filter(Column::isRequired).map(Column::name).toList();
  }

  public boolean isMetric() {
    return !windows.isEmpty();
  }

  public boolean isMapping() {
    return feeds.isPresent();
  }

  /** Whether a slice is a closed month, told once on its closing date and never again. */
  public boolean isTold() {
    return write == Write.REPLACE_AS_OF && grain.contains("closing_date");
  }

  /** Whether a slice is what one night had to tell, which no other day has. */
  public boolean isNews() {
    return write == Write.REPLACE_AS_OF && !isTold() && grain.contains("as_of_date");
  }

  /** The same contract with further columns behind its own. */
  public Contract withColumns(List<Column> more) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(more);
    return new Contract(
        name,
        layer,
        file,
        description,
        owner,
        grain,
        write,
        all,
        checks,
        cases,
        builtBy,
        feeds,
        reads,
        requiredFields,
        hasOwnVersions,
        livesWhile,
        windows,
        fromMarts,
        trace,
        isQuality,
        takesAttributes);
  }
}
