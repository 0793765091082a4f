package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

/** One version of a Delta table. */
public record DeltaVersion(String path, long version) {
  public DeltaVersion {
    requireNonNull(path, "path is null");
  }
}
