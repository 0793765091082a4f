package dev.tenure.history;

import dev.tenure.history.ExtractCalendar.Extract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Version history told day by day in plain loops, to compare the engine with. */
final class HistoryOracle {
  /** What one extract says of one key; the cursor is a number of minutes or NULL. */
  record Told(
      String source,
      String key,
      LocalDate date,
      String value,
      boolean isDeleted,
      Integer cursor,
      String file,
      long number) {}

  /** A version, without the file that began it. */
  record Version(
      String source,
      String key,
      String value,
      LocalDate from,
      LocalDate to,
      boolean isDeleted,
      List<LocalDate> seenOn) {}

  private HistoryOracle() {}

  static List<Version> versions(List<Told> told, List<Extract> extracts) {
    Map<String, List<Told>> byKey =
        told.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.source() + "|" + one.key(), TreeMap::new, Collectors.toList()));
    Map<String, List<Extract>> calendar =
        extracts.stream().collect(Collectors.groupingBy(Extract::source));
    List<Version> versions = new ArrayList<>();
    byKey.values().forEach(key -> versions.addAll(ofKey(key, calendar.get(key.get(0).source()))));
    return versions;
  }

  private static List<Version> ofKey(List<Told> told, List<Extract> calendar) {
    List<Version> versions = new ArrayList<>();
    calendar.stream()
        .sorted(Comparator.comparing(Extract::extractDate))
        .forEach(day -> live(versions, told, day));
    return versions;
  }

  private static void live(List<Version> versions, List<Told> told, Extract day) {
    Told said =
        told.stream()
            .filter(one -> one.date().equals(day.extractDate()))
            .reduce(HistoryOracle::preferred)
            .orElse(null);
    Version last = versions.isEmpty() ? null : versions.get(versions.size() - 1);
    if (said == null && (!day.isFull() || last == null || last.isDeleted())) {
      return;
    }
    boolean isDeleted = said == null || said.isDeleted();
    String value = isDeleted && last != null ? last.value() : said.value();
    boolean isSame =
        last != null
            && last.isDeleted() == isDeleted
            && (isDeleted || Objects.equals(last.value(), value));
    if (!isSame) {
      if (last != null) {
        versions.set(versions.size() - 1, ended(last, day.extractDate()));
      }
      versions.add(
          new Version(
              told.get(0).source(),
              told.get(0).key(),
              value,
              day.extractDate(),
              null,
              isDeleted,
              List.of()));
    } else if (!day.isFull()) {
      versions.set(versions.size() - 1, seenAgain(last, day.extractDate()));
    }
  }

  private static Told preferred(Told one, Told other) {
    int one1 = one.cursor() == null ? -1 : one.cursor();
    int other1 = other.cursor() == null ? -1 : other.cursor();
    if (one1 != other1) {
      return one1 > other1 ? one : other;
    }
    int files = one.file().compareTo(other.file());
    if (files != 0) {
      return files > 0 ? one : other;
    }
    return one.number() > other.number() ? one : other;
  }

  private static Version ended(Version it, LocalDate to) {
    return new Version(
        it.source(), it.key(), it.value(), it.from(), to, it.isDeleted(), it.seenOn());
  }

  private static Version seenAgain(Version it, LocalDate date) {
    List<LocalDate> seenOn = new ArrayList<>(it.seenOn());
    seenOn.add(date);
    return new Version(
        it.source(), it.key(), it.value(), it.from(), it.to(), it.isDeleted(), seenOn);
  }
}
