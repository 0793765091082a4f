package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The CRM's contracts, as they change. */
final class Contracts {
  private final Map<String, Contract> contracts = new LinkedHashMap<>();
  private final Map<String, LocalDate> changedDays = new LinkedHashMap<>();
  private final FeatureCounts features;

  Contracts(FeatureCounts features) {
    this.features = features;
  }

  void sign(Contract contract) {
    features.count(Feature.CONTRACT_SIGNED);
    contract.renewal().ifPresent(it -> features.count(it.timing().feature()));
    change(contract, contract.signedDay());
  }

  /** The customer tells that it will not go on after the term. */
  void giveNotice(String contractId, LocalDate day) {
    features.count(Feature.CONTRACT_NOTICED);
    change(contracts.get(contractId).withNotice(day), day);
  }

  /** What a subscription was agreed by ends with it, if it still runs. */
  void end(Subscription subscription, LocalDate day) {
    for (Contract contract : List.copyOf(contracts.values())) {
      if (contract.subscription() == subscription && contract.runsOn(day)) {
        features.count(Feature.CONTRACT_TERMINATED);
        change(contract.withEnd(day), day);
      }
    }
  }

  /** What changed since {@link #changes} was last asked. */
  List<Contract> changed() {
    return changedDays.keySet().stream().map(contracts::get).toList();
  }

  /** What changed since it was last asked. */
  CsvText changes() {
    CsvText csv =
        new CsvText(
            "Id",
            "IsDeleted",
            "AccountId",
            "Status",
            "StatusCode",
            "StartDate",
            "EndDate",
            "ContractTerm",
            "OwnerExpirationNotice",
            "CustomerSignedDate",
            "CompanySignedDate",
            "CurrencyIsoCode",
            "SystemModstamp",
            "Auto_Renew__c",
            "Notice_Date__c",
            "Terminated_Date__c",
            "Total_Contract_Value__c",
            "MRR__c",
            "Product_Family__c",
            "Subscription_Id__c",
            "Renewed_From__c");
    changedDays.forEach((id, day) -> csv.add(row(contracts.get(id), day)));
    changedDays.clear();
    return csv;
  }

  private void change(Contract contract, LocalDate day) {
    contracts.put(contract.id(), contract);
    changedDays.put(contract.id(), day);
  }

  /** Long ones tell their last day and what all of it is worth, short ones months and a month. */
  private static String row(Contract contract, LocalDate changedDay) {
    boolean isLong = contract.months() >= 12;
    BigDecimal total = contract.monthly().multiply(BigDecimal.valueOf(contract.months()));
    return CsvText.row(
        contract.id(),
        false,
        contract.accountId(),
        contract.endedDay().isPresent() ? "Terminated" : "Activated",
        "Activated",
        contract.startDay(),
        isLong ? contract.lastDay() : null,
        contract.months(),
        Contract.NOTICE_DAYS,
        contract.signedDay(),
        contract.signedDay().plusDays(1),
        contract.currency(),
        BusinessTime.isoMillis(BusinessTime.epoch(changedDay, 61_000)),
        contract.isAuto(),
        orNull(contract.noticeDay()),
        orNull(contract.endedDay()),
        isLong ? total : null,
        isLong ? null : contract.monthly(),
        contract.namesSubscription() ? null : Contract.FAMILY,
        contract.namesSubscription() ? contract.subscription().id() : null,
        contract.renewal().map(Contract.Renewal::contractId).orElse(null));
  }

  private static LocalDate orNull(Optional<LocalDate> day) {
    return day.orElse(null);
  }
}
