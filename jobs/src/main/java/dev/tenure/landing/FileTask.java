package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

import dev.tenure.config.Format;
import java.io.Serializable;

/** A file to be read on an executor. */
record FileTask(InboxFile file, String location, Format format) implements Serializable {
  /** Opening a file costs about as much as reading this many bytes of it. */
  private static final long OPENING = 8_192;

  /** A compressed file holds some five times as much as its size says. */
  private static final long UNPACKING = 5;

  FileTask {
    requireNonNull(file, "file is null");
    requireNonNull(location, "location is null");
    requireNonNull(format, "format is null");
  }

  static FileTask of(Inbox inbox, InboxFile file) {
    return new FileTask(file, inbox.locate(file).toString(), inbox.format(file));
  }

  /** The work that the file is, in bytes. */
  long weight() {
    boolean isPacked = location.endsWith(".gz") || location.endsWith(".zst");
    return OPENING + file.size() * (isPacked ? UNPACKING : 1);
  }
}
