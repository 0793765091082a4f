package dev.tenure.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** Sources that a person holds, or believes. */
final class Held {
  @Option(
      names = "--hold",
      paramLabel = "SOURCE",
      description =
          "Read this source no further than the published night did, until it is released.")
  private Set<String> hold = Set.of();

  @Option(
      names = "--release",
      paramLabel = "SOURCE",
      description = "End the holds of this source: what it delivered is true.")
  private Set<String> release = Set.of();

  Set<String> hold() {
    return hold;
  }

  Set<String> release() {
    return release;
  }
}
