package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * A past night computed again.
 *
 * @param sameProgram whether the program is the one that computed the night
 * @param marts mart → what was found
 */
public record Reproduction(
    LocalDate asOfDate, String runId, boolean sameProgram, Map<String, Comparison> marts) {
  /** The rows and checksum that were published, and those computed now. */
  public record Comparison(
      long publishedRows, long rows, String publishedChecksum, String checksum) {
    public boolean isEqual() {
      return publishedRows == rows && publishedChecksum.equals(checksum);
    }
  }

  public Reproduction {
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    marts = new TreeMap<>(marts);
  }

  public boolean isEqual() {
    return marts.values().stream().allMatch(Comparison::isEqual);
  }
}
