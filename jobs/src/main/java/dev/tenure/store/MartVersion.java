package dev.tenure.store;

import static java.util.Objects.requireNonNull;

/** The Delta version of a mart's table that a night published. */
public record MartVersion(String path, long version) {
  /** Refuses a missing path or a negative version. */
  public MartVersion {
    requireNonNull(path, "path is null");
    if (version < 0) {
      throw new IllegalArgumentException("version %d of %s is negative".formatted(version, path));
    }
  }
}
