package dev.tenure.night;

import dev.tenure.config.Company;
import dev.tenure.config.ExtractKind;
import dev.tenure.history.ExtractCalendar;
import dev.tenure.history.ExtractCalendar.Extract;
import dev.tenure.night.Landed.SourceEntity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which dates an entity was extracted on, and on which of them the extract was full and complete.
 * An extract that is empty, or holds a record that could not be read, proves nobody's absence.
 */
final class ExtractTimes {
  private final Company company;
  private final Map<Key, Counted> extracts = new TreeMap<>();
  private final Set<String> incomplete;

  private record Key(String source, String entity, LocalDate date) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySource = source.compareTo(other.source);
      int byEntity = bySource == 0 ? entity.compareTo(other.entity) : bySource;
      return byEntity == 0 ? date.compareTo(other.date) : byEntity;
    }
  }

  private record Counted(long records, long malformed) {
    Counted plus(LandedFile file) {
      return new Counted(records + file.records(), malformed + file.malformed());
    }
  }

  /**
   * @param incomplete extracts of which a record was rejected, as {@link #name} has it
   */
  ExtractTimes(Company company, List<LandedFile> files, Set<String> incomplete) {
    this.company = company;
    this.incomplete = new HashSet<>(incomplete);
    for (LandedFile file : files) {
      Key key = new Key(file.source(), file.entity(), file.extractDate());
      extracts.put(key, extracts.getOrDefault(key, new Counted(0, 0)).plus(file));
    }
  }

  static String name(String source, LocalDate date) {
    return source + "|" + date;
  }

  ExtractCalendar all() {
    List<Extract> all = new ArrayList<>();
    extracts.forEach((key, counted) -> all.add(extract(key, counted)));
    return ExtractCalendar.of(all);
  }

  ExtractCalendar of(Map<SourceEntity, Set<LocalDate>> chosen) {
    List<Extract> some = new ArrayList<>();
    extracts.forEach(
        (key, counted) -> {
          Set<LocalDate> dates =
              chosen.getOrDefault(new SourceEntity(key.source(), key.entity()), Set.of());
          if (dates.contains(key.date())) {
            some.add(extract(key, counted));
          }
        });
    return ExtractCalendar.of(some);
  }

  private Extract extract(Key key, Counted counted) {
    ExtractKind kind =
        company.sources().get(key.source()).entities().get(key.entity()).extractOn(key.date());
    boolean isFull =
        switch (kind) {
          case FULL ->
              counted.records() > 0
                  && counted.malformed() == 0
                  && !incomplete.contains(name(key.source(), key.date()));
          case CHANGES, EVENTS -> false;
        };
    return new Extract(key.source(), key.date(), isFull);
  }
}
