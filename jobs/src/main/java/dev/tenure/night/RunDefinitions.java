package dev.tenure.night;

import dev.tenure.store.Home;
import java.util.Optional;

/** What defined the tables of a run, from what the run has kept. */
public final class RunDefinitions {
  private RunDefinitions() {}

  /** The hash of a table, all that it reads and calls; empty where the run's files are gone. */
  public static Optional<String> hash(Home home, String runId, String table) {
    RunFiles run = new RunFiles(home.run(runId));
    return run.isKept() ? Optional.ofNullable(run.definitions().get(table)) : Optional.empty();
  }
}
