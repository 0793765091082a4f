package dev.tenure.sample;

import java.time.LocalDate;

/** A system whose nightly extracts the company receives. */
interface SourceSystem {
  /** The source's name in conf. */
  String name();

  /** Writes the extract of the day: the state at its end, or all changes since the last extract. */
  void extract(LocalDate day, Inbox inbox);
}
