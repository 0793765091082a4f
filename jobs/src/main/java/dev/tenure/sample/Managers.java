package dev.tenure.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The customer success managers, who own the accounts. */
final class Managers {
  private final List<String> ids = new ArrayList<>();
  private final CsvText csv =
      new CsvText(
          "Id",
          "Username",
          "Name",
          "Email",
          "IsActive",
          "TimeZoneSidKey",
          "CreatedDate",
          "LastModifiedDate",
          "SystemModstamp");

  Managers(Ids source, int size, LocalDate from) {
    String created = BusinessTime.isoMillis(BusinessTime.epoch(from.minusYears(4), 36_000));
    for (int i = 0; i < size; i++) {
      String id = source.salesforce("005", i);
      String name = Names.person(i * 7 + 3);
      String email = Names.mailbox(name) + "@tenure.example";
      ids.add(id);
      csv.add(id, email, name, email, true, "America/New_York", created, created, created);
    }
  }

  String any(Dice dice) {
    return dice.pick(ids);
  }

  CsvText csv() {
    return csv;
  }
}
