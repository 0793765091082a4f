package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import dev.tenure.landing.InboxFile;
import java.time.LocalDate;

/** The files of an entity and date, which count as one. */
record Extract(String source, String entity, LocalDate date) {
  Extract {
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(date, "date is null");
  }

  static Extract of(InboxFile file) {
    return new Extract(file.source(), file.entity(), file.extractDate());
  }

  static Extract of(LandedFile file) {
    return new Extract(file.source(), file.entity(), file.extractDate());
  }
}
