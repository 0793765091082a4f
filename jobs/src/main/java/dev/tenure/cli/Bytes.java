package dev.tenure.cli;

import java.util.Locale;

/** Sizes as people say them. */
final class Bytes {
  private Bytes() {}

  /** In the unit that leaves at most four digits. */
  static String told(long bytes) {
    double amount = bytes;
    for (String unit : new String[] {"bytes", "KB", "MB", "GB"}) {
      if (amount < 10_000) {
        return String.format(Locale.ROOT, "%,.0f %s", amount, unit);
      }
      amount /= 1_000;
    }
    return String.format(Locale.ROOT, "%,.0f TB", amount);
  }
}
