package dev.tenure.config;

/**
 * What is expected of a source's extracts.
 *
 * @param deliversEvery days between two extracts; what is older than that is stale
 * @param holdAbove the share of living records, 0 to 1, of which more may not end in one extract;
 *     the source is held at its last good extract otherwise
 */
public record Holding(int deliversEvery, double holdAbove) {
  /** An extract every day, and a fifth of the records. */
  public static final Holding USUAL = new Holding(1, 0.2);

  public Holding {
    if (deliversEvery < 1) {
      throw new IllegalArgumentException("deliversEvery is less than 1: " + deliversEvery);
    }
    if (!(holdAbove > 0 && holdAbove <= 1)) {
      throw new IllegalArgumentException("holdAbove is no share: " + holdAbove);
    }
  }
}
