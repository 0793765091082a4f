package dev.tenure.night;

import static java.util.Objects.requireNonNull;

import dev.tenure.asof.AsOf;
import dev.tenure.contract.Contract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run computes.
 *
 * @param asOf the day of its ledgers, and of its last snapshot slice
 * @param slices further days of which snapshots are reconstructed, oldest first
 * @param closes the closing dates of the months that it closes, oldest first
 */
record RunFrame(String runId, AsOf asOf, boolean isBackfill, List<AsOf> slices, List<AsOf> closes) {
  RunFrame {
    requireNonNull(runId, "runId is null");
    requireNonNull(asOf, "asOf is null");
    slices = List.copyOf(slices);
    closes = List.copyOf(closes);
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

  /** The days of a mart's slices that the run computes; of closed months perhaps an empty one. */
  List<LocalDate> days(Contract contract) {
    if (contract.isTold() && !closes.isEmpty()) {
      return closes.stream().map(AsOf::date).toList();
    }
    return contract.isTold() || contract.isNews() ? List.of(date()) : days();
  }

  String knowledge() {
    return isBackfill ? "reconstructed" : "observed";
  }
}
