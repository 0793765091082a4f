package dev.tenure.sample;

import java.util.List;
import java.util.Locale;

/** Made-up names of companies and people. */
final class Names {
  private static final List<String> FIRST =
      List.of(
          "Ada", "Bruno", "Chloe", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas",
          "Keiko", "Liam", "Maya", "Noor", "Oscar", "Priya", "Quentin", "Rosa", "Samir", "Tessa");
  private static final List<String> LAST =
      List.of(
          "Almeida",
          "Bauer",
          "Costa",
          "Dubois",
          "Eriksen",
          "Fontaine",
          "Garcia",
          "Haddad",
          "Ivanov",
          "Jensen",
          "Kowalski",
          "Lindqvist",
          "Moreau");
  private static final List<String> COLOUR =
      List.of(
          "Amber", "Birch", "Cedar", "Delta", "Ember", "Falcon", "Granite", "Harbor", "Indigo",
          "Juniper", "Kestrel", "Lumen", "Maple", "North", "Onyx", "Prairie", "Quartz", "River");
  private static final List<String> TRADE =
      List.of(
          "Logistics",
          "Foods",
          "Health",
          "Media",
          "Robotics",
          "Energy",
          "Insurance",
          "Retail",
          "Textiles",
          "Analytics",
          "Travel");

  private Names() {}

  static String company(int number) {
    String name = COLOUR.get(number % COLOUR.size()) + " " + TRADE.get((number / 3) % TRADE.size());
    String legal = List.of("", ", Inc.", " GmbH", " Ltd", " \"Group\"").get(number % 5);
    return name + " " + (number + 1) + legal;
  }

  static String domain(int number) {
    return COLOUR.get(number % COLOUR.size()).toLowerCase(Locale.ROOT)
        + "-"
        + (number + 1)
        + ".example";
  }

  static String person(int number) {
    return FIRST.get(number % FIRST.size()) + " " + LAST.get((number / 2) % LAST.size());
  }

  /** The part of a person's mail address before the @. */
  static String mailbox(String person) {
    return person.toLowerCase(Locale.ROOT).replace(' ', '.');
  }
}
