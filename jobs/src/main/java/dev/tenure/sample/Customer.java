package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A customer of one billing system.
 *
 * @param accountId the account whose money it is: a CRM id, or {@code unmapped:<source>:<id>}
 * @param metadataAccountId the CRM id that the record itself names, if it does
 * @param created epoch seconds
 */
record Customer(
    String id,
    BillingSystem system,
    String accountId,
    String name,
    String email,
    Optional<String> metadataAccountId,
    long created) {
  Customer {
    requireNonNull(id, "id is null");
    requireNonNull(system, "system is null");
    requireNonNull(accountId, "accountId is null");
    requireNonNull(name, "name is null");
    requireNonNull(email, "email is null");
    requireNonNull(metadataAccountId, "metadataAccountId is null");
  }
}
