package dev.tenure.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The CRM: accounts and users as they stand, contacts, opportunities and contracts as they change.
 */
final class Crm implements SourceSystem {
  private static final List<String> TIERS = List.of("bronze", "silver", "gold");
  private static final List<String> STREETS =
      List.of("12 Harbour Road", "400 Main Street\nSuite 210", "8 Mill Lane", "77 King Street");

  private final Map<Integer, CrmAccount> accounts = new TreeMap<>();
  private final Contacts contacts;
  private final Opportunities opportunities;
  private final Contracts contracts;
  private final Managers managers;
  private final LocalDate from;
  private final Dice dice;
  private final FeatureCounts features;
  private final TruthLedger ledger;

  Crm(long seed, int size, LocalDate from, Ids ids, FeatureCounts features, TruthLedger ledger) {
    this.managers = new Managers(ids, Math.max(4, size / 25), from);
    this.contacts = new Contacts(ids);
    this.opportunities = new Opportunities(ids);
    this.contracts = new Contracts(features);
    this.from = from;
    this.dice = Dice.of(seed, "crm", 0);
    this.features = features;
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "crm";
  }

  Contracts contracts() {
    return contracts;
  }

  CrmAccount add(AccountProfile profile, Dice chosen) {
    String street = STREETS.get(profile.number() % STREETS.size());
    if (street.contains("\n")) {
      features.count(Feature.EMBEDDED_NEWLINE);
    }
    CrmAccount account = new CrmAccount(profile, street, managers.any(chosen), chosen.pick(TIERS));
    accounts.put(profile.number(), account);
    contacts.add(profile, account.ownerId(), chosen.between(1, 3));
    opportunities.open(account, profile.createdDay(), chosen.between(2, 40) * 1200);
    return account;
  }

  /** Takes an account out without a trace, as a hard delete does. */
  void vanish(CrmAccount account) {
    accounts.remove(account.profile().number());
    features.count(Feature.ACCOUNT_VANISHED);
  }

  /** An account is sold to another, or set free. */
  void changeParent(CrmAccount account, Optional<String> parentId, LocalDate day) {
    account.changeParent(parentId, day);
    features.count(Feature.PARENT_CHANGED);
  }

  void becomeCustomer(CrmAccount account, LocalDate day) {
    account.becomeCustomer(day);
    opportunities.win(account, day);
  }

  /** A day's work: every other week somebody's tier changes, and now and then a manager's name. */
  void live(LocalDate day) {
    long today = ChronoUnit.DAYS.between(from, day);
    int changes = (today % 14 == 5 ? 1 : 0) + dice.count(accounts.size() / 400.0);
    for (int i = 0; i < changes && !accounts.isEmpty(); i++) {
      CrmAccount account = dice.pick(List.copyOf(accounts.values()));
      int next = (TIERS.indexOf(account.tier()) + dice.between(1, 2)) % TIERS.size();
      account.changeTier(TIERS.get(next), day);
      features.count(Feature.TIER_CHANGE);
    }
    if (dice.chance(0.05) && !accounts.isEmpty()) {
      dice.pick(List.copyOf(accounts.values())).changeOwner(managers.any(dice), day);
    }
  }

  @Override
  public void extract(LocalDate day, Inbox inbox) {
    CsvText rows = new CsvText(CrmAccount.COLUMNS);
    for (CrmAccount account : accounts.values()) {
      rows.add(account.row());
      ledger.owned(day, account.profile().id(), account.parentId());
    }
    inbox
        .corruption(name(), "Account", day)
        .ifPresent(
            kind -> {
              rows.add("001000000000000AAA", "false");
              inbox.noteJunk(name(), "Account", day, "Account.csv", rows.rows(), kind);
            });
    inbox.write(name(), "Account", day, "Account.csv", rows.bytes());
    inbox.write(name(), "User", day, "User.csv", managers.csv().bytes());
    writeChanges(day, inbox, "Contact", contacts.changes());
    writeChanges(day, inbox, "Opportunity", opportunities.changes());
    contracts.changed().forEach(ledger::agreed);
    writeChanges(day, inbox, "Contract", contracts.changes());
  }

  private void writeChanges(LocalDate day, Inbox inbox, String entity, CsvText changes) {
    if (changes.rows() > 0) {
      inbox.write(name(), entity, day, entity + ".csv", changes.bytes());
    }
  }
}
