package dev.tenure.sample;

import java.util.Locale;

/** What is wrong with a junk record that stands among the good ones. */
enum Corruption {
  BAD_JSON,
  TOO_FEW_COLUMNS,
  NO_ID,
  UNREADABLE_NUMBER;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Feature feature() {
    return switch (this) {
      case BAD_JSON -> Feature.CORRUPT_BAD_JSON;
      case TOO_FEW_COLUMNS -> Feature.CORRUPT_TOO_FEW_COLUMNS;
      case NO_ID -> Feature.CORRUPT_NO_ID;
      case UNREADABLE_NUMBER -> Feature.CORRUPT_UNREADABLE_NUMBER;
    };
  }
}
