package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tenure.night.Landed.SourceEntity;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The extracts to load: those that a new file belongs to, each as a whole, since another file of
 * the same date may hold the same key.
 */
record Touched(Map<SourceEntity, Set<LocalDate>> extracts, List<LandedFile> files) {
  Touched {
    extracts = Map.copyOf(extracts);
    files = List.copyOf(files);
  }

  /** The extracts of files that were landed after a landing. */
  static Touched of(List<LandedFile> files, long after) {
    Map<SourceEntity, Set<LocalDate>> extracts = new HashMap<>();
    for (LandedFile file : files) {
      if (file.landing() > after) {
        extracts.computeIfAbsent(origin(file), it -> new TreeSet<>()).add(file.extractDate());
      }
    }
    List<LandedFile> whole =
        files.stream()
            .filter(it -> extracts.getOrDefault(origin(it), Set.of()).contains(it.extractDate()))
            .toList();
    return new Touched(extracts, whole);
  }

  /** How many records they hold. */
  long records() {
    return files.stream().mapToLong(LandedFile::records).sum();
  }

  /** The extracts, as {@link ExtractTimes#name} has them. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    extracts.forEach(
        (origin, dates) ->
            dates.forEach(date -> names.add(ExtractTimes.name(origin.source(), date))));
    return names;
  }

  /** The records of these extracts. */
  Dataset<Row> filter(Dataset<Row> records) {
    return records.filter(
        extracts.entrySet().stream()
            .map(entry -> isOf(entry.getKey(), entry.getValue()))
            .reduce(Column::or)
            .orElse(lit(false)));
  }

  /** The records of other extracts. */
  Dataset<Row> others(Dataset<Row> records) {
    return records.filter(
        not(
            extracts.entrySet().stream()
                .map(entry -> isOf(entry.getKey(), entry.getValue()))
                .reduce(Column::or)
                .orElse(lit(false))));
  }

  private static Column isOf(SourceEntity origin, Set<LocalDate> dates) {
    return RawRecordViews.isFrom(List.of(origin)).and(col("extract_date").isin(dates.toArray()));
  }

  private static SourceEntity origin(LandedFile file) {
    return new SourceEntity(file.source(), file.entity());
  }
}
