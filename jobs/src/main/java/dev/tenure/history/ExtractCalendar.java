package dev.tenure.history;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The extracts of one entity that were loaded: the dates of every source, and which of them were
 * complete full extracts. An incomplete full extract belongs here as a changes extract.
 */
public final class ExtractCalendar {
  /** One loaded extract; {@code isFull} says that a key absent from it was deleted by its date. */
  public record Extract(String source, LocalDate extractDate, boolean isFull) {
    /** Refuses a missing source or date. */
    public Extract {
      requireNonNull(source, "source is null");
      requireNonNull(extractDate, "extractDate is null");
    }
  }

  private final NavigableMap<String, NavigableMap<LocalDate, Boolean>> dates;

  private ExtractCalendar(NavigableMap<String, NavigableMap<LocalDate, Boolean>> dates) {
    this.dates = dates;
  }

  /** The calendar of these extracts; a date given as both kinds is full. */
  public static ExtractCalendar of(Collection<Extract> extracts) {
    NavigableMap<String, NavigableMap<LocalDate, Boolean>> dates = new TreeMap<>();
    extracts.forEach(
        extract ->
            dates
                .computeIfAbsent(extract.source(), source -> new TreeMap<>())
                .merge(extract.extractDate(), extract.isFull(), Boolean::logicalOr));
    return new ExtractCalendar(dates);
  }

  /** Reads the columns source, extract_date and is_full. */
  public static ExtractCalendar read(Dataset<Row> extracts) {
    return of(
        extracts.select("source", "extract_date", "is_full").distinct().collectAsList().stream()
            .map(row -> new Extract(row.getString(0), row.getLocalDate(1), row.getBoolean(2)))
            .toList());
  }

  /** All extracts, in the order of source and date. */
  public List<Extract> extracts() {
    return dates.entrySet().stream()
        .flatMap(
            source ->
                source.getValue().entrySet().stream()
                    .map(date -> new Extract(source.getKey(), date.getKey(), date.getValue())))
        .toList();
  }

  /** This calendar with the extracts of another, whose word on a common date holds. */
  public ExtractCalendar with(ExtractCalendar newer) {
    return of(
        Stream.concat(without(newer).extracts().stream(), newer.extracts().stream()).toList());
  }

  /** This calendar without the dates of another. */
  public ExtractCalendar without(ExtractCalendar other) {
    return of(
        extracts().stream()
            .filter(extract -> !other.datesOf(extract.source()).contains(extract.extractDate()))
            .toList());
  }

  boolean isEmpty() {
    return dates.isEmpty();
  }

  Set<String> sources() {
    return dates.keySet();
  }

  NavigableSet<LocalDate> datesOf(String source) {
    return new TreeSet<>(dates.getOrDefault(source, new TreeMap<>()).keySet());
  }

  NavigableSet<LocalDate> fullDatesOf(String source) {
    return dates.getOrDefault(source, new TreeMap<>()).entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The sources with at least one full extract. */
  Set<String> fullSources() {
    return sources().stream()
        .filter(source -> !fullDatesOf(source).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Optional<LocalDate> firstDate() {
    return dates.values().stream().map(NavigableMap::firstKey).min(Comparator.naturalOrder());
  }
}
