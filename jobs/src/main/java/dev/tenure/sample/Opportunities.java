package dev.tenure.sample;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The CRM's opportunities: one new-business deal for each account, as it changes. */
final class Opportunities {
  private final Ids ids;
  private final Map<Integer, Integer> openAmounts = new LinkedHashMap<>();
  private final Map<Integer, String> changes = new LinkedHashMap<>();

  Opportunities(Ids ids) {
    this.ids = ids;
  }

  /**
   * Opens an account's deal.
   *
   * @param amount dollars a year
   */
  void open(CrmAccount account, LocalDate day, int amount) {
    openAmounts.put(account.profile().number(), amount);
    changes.put(account.profile().number(), row(account, amount, day, Stage.PROPOSAL));
  }

  /** Wins the account's deal, if it is open. */
  void win(CrmAccount account, LocalDate day) {
    Integer amount = openAmounts.remove(account.profile().number());
    if (amount != null) {
      changes.put(account.profile().number(), row(account, amount, day, Stage.WON));
    }
  }

  /** What changed since it was last asked. */
  CsvText changes() {
    CsvText csv =
        new CsvText(
            "Id",
            "IsDeleted",
            "AccountId",
            "Name",
            "Type",
            "StageName",
            "Amount",
            "Probability",
            "IsClosed",
            "IsWon",
            "CloseDate",
            "OwnerId",
            "CreatedDate",
            "LastModifiedDate",
            "SystemModstamp");
    changes.values().forEach(csv::add);
    changes.clear();
    return csv;
  }

  private String row(CrmAccount account, int amount, LocalDate day, Stage stage) {
    AccountProfile profile = account.profile();
    String created = BusinessTime.isoMillis(BusinessTime.epoch(profile.createdDay(), 38_000));
    String modified = BusinessTime.isoMillis(BusinessTime.epoch(day, 60_000));
    boolean isWon = stage == Stage.WON;
    return CsvText.row(
        ids.salesforce("006", profile.number()),
        false,
        profile.id(),
        profile.name() + " - New Business",
        "New Business",
        isWon ? "Closed Won" : "Proposal/Price Quote",
        amount + ".0",
        isWon ? "100.0" : "50.0",
        isWon,
        isWon,
        isWon ? day : day.plusDays(60),
        account.ownerId(),
        created,
        modified,
        modified);
  }

  private enum Stage {
    PROPOSAL,
    WON
  }
}
