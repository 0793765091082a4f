package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A mart as one version of its Delta table holds it.
 *
 * @param mart the table's name
 * @param columns the published columns in order; every one of them stands in the files
 * @param key the columns that tell rows apart, in the order in which rows are stored
 * @param notInChecksum columns that may differ when the same work is done again
 * @param comment the description that tools show
 * @param staleSources sources of the mart that delivered nothing for too long, with their age in
 *     days
 * @param days the as-of dates that the night computed, of a mart that keeps those of other nights
 *     beside them; empty for a mart that the night computed whole
 * @param parquetFiles the version's data files; none for an empty mart
 */
public record MartFiles(
    String mart,
    List<Column> columns,
    List<String> key,
    Set<String> notInChecksum,
    String comment,
    Map<String, Long> staleSources,
    List<LocalDate> days,
    List<Path> parquetFiles) {
  public MartFiles {
    requireNonNull(mart, "mart is null");
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    notInChecksum = Set.copyOf(notInChecksum);
    requireNonNull(comment, "comment is null");
    staleSources = Collections.unmodifiableMap(new TreeMap<>(staleSources));
    days = List.copyOf(days);
    parquetFiles = List.copyOf(parquetFiles);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("mart %s has no columns".formatted(mart));
    }
    List<String> names = columns.stream().map(Column::name).toList();
    requireKnown(mart, "key", key, names);
    requireKnown(mart, "notInChecksum", notInChecksum, names);
  }

  /** What tools show of the mart, with its key. */
  String described() {
    return key.isEmpty() ? comment : comment.strip() + " Key: " + String.join(", ", key) + ".";
  }

  /** A mart that the night computed whole. */
  MartFiles(
      String mart,
      List<Column> columns,
      List<String> key,
      Set<String> notInChecksum,
      String comment,
      Map<String, Long> staleSources,
      List<Path> parquetFiles) {
    this(mart, columns, key, notInChecksum, comment, staleSources, List.of(), parquetFiles);
  }

  /**
   * A published column.
   *
   * @param type a SQL type as contracts write it, such as {@code DECIMAL(24,6)}
   */
  public record Column(String name, String type, String comment) {
    public Column {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
      requireNonNull(comment, "comment is null");
    }
  }

  private static void requireKnown(
      String mart, String role, Iterable<String> used, List<String> names) {
    for (String name : used) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "mart %s: the %s names %s, which is not one of %s"
                .formatted(mart, role, name, String.join(", ", names)));
      }
    }
  }
}
