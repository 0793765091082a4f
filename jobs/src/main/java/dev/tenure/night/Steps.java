package dev.tenure.night;

import dev.tenure.store.Ledger;
import dev.tenure.store.Step;
import dev.tenure.store.Step.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs the steps of one attempt: skips what is done, takes back what was cut, and writes both ends
 * of each step to the ledger.
 */
final class Steps {
  private final Ledger ledger;
  private final Progress progress;
  private final Faults faults;
  private final LocalDate asOfDate;
  private final int attempt;
  private volatile String runId = "";

  Steps(Ledger ledger, Progress progress, Faults faults, LocalDate asOfDate) {
    this.ledger = ledger;
    this.progress = progress;
    this.faults = faults;
    this.asOfDate = asOfDate;
    this.attempt =
        1
            + ledger.steps().stream()
                .filter(step -> step.asOfDate().equals(asOfDate))
                .mapToInt(Step::attempt)
                .max()
                .orElse(0);
  }

  /** Names the run once it is known what it reads. */
  void runIs(String id) {
    runId = id;
  }

  int attempt() {
    return attempt;
  }

  /** What this attempt has done so far. */
  List<Step> done() {
    return ledger.steps().stream()
        .filter(step -> step.asOfDate().equals(asOfDate) && step.attempt() == attempt)
        .filter(step -> step.outcome() == Outcome.DONE)
        .toList();
  }

  /**
   * Runs a step, unless its last success read the same with the same code.
   *
   * @param tables what it writes
   * @return its row in the ledger
   */
  Step run(String name, String inputHash, List<String> tables, Supplier<StepResult> body) {
    var last = ledger.lastDone(name);
    if (last.isPresent() && last.get().inputHash().equals(inputHash)) {
      progress.skipped(name);
      return last.get();
    }
    return runAnyway(name, inputHash, tables, body);
  }

  /** Runs a step whatever its last success read; that it began is committed before it begins. */
  Step runAnyway(String name, String inputHash, List<String> tables, Supplier<StepResult> body) {
    tables.forEach(ledger::takeBackCut);
    record(name, Outcome.STARTED, 0, inputHash, new StepResult(Map.of(), Map.of(), ""));
    ledger.flush();
    long start = System.nanoTime();
    try {
      StepResult result = body.get();
      faults.after(name);
      double seconds = (System.nanoTime() - start) / 1e9;
      record(name, Outcome.DONE, seconds, inputHash, result);
      progress.step(name, result.counts(), seconds);
    } catch (RuntimeException e) {
      double seconds = (System.nanoTime() - start) / 1e9;
      record(name, Outcome.FAILED, seconds, inputHash, failure(e));
      throw e;
    }
    return ledger.lastDone(name).orElseThrow();
  }

  /** Records something that is done by being recorded. */
  void tell(String name, Map<String, Long> counts, String detail) {
    record(name, Outcome.DONE, 0, "", new StepResult(Map.of(), counts, detail));
    ledger.flush();
  }

  private static StepResult failure(RuntimeException e) {
    return new StepResult(Map.of(), Map.of(), String.valueOf(e.getMessage()));
  }

  private void record(
      String name, Outcome outcome, double seconds, String inputHash, StepResult result) {
    ledger.record(
        asOfDate,
        attempt,
        runId,
        name,
        outcome,
        seconds,
        inputHash,
        result.outputs(),
        result.counts(),
        result.detail());
  }
}
