package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One kind of record that a source delivers.
 *
 * @param name the vendor's own API or table name
 * @param extract what an extract of a usual day is; {@link #extractOn} tells it of each day
 * @param fullExtracts the days on which an extract of changes is full
 * @param path the pattern of the files below the source's inbox, where it is not the usual {@code
 *     <entity>/<extract_date>/<file>}; may hold {@code {entity}} and {@code {extract_date}}
 */
public record Entity(
    String name,
    Format format,
    ExtractKind extract,
    FullExtracts fullExtracts,
    Optional<String> path) {
  public Entity {
    requireNonNull(name, "name is null");
    requireNonNull(format, "format is null");
    requireNonNull(extract, "extract is null");
    requireNonNull(fullExtracts, "fullExtracts is null");
    requireNonNull(path, "path is null");
  }

  /** An entity whose extracts are all of one kind. */
  public Entity(String name, Format format, ExtractKind extract, Optional<String> path) {
    this(name, format, extract, FullExtracts.NONE, path);
  }

  /** What the extract of a date says. */
  public ExtractKind extractOn(LocalDate date) {
    return fullExtracts.isOn(date) ? ExtractKind.FULL : extract;
  }
}
