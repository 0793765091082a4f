package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

import dev.tenure.config.Format;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the beginning of a file tells of it.
 *
 * @param columns names at the top level of its first records
 * @param object what the first record says that it is, as Stripe's records do
 */
public record SniffedFile(Format format, Set<String> columns, Optional<String> object) {
  public SniffedFile {
    requireNonNull(format, "format is null");
    columns = Collections.unmodifiableSet(new LinkedHashSet<>(columns));
    requireNonNull(object, "object is null");
  }
}
