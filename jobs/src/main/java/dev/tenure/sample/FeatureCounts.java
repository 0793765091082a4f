package dev.tenure.sample;

import java.util.EnumMap;
import java.util.Map;

/** How often each feature has occurred so far. */
final class FeatureCounts {
  private final Map<Feature, Integer> counts = new EnumMap<>(Feature.class);

  void count(Feature feature) {
    counts.merge(feature, 1, Integer::sum);
  }

  int of(Feature feature) {
    return counts.getOrDefault(feature, 0);
  }
}
