package dev.tenure.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * One row of the ledger: a step of a run, when it started and again when it ended.
 *
 * @param sequence grows with every row of the warehouse
 * @param attempt counts the runs of one date
 * @param inputHash what the step read and the code that computed it
 * @param outputs the tables it wrote, by their path within the home, each with its Delta version
 * @param counts named numbers, such as rows in and out
 * @param detail what else is worth keeping, such as an error
 */
public record Step(
    long sequence,
    LocalDate asOfDate,
    int attempt,
    String runId,
    String name,
    Outcome outcome,
    Instant at,
    double seconds,
    String inputHash,
    Map<String, Long> outputs,
    Map<String, Long> counts,
    String detail) {
  /** What became of a step; one that only started was cut. */
  public enum Outcome {
    STARTED,
    DONE,
    FAILED
  }

  public Step {
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    requireNonNull(name, "name is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(at, "at is null");
    requireNonNull(inputHash, "inputHash is null");
    outputs = Map.copyOf(outputs);
    counts = Map.copyOf(counts);
    requireNonNull(detail, "detail is null");
  }
}
