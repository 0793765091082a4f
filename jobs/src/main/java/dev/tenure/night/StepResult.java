package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What a step leaves behind.
 *
 * @param outputs table paths, each with the Delta version that holds the result
 * @param counts named numbers that a person may want to see
 * @param detail what a later run needs to know of it, as text
 */
record StepResult(Map<String, Long> outputs, Map<String, Long> counts, String detail) {
  StepResult {
    outputs = Map.copyOf(outputs);
    counts = Map.copyOf(counts);
    requireNonNull(detail, "detail is null");
  }

  static StepResult of(String table, long version, String countName, long count) {
    return new StepResult(Map.of(table, version), Map.of(countName, count), "");
  }
}
