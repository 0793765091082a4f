package dev.tenure.night;

import dev.tenure.config.Attribute;
import dev.tenure.config.Entity;
import dev.tenure.config.Source;
import dev.tenure.contract.Contract;
import dev.tenure.model.RawViews;
import dev.tenure.model.SqlModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of the columns that mappings read the sources deliver, no longer deliver, or never did. */
final class DeliveredColumns {
  static final String GONE = "column no longer delivered: ";
  static final String NEVER = "column not delivered: ";
  static final String NO_ENTITY = "entity not delivered";

  private static final int EXTRACTS_LOOKED_AT = 5;

  private final Workspace work;
  private final Landed known;

  DeliveredColumns(Workspace work, Landed known) {
    this.work = work;
    this.known = known;
  }

  /**
   * An optional column, or an optional entity, that does not come.
   *
   * @param status {@code warn} where it came before, {@code not delivered} where it never did
   * @param records the records of the newest extract, all of which lack it
   */
  record Gap(String source, String entity, String rule, String status, long records) {
    /** Only what came once is missed. */
    long failed() {
      return status.equals("warn") ? records : 0;
    }

    String told() {
      return "%s.%s: %s".formatted(source, entity, rule);
    }
  }

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (Source source : work.company().sources().values()) {
      for (Entity entity : source.entities().values()) {
        gaps.addAll(gaps(source, entity));
      }
    }
    return gaps;
  }

  /** What came before and does not come now. */
  List<Gap> gone() {
    return gaps().stream().filter(gap -> gap.status().equals("warn")).toList();
  }

  private List<Gap> gaps(Source source, Entity entity) {
    Set<String> read = fieldsRead(source, entity);
    if (read.isEmpty()) {
      return List.of();
    }
    TreeMap<LocalDate, List<LandedFile>> extracts = new TreeMap<>();
    known.files().stream()
        .filter(file -> file.source().equals(source.name()) && file.entity().equals(entity.name()))
        .filter(file -> file.records() > file.malformed())
        .forEach(
            file ->
                extracts.computeIfAbsent(file.extractDate(), it -> new ArrayList<>()).add(file));
    if (extracts.isEmpty()) {
      return List.of(new Gap(source.name(), entity.name(), NO_ENTITY, "not delivered", 0));
    }
    Map.Entry<LocalDate, List<LandedFile>> newest = extracts.lastEntry();
    Set<String> now = columns(newest.getValue());
    Set<String> before = inEach(extracts.headMap(newest.getKey(), false).descendingMap().values());
    long records = newest.getValue().stream().mapToLong(LandedFile::records).sum();
    Set<String> ever =
        columns(known.files(List.of(new Landed.SourceEntity(source.name(), entity.name()))));
    List<Gap> gaps = new ArrayList<>();
    for (String field : read) {
      if (before.contains(field) && !now.contains(field)) {
        gaps.add(new Gap(source.name(), entity.name(), GONE + field, "warn", records));
      } else if (!ever.contains(field)) {
        gaps.add(new Gap(source.name(), entity.name(), NEVER + field, "not delivered", records));
      }
    }
    return gaps;
  }

  /** The columns that each of the last extracts had; a deletion alone has others than a change. */
  private static Set<String> inEach(Collection<List<LandedFile>> newestFirst) {
    Set<String> all = new HashSet<>();
    int looked = 0;
    for (List<LandedFile> extract : newestFirst) {
      if (looked == EXTRACTS_LOOKED_AT) {
        break;
      }
      if (looked++ == 0) {
        all.addAll(columns(extract));
      } else {
        all.retainAll(columns(extract));
      }
    }
    return all;
  }

  private static Set<String> columns(List<LandedFile> files) {
    Set<String> columns = new HashSet<>();
    files.forEach(file -> columns.addAll(file.columns()));
    return columns;
  }

  private Set<String> fieldsRead(Source source, Entity entity) {
    String view = RawViews.name(source.vendor(), entity.name());
    Set<String> fields = new TreeSet<>(Comparator.naturalOrder());
    for (SqlModel mapping : work.catalogue().where(Contract::isMapping)) {
      Optional.ofNullable(mapping.contract().reads().get(view))
          .ifPresent(read -> fields.addAll(List.of(read.fieldNames())));
    }
    for (Attribute attribute : work.company().attributes()) {
      if (attribute.source().equals(source.name()) && attribute.entity().equals(entity.name())) {
        fields.add(attribute.field().split("\\.", 2)[0]);
      }
    }
    return fields;
  }
}
