package dev.tenure.sample;

import java.util.HexFormat;

/** Ids in the vendors' own shapes, made from what they name, so that they never depend on order. */
final class Ids {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private final long seed;

  Ids(long seed) {
    this.seed = seed;
  }

  /** Such as {@code cus_} and 14 letters and digits. */
  String stripe(String prefix, String source, long number) {
    int length = prefix.equals("sub") || prefix.equals("price") || prefix.equals("in") ? 24 : 14;
    return prefix + "_" + letters(Dice.of(seed, prefix + source, number), length);
  }

  /** 15 characters that begin with the object's prefix, and the checksum that makes them 18. */
  String salesforce(String prefix, long number) {
    String id = prefix + "Hs" + letters(Dice.of(seed, "salesforce" + prefix, number), 10);
    StringBuilder checked = new StringBuilder(id);
    for (int block = 0; block < 15; block += 5) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        bits |= Character.isUpperCase(id.charAt(block + i)) ? 1 << i : 0;
      }
      checked.append(CHECKSUM.charAt(bits));
    }
    return checked.toString();
  }

  /** A number of 13 digits; its order is that of {@code number}. */
  long zendesk(long offset, long number) {
    return 6_139_000_000_000L + offset * 100_000_000L + number;
  }

  static String hexadecimal(Dice dice) {
    return HexFormat.of().toHexDigits(dice.bits());
  }

  private static String letters(Dice dice, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(dice.between(0, LETTERS.length() - 1)));
    }
    return text.toString();
  }
}
