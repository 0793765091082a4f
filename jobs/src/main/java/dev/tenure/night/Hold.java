package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a source is read no further than its last good extract.
 *
 * @param source the source's name
 * @param entity whose records are strange, {@code all} where it is not one entity
 * @param since the extract_date from which nothing of the source is read
 * @param rule what the extract breaks, in few words
 * @param reason the same with the values
 * @param files identities of the files that are not believed; none where a person holds the source
 */
record Hold(
    String source, String entity, LocalDate since, String rule, String reason, Set<String> files) {
  static final String ALL = "all";

  Hold {
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(since, "since is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(reason, "reason is null");
    files = Set.copyOf(files);
  }

  /** What a person is told of it. */
  String told() {
    return "%s from %s on: %s".formatted(source, since, reason);
  }

  String text() {
    List<String> lines =
        new ArrayList<>(List.of(source, entity, since.toString(), rule, reason.replace('\n', ' ')));
    lines.addAll(new TreeSet<>(files));
    return String.join("\n", lines);
  }

  static Hold parse(String text) {
    List<String> lines = text.lines().toList();
    return new Hold(
        lines.get(0),
        lines.get(1),
        LocalDate.parse(lines.get(2)),
        lines.get(3),
        lines.get(4),
        new TreeSet<>(lines.subList(5, lines.size())));
  }
}
