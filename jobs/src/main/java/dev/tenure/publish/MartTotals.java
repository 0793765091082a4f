package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

/**
 * What identifies the rows of a mart, however they are stored.
 *
 * @param rows the number of rows
 * @param checksum hexadecimal digest of all rows in key order
 */
public record MartTotals(long rows, String checksum) {
  public MartTotals {
    requireNonNull(checksum, "checksum is null");
    if (rows < 0) {
      throw new IllegalArgumentException("rows is negative: " + rows);
    }
  }
}
