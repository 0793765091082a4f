package dev.tenure.sample;

import java.time.LocalDate;
import java.util.Optional;

/** An account's record in the CRM: its profile and what people there change. */
final class CrmAccount {
  static final String[] COLUMNS = {
    "Id",
    "IsDeleted",
    "MasterRecordId",
    "Name",
    "Type",
    "ParentId",
    "BillingStreet",
    "BillingCountry",
    "Website",
    "Industry",
    "NumberOfEmployees",
    "OwnerId",
    "CreatedDate",
    "LastModifiedDate",
    "SystemModstamp",
    "Segment__c",
    "Customer_Tier__c"
  };

  private final AccountProfile profile;
  private final String street;
  private Optional<String> parentId;
  private String ownerId;
  private String tier;
  private boolean isCustomer;
  private long modified;
  private String row;

  CrmAccount(AccountProfile profile, String street, String ownerId, String tier) {
    this.profile = profile;
    this.street = street;
    this.parentId = profile.parentId();
    this.ownerId = ownerId;
    this.tier = tier;
    this.modified = BusinessTime.epoch(profile.createdDay(), 36_000);
  }

  AccountProfile profile() {
    return profile;
  }

  String ownerId() {
    return ownerId;
  }

  String tier() {
    return tier;
  }

  /** The account that owns this one. */
  Optional<String> parentId() {
    return parentId;
  }

  void changeParent(Optional<String> next, LocalDate day) {
    parentId = next;
    modify(day);
  }

  void changeTier(String next, LocalDate day) {
    tier = next;
    modify(day);
  }

  void changeOwner(String next, LocalDate day) {
    ownerId = next;
    modify(day);
  }

  void becomeCustomer(LocalDate day) {
    if (!isCustomer) {
      isCustomer = true;
      modify(day);
    }
  }

  /** The record as a row of the full extract; kept until it changes. */
  String row() {
    if (row == null) {
      row = newRow();
    }
    return row;
  }

  private void modify(LocalDate day) {
    modified = Math.max(modified, BusinessTime.epoch(day, 50_000));
    row = null;
  }

  private String newRow() {
    String modifiedAt = BusinessTime.isoMillis(modified);
    return CsvText.row(
        profile.id(),
        false,
        null,
        profile.name(),
        isCustomer ? "Customer" : "Prospect",
        parentId.orElse(null),
        street,
        profile.country(),
        profile.website(),
        profile.industry(),
        profile.employees() + ".0",
        ownerId,
        BusinessTime.isoMillis(BusinessTime.epoch(profile.createdDay(), 36_000)),
        modifiedAt,
        modifiedAt,
        profile.segment(),
        tier);
  }
}
