package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param checks how many rules were checked
 * @param warnings rules that rows break and that stop nothing
 * @param steps what was done, in the order in which it ended; what was done before is not in it
 * @param manifest what readers see now, if the run went that far
 */
public record NightReport(
    LocalDate asOfDate,
    String runId,
    double seconds,
    int checks,
    List<String> warnings,
    List<Step> steps,
    Optional<PublishedManifest> manifest) {
  public NightReport {
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(runId, "runId is null");
    warnings = List.copyOf(warnings);
    steps = List.copyOf(steps);
    requireNonNull(manifest, "manifest is null");
  }

  static NightReport landed(LocalDate date, List<Step> steps) {
    return new NightReport(date, "", 0, 0, List.of(), steps, Optional.empty());
  }
}
