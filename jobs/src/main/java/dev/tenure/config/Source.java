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
 * @param connector what wraps its records
 * @param accountIdField dotted path, in the source's records, of the field that names the account
 * @param input where its extracts are read
 * @param expectation when an extract of it is late, and when it is too strange to be believed
 */
public record Source(
    String name,
    String vendor,
    Connector connector,
    Optional<String> accountIdField,
    Input input,
    Expectation expectation,
    Map<String, Entity> entities) {
  public Source {
    requireNonNull(name, "name is null");
    requireNonNull(vendor, "vendor is null");
    requireNonNull(connector, "connector is null");
    requireNonNull(accountIdField, "accountIdField is null");
    requireNonNull(input, "input is null");
    requireNonNull(expectation, "expectation is null");
    entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
  }

  /** Where its files lie, if not in the home's inbox. */
  public Optional<Path> inbox() {
    return input instanceof Input.Files files ? files.inbox() : Optional.empty();
  }

  /** The date of files that have none in their path. */
  public Optional<LocalDate> extractDate() {
    return input instanceof Input.Files files ? files.extractDate() : Optional.empty();
  }

  public boolean isFiles() {
    return input instanceof Input.Files;
  }
}
