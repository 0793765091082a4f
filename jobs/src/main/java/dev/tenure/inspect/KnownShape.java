package dev.tenure.inspect;

import static java.util.Objects.requireNonNull;

import dev.tenure.landing.SniffedFile;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An extract that is recognized by its columns.
 *
 * @param extract the extract kind that is usual for it
 * @param object what its records say that they are, as Stripe's do
 * @param columns names that all must be there, lower case
 */
record KnownShape(
    String vendor, String entity, String extract, Optional<String> object, Set<String> columns) {
  KnownShape {
    requireNonNull(vendor, "vendor is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(extract, "extract is null");
    requireNonNull(object, "object is null");
    columns = columns.stream().map(KnownShape::plain).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a file can be of this shape. */
  boolean fits(SniffedFile file) {
    Set<String> found = file.columns().stream().map(KnownShape::plain).collect(Collectors.toSet());
    return found.containsAll(columns) && (object.isEmpty() || object.equals(file.object()));
  }

  /** Databases write reserved words in quotes and all names in capitals. */
  static String plain(String column) {
    return column.replace("\"", "").toLowerCase(Locale.ROOT);
  }
}
