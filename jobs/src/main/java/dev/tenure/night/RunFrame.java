package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import dev.tenure.asof.AsOf;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run computes.
 *
 * @param asOf the day of its ledgers, and of its last snapshot slice
 * @param slices further days of which snapshots are reconstructed, oldest first
 */
record RunFrame(String runId, AsOf asOf, boolean isBackfill, List<AsOf> slices) {
  RunFrame {
    requireNonNull(runId, "runId is null");
    requireNonNull(asOf, "asOf is null");
    slices = List.copyOf(slices);
  }

  LocalDate date() {
    return asOf.date();
  }

  /** The days whose snapshots the run computes. */
  List<LocalDate> days() {
    List<LocalDate> days = new ArrayList<>(slices.stream().map(AsOf::date).toList());
    days.add(date());
    return List.copyOf(days);
  }

  String knowledge() {
    return isBackfill ? "reconstructed" : "observed";
  }
}
