package dev.tenure.config;

/** What an extract of one date says about the records of its entity. */
public enum ExtractKind {
  /** Every record that lives; one that is absent from a complete extract is deleted. */
  FULL,
  /** Records that are new or changed, and tombstones. */
  CHANGES,
  /** Facts that never change, known by their id. */
  EVENTS
}
