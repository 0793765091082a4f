package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A system that delivers extracts. Two Stripe accounts are two sources of one vendor.
 *
 * @param accountIdField dotted path, in the source's records, of the field that names the account
 * @param inbox where the files lie, if not in the home's inbox
 * @param extractDate the date of files that have none in their path
 */
public record Source(
    String name,
    String vendor,
    Optional<String> accountIdField,
    Optional<Path> inbox,
    Optional<LocalDate> extractDate,
    Map<String, Entity> entities) {
  public Source {
    requireNonNull(name, "name is null");
    requireNonNull(vendor, "vendor is null");
    requireNonNull(accountIdField, "accountIdField is null");
    requireNonNull(inbox, "inbox is null");
    requireNonNull(extractDate, "extractDate is null");
    entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
  }
}
