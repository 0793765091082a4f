package dev.tenure.model;

import static java.util.Objects.requireNonNull;

import dev.tenure.contract.Contract;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of the warehouse: its contract, and the SELECT that computes it unless Java builds it.
 *
 * @param inputs the tables it reads, found by Spark's parser; views of a history table count as the
 *     table itself
 * @param replaces the hash of the shipped pair that a company's pair stands in for
 */
public record SqlModel(
    Contract contract,
    Optional<String> sql,
    Set<String> inputs,
    String hash,
    Optional<String> replaces) {
  public SqlModel {
    requireNonNull(contract, "contract is null");
    requireNonNull(sql, "sql is null");
    inputs = Collections.unmodifiableSortedSet(new TreeSet<>(inputs));
    requireNonNull(hash, "hash is null");
    requireNonNull(replaces, "replaces is null");
  }

  public String name() {
    return contract.name();
  }

  public boolean isBuiltInJava() {
    return sql.isEmpty();
  }
}
