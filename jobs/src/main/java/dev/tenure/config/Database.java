package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A PostgreSQL database. As an input, all tables of a source are read in one snapshot.
 *
 * @param url such as {@code jdbc:postgresql://host:5432/name}
 * @param schema nothing for the one in which the connection begins
 */
public record Database(String url, Optional<String> schema, Secret user, Secret password)
    implements Input {
  public Database {
    requireNonNull(url, "url is null");
    requireNonNull(schema, "schema is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
  }
}
