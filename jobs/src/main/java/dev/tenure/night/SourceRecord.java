package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A vendor's record, and where it came from.
 *
 * @param id the vendor's id of the object that the record shows
 * @param file the delivered file, from the source's folder in the inbox on
 * @param recordNumber its place in the file, from 1
 * @param sha256 the checksum of the file
 * @param payload the record as JSON
 */
public record SourceRecord(
    String source,
    String entity,
    String id,
    LocalDate extractDate,
    String file,
    long recordNumber,
    String sha256,
    String payload) {
  public SourceRecord {
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(id, "id is null");
    requireNonNull(extractDate, "extractDate is null");
    requireNonNull(file, "file is null");
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(payload, "payload is null");
  }
}
