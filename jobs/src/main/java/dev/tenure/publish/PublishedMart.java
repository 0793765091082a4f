package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

/**
 * A mart of a published night: where its rows are and what they are.
 *
 * @param path the Delta table
 * @param version the Delta version that the night published
 */
public record PublishedMart(String path, long version, Export export, MartTotals totals) {
  public PublishedMart {
    requireNonNull(path, "path is null");
    requireNonNull(export, "export is null");
    requireNonNull(totals, "totals is null");
  }
}
