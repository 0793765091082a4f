package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One kind of record that a source delivers.
 *
 * @param name the vendor's own API or table name
 * @param path the pattern of the files below the source's inbox, where it is not the usual {@code
 *     <entity>/<extract_date>/<file>}; may hold {@code {entity}} and {@code {extract_date}}
 */
public record Entity(String name, Format format, ExtractKind extract, Optional<String> path) {
  public Entity {
    requireNonNull(name, "name is null");
    requireNonNull(format, "format is null");
    requireNonNull(extract, "extract is null");
    requireNonNull(path, "path is null");
  }
}
