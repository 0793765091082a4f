package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.night.Maintenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "maintain",
    description =
        "Puts small files together and removes what no reader may ask for any more; once a week is enough.",
    footer = {
      "",
      "The newest nights and those that end a month stay readable at their Delta versions and as exports. Of every other night the record stays, and reproduce computes it again. Files younger than a day stay.",
      "",
      "JSON: kept (days), exports (folders removed), compacted (tables), files and bytes (removed, by layer), dry_run."
    })
final class MaintainVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  @Option(
      names = "--nights",
      defaultValue = "7",
      paramLabel = "N",
      description = "How many of the newest nights stay readable (default: 7).")
  private int nights;

  @Option(names = "--dry-run", description = "Tell what would go, and remove nothing.")
  private boolean isDry;

  @Override
  public void run() {
    if (nights < 1) {
      throw Errors.noNightKept(nights);
    }
    Maintenance.Result result =
        OpenWarehouse.with(
            place, (warehouse, home) -> warehouse.maintain(nights, isDry, output.progress()));
    output.tell(new MaintenanceAnswer(result, isDry));
  }
}
