package dev.tenure.contract;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the rows of a table add to the parts of a metric.
 *
 * @param table one whose contract says {@code from_marts}
 * @param place where the contract says so
 * @param parts name → what one row adds to it
 */
public record Leaves(String table, String place, Map<String, String> parts) {
  public Leaves {
    requireNonNull(table, "table is null");
    requireNonNull(place, "place is null");
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }
}
