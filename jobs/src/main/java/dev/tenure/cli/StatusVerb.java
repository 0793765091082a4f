package dev.tenure.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description =
        "Tells what is published, cut, held, stale, in quarantine and unlinked, what lies on the disk, and what to do.",
    footer = {
      "",
      "JSON: published (as_of_date, run_id, published_at, or null), cut (step, as_of_date, attempt), sources (by name: newest_extract_date, days_old), landed_only (source.entity), held (in words), stale (source, days), unlinked (records), disk (by layer: bytes, grown_in_a_week), to_do (in words), quarantine (source, entity, rule, records), nights (as_of_date, run_id, attempt, sources, stale_sources, held_sources, waivers)."
    })
final class StatusVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  @Override
  public void run() {
    output.tell(
        OpenWarehouse.with(place, (warehouse, home) -> new StatusAnswer(warehouse.status())));
  }
}
