package dev.tenure.contract;

import static java.util.Objects.requireNonNull;

/** A rule that every row of a table keeps. The title is the rule in words. */
public sealed interface Check {
  String title();

  /** A boolean SQL expression over the table's columns; NULL counts as broken. */
  String rule();

  /** Whether a row that breaks the rule stops publication. */
  default boolean stopsPublication() {
    return this instanceof Fail || this instanceof Stop;
  }

  /** Stops publication, unless the one source that it belongs to can be held back. */
  record Fail(String title, String rule) implements Check {
    public Fail {
      requireNonNull(title, "title is null");
      requireNonNull(rule, "rule is null");
    }
  }

  /**
   * Stops publication whatever source brought the row: older extracts do not cure what people
   * entered, so none is held back for it.
   */
  record Stop(String title, String rule) implements Check {
    public Stop {
      requireNonNull(title, "title is null");
      requireNonNull(rule, "rule is null");
    }
  }

  /** Is counted in data_quality and tells someone. */
  record Warn(String title, String rule) implements Check {
    public Warn {
      requireNonNull(title, "title is null");
      requireNonNull(rule, "rule is null");
    }
  }

  /** Sends the record that the row came from to quarantine; only mappings have it. */
  record Reject(String title, String rule) implements Check {
    public Reject {
      requireNonNull(title, "title is null");
      requireNonNull(rule, "rule is null");
    }
  }
}
