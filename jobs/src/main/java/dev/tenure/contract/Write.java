package dev.tenure.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a table is kept. A closed set: there is no incremental branch in a model. */
public enum Write {
  /** Computed within the run, never stored. */
  VIEW,
  /** Versions of records by extract date; only touched keys are merged. */
  HISTORY,
  /** Facts by event date; only the dates touched are replaced. */
  EVENTS,
  /** A snapshot: one slice per as_of_date. */
  REPLACE_AS_OF,
  /** A ledger: the whole business history as it is known. */
  REPLACE_ALL;

  static Optional<Write> of(String word) {
    return Arrays.stream(values()).filter(write -> write.word().equals(word)).findFirst();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a reader outside sees it. */
  public boolean isPublished() {
    return this == REPLACE_AS_OF || this == REPLACE_ALL;
  }
}
