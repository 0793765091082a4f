package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** Where the extracts of a source are read. */
public sealed interface Input permits Input.Files, Input.DeltaTables, Database {
  /** Dated files in the home's inbox. */
  Input INBOX = new Files(Optional.empty(), Optional.empty());

  /**
   * Dated files.
   *
   * @param inbox where they lie, if not in the home's inbox
   * @param extractDate the date of files that have none in their path
   */
  record Files(Optional<Path> inbox, Optional<LocalDate> extractDate) implements Input {
    public Files {
      requireNonNull(inbox, "inbox is null");
      requireNonNull(extractDate, "extractDate is null");
    }
  }

  /** Delta tables that a connector fills; one below the folder for each entity. */
  record DeltaTables(Path folder) implements Input {
    public DeltaTables {
      requireNonNull(folder, "folder is null");
    }
  }
}
