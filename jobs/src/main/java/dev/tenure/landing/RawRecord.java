package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

/** One record of a file, or what is told of one that cannot be read. */
sealed interface RawRecord {
  /** JSON text: an object, or for a record that cannot be read what there is of it. */
  String payload();

  record Sound(String payload) implements RawRecord {
    public Sound {
      requireNonNull(payload, "payload is null");
    }
  }

  /**
   * @param problem the rule that is broken, the same words for each case of it
   * @param reason what is wrong, with the values
   */
  record Malformed(String payload, String problem, String reason) implements RawRecord {
    public Malformed {
      requireNonNull(payload, "payload is null");
      requireNonNull(problem, "problem is null");
      requireNonNull(reason, "reason is null");
    }
  }
}
