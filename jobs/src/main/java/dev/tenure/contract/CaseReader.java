package dev.tenure.contract;

import dev.tenure.document.Document;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the worked examples of a contract. */
final class CaseReader {
  List<Case> cases(Document all) {
    Map<String, Integer> lines = all.keyLines();
    List<Case> cases = new ArrayList<>();
    all.entries()
        .forEach(
            (title, entry) ->
                one(title, all.file() + ":" + lines.get(title), entry).ifPresent(cases::add));
    return cases;
  }

  private static Optional<Case> one(String title, String place, Document entry) {
    entry.allowOnly(Set.of("as_of_date", "given", "expect"));
    Map<String, PipeTable> given = new LinkedHashMap<>();
    entry
        .child("given")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (table, rows) -> table(rows).ifPresent(value -> given.put(table, value))));
    LocalDate asOfDate = entry.child("as_of_date").flatMap(CaseReader::date).orElse(Case.ANY_DAY);
    return entry
        .required("expect")
        .flatMap(CaseReader::table)
        .map(expected -> new Case(title, place, asOfDate, given, expected));
  }

  private static Optional<PipeTable> table(Document rows) {
    try {
      return Optional.of(PipeTable.parse(rows.text()));
    } catch (IllegalArgumentException e) {
      rows.problem(e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> date(Document date) {
    try {
      return Optional.of(LocalDate.parse(date.text()));
    } catch (DateTimeException e) {
      date.problem("'%s' is not a date; write it as 2025-06-30".formatted(date.text()));
      return Optional.empty();
    }
  }
}
