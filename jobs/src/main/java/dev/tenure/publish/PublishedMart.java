package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mart of a published night: where its rows are and what they are.
 *
 * @param path the Delta table
 * @param version the Delta version that the night published
 * @param own what of the rows the night itself computed; the others are of earlier nights
 * @param staleSources sources of the mart that had delivered nothing for too long, with their age
 *     in days
 */
public record PublishedMart(
    String path,
    long version,
    Export export,
    MartTotals totals,
    MartTotals own,
    Map<String, Long> staleSources) {
  public PublishedMart {
    requireNonNull(path, "path is null");
    requireNonNull(export, "export is null");
    requireNonNull(totals, "totals is null");
    requireNonNull(own, "own is null");
    staleSources = Collections.unmodifiableMap(new TreeMap<>(staleSources));
  }
}
