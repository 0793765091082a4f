package dev.tenure.config;

import static java.util.Objects.requireNonNull;

/**
 * A custom field that conf brings to the accounts.
 *
 * @param field dotted path in the records of the entity
 * @param type a type of the contracts, STRING unless said
 * @param isDimension whether metrics and cohorts are cut by it
 */
public record Attribute(
    String name, String source, String entity, String field, String type, boolean isDimension) {
  public Attribute {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(field, "field is null");
    requireNonNull(type, "type is null");
  }
}
