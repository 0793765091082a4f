package dev.tenure.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a metric is made of. Parts named numerator and denominator are these numbers.
 *
 * @param leaves the tables whose rows add up to the metric's parts
 * @param totals numerator, denominator or value → how it comes from the parts, where it is no sum
 */
public record TraceRule(List<Leaves> leaves, Map<String, String> totals) {
  public TraceRule {
    leaves = List.copyOf(leaves);
    totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
  }

  /** The names of all parts, in the order of the contract. */
  public List<String> parts() {
    Set<String> parts = new LinkedHashSet<>();
    leaves.forEach(it -> parts.addAll(it.parts().keySet()));
    return new ArrayList<>(parts);
  }
}
