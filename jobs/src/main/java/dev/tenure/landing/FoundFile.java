package dev.tenure.landing;

import java.nio.file.Path;
import java.time.LocalDate;

/** A file of an extract before it is hashed. */
record FoundFile(Path location, String entity, LocalDate extractDate, FileStamp stamp) {
  InboxFile hashed(String sha256) {
    return new InboxFile(
        stamp.source(),
        entity,
        extractDate,
        stamp.path(),
        stamp.size(),
        stamp.modifiedMicros(),
        sha256);
  }
}
