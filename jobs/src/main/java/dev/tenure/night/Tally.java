package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.Errors;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where every landed record of a load went, per file: landed = loaded + quarantined + duplicates +
 * filtered. Records landed are counted on landing, the others here.
 */
final class Tally {
  private final List<FileTally> files;

  private Tally(List<FileTally> files) {
    this.files = List.copyOf(files);
  }

  /**
   * The records of one file.
   *
   * @param rows rows that the mapping made of them
   * @param distinct records that it made rows of
   */
  record FileTally(
      String source,
      LocalDate extractDate,
      String file,
      long landed,
      long rows,
      long distinct,
      long quarantined,
      long duplicates) {
    long filtered() {
      return landed - distinct;
    }

    long loaded() {
      return rows - quarantined - duplicates;
    }
  }

  /**
   * Counts what became of the records of some extracts.
   *
   * @param rejected rows that break their contract
   * @param accepted the others, with is_duplicate
   * @param isOneEach whether the query itself tells that no record has more than one row, which
   *     otherwise every record is asked for
   */
  static Tally of(
      Dataset<Row> rejected, Dataset<Row> accepted, Touched touched, boolean isOneEach) {
    Dataset<Row> all =
        rejected
            .select(
                LandedFile.KEY.as("file_key"),
                col("record_number"),
                lit(true).as("is_rejected"),
                lit(false).as("is_duplicate"))
            .unionByName(
                accepted.select(
                    LandedFile.KEY.as("file_key"),
                    col("record_number"),
                    lit(false).as("is_rejected"),
                    col("is_duplicate")));
    Map<String, Row> counted = new HashMap<>();
    all.groupBy("file_key")
        .agg(
            count(lit(1)),
            isOneEach ? count(lit(1)) : count_distinct(col("record_number")),
            count_if(col("is_rejected")),
            count_if(col("is_duplicate")))
        .collectAsList()
        .forEach(row -> counted.put(row.getString(0), row));
    List<FileTally> files = new ArrayList<>();
    for (LandedFile file : touched.files()) {
      files.add(fileTally(file, counted.remove(file.key())));
    }
    if (!counted.isEmpty()) {
      throw Errors.unbalanced("records come from files that were not landed: " + counted.keySet());
    }
    return new Tally(files);
  }

  private static FileTally fileTally(LandedFile file, Row row) {
    long landed = file.records() - file.malformed();
    return row == null
        ? new FileTally(file.source(), file.extractDate(), file.path(), landed, 0, 0, 0, 0)
        : new FileTally(
            file.source(),
            file.extractDate(),
            file.path(),
            landed,
            row.getLong(1),
            row.getLong(2),
            row.getLong(3),
            row.getLong(4));
  }

  /**
   * @throws dev.tenure.TenureException with exit code 3 if a file's records do not add up
   */
  void requireBalance(String table) {
    for (FileTally file : files) {
      if (file.rows() != file.distinct()) {
        throw Errors.unbalanced(
            "the mapping of %s made %d rows of %d records of %s; a mapping makes at most one row of a record"
                .formatted(table, file.rows(), file.distinct(), file.file()));
      }
      long accounted = file.loaded() + file.quarantined() + file.duplicates() + file.filtered();
      if (accounted != file.landed() || file.filtered() < 0 || file.loaded() < 0) {
        throw Errors.unbalanced(
            "%s: landed %d records of %s, but loaded %d, quarantined %d, duplicates %d, filtered %d"
                .formatted(
                    table,
                    file.landed(),
                    file.file(),
                    file.loaded(),
                    file.quarantined(),
                    file.duplicates(),
                    file.filtered()));
      }
    }
  }

  Map<String, Long> counts() {
    Map<String, Long> counts = new HashMap<>();
    counts.put("landed", files.stream().mapToLong(FileTally::landed).sum());
    counts.put("loaded", files.stream().mapToLong(FileTally::loaded).sum());
    counts.put("quarantined", files.stream().mapToLong(FileTally::quarantined).sum());
    counts.put("duplicates", files.stream().mapToLong(FileTally::duplicates).sum());
    counts.put("filtered", files.stream().mapToLong(FileTally::filtered).sum());
    return counts;
  }

  boolean hasQuarantined() {
    return files.stream().anyMatch(file -> file.quarantined() > 0);
  }

  /** The extracts of which a record was rejected, as {@link ExtractTimes#name} has it. */
  Set<String> incompleteExtracts() {
    Set<String> names = new TreeSet<>();
    files.stream()
        .filter(file -> file.quarantined() > 0)
        .forEach(file -> names.add(ExtractTimes.name(file.source(), file.extractDate())));
    return names;
  }
}
