package dev.tenure.contract;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Map;

/**
 * A worked example of a model: given tables and the rows expected of it, holding only the columns
 * that matter.
 *
 * @param title the business rule that it proves
 * @param place {@code file:line}
 */
public record Case(
    String title,
    String place,
    LocalDate asOfDate,
    Map<String, PipeTable> given,
    PipeTable expected) {
  /** The day of a case that names none. */
  public static final LocalDate ANY_DAY = LocalDate.of(2025, 6, 30);

  public Case {
    requireNonNull(title, "title is null");
    requireNonNull(place, "place is null");
    requireNonNull(asOfDate, "asOfDate is null");
    given = Map.copyOf(given);
    requireNonNull(expected, "expected is null");
  }
}
