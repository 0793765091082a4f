package dev.tenure.night;

import dev.tenure.config.Company;
import dev.tenure.config.Source;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each source delivered last that was read, and how old that is on a date. */
final class SourceAges {
  private final List<Age> ages = new ArrayList<>();

  /**
   * The newest extract of a source.
   *
   * @param newest its extract_date; nothing where none was read
   * @param days from then to the night
   */
  record Age(Source source, Optional<LocalDate> newest, long days) {
    boolean isStale() {
      return newest.isPresent() && days >= source.expectation().deliversEvery();
    }
  }

  SourceAges(Company company, Landed landed, LocalDate date) {
    Map<String, LocalDate> newest = landed.through(date).newestExtracts();
    for (Source source : new TreeMap<>(company.sources()).values()) {
      Optional<LocalDate> day = Optional.ofNullable(newest.get(source.name()));
      long days = day.map(it -> ChronoUnit.DAYS.between(it, date)).orElse(0L);
      ages.add(new Age(source, day, days));
    }
  }

  /** Sources that delivered something once, and nothing for longer than they should. */
  List<Age> stale() {
    return ages.stream().filter(Age::isStale).toList();
  }

  String told() {
    List<String> told = new ArrayList<>();
    for (Age age : ages) {
      told.add(
          age.newest()
              .map(day -> "%s: %s (%d days old)".formatted(age.source().name(), day, age.days()))
              .orElse(age.source().name() + ": nothing yet"));
    }
    return String.join("; ", told);
  }

  String staleTold() {
    List<String> told = new ArrayList<>();
    stale().forEach(age -> told.add("%s (%d days)".formatted(age.source().name(), age.days())));
    return String.join("; ", told);
  }
}
