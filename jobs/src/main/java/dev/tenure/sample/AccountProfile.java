package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Who an account is; nothing of this changes.
 *
 * @param number counts the company's accounts from 0
 * @param id the CRM's id
 * @param domain the web and mail domain that is its alone
 * @param parentId the account that owns it at first
 * @param createdDay when the CRM got to know it
 */
record AccountProfile(
    int number,
    String id,
    String name,
    String domain,
    String country,
    String industry,
    String segment,
    int employees,
    Optional<String> parentId,
    LocalDate createdDay) {
  AccountProfile {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(domain, "domain is null");
    requireNonNull(country, "country is null");
    requireNonNull(industry, "industry is null");
    requireNonNull(segment, "segment is null");
    requireNonNull(parentId, "parentId is null");
    requireNonNull(createdDay, "createdDay is null");
  }

  /** Such as {@code https://www.northwind-17.example/}, written the way people write it. */
  String website() {
    return switch (number % 4) {
      case 0 -> "https://www." + domain;
      case 1 -> domain;
      case 2 -> "http://" + domain + "/";
      default -> "www." + domain;
    };
  }
}
