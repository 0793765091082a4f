package dev.tenure.sample;

import java.util.ArrayList;
import java.util.List;

/** The CRM's contacts, as they change. */
final class Contacts {
  private static final List<String> TITLES =
      List.of("Head of Operations", "Chief Financial Officer", "Product Manager", "Administrator");

  private final Ids ids;
  private final List<String> changes = new ArrayList<>();

  Contacts(Ids ids) {
    this.ids = ids;
  }

  void add(AccountProfile account, String ownerId, int count) {
    for (int i = 0; i < count; i++) {
      changes.add(row(account, ownerId, i));
    }
  }

  /** What changed since it was last asked. */
  CsvText changes() {
    CsvText csv =
        new CsvText(
            "Id",
            "IsDeleted",
            "AccountId",
            "FirstName",
            "LastName",
            "Email",
            "Title",
            "HasOptedOutOfEmail",
            "OwnerId",
            "CreatedDate",
            "LastModifiedDate",
            "SystemModstamp");
    changes.forEach(csv::add);
    changes.clear();
    return csv;
  }

  private String row(AccountProfile account, String ownerId, int i) {
    String person = Names.person(account.number() * 5 + i);
    String created = BusinessTime.isoMillis(BusinessTime.epoch(account.createdDay(), 37_000 + i));
    return CsvText.row(
        ids.salesforce("003", account.number() * 10L + i),
        false,
        account.id(),
        person.substring(0, person.indexOf(' ')),
        person.substring(person.indexOf(' ') + 1),
        Names.mailbox(person) + "@" + account.domain(),
        TITLES.get((account.number() + i) % TITLES.size()),
        false,
        ownerId,
        created,
        created,
        created);
  }
}
