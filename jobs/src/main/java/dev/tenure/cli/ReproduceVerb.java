package dev.tenure.cli;

import dev.tenure.ExitCode;
import dev.tenure.night.Progress;
import dev.tenure.night.Reproduction;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reproduce",
    description =
        "Computes a past night again from what was known then, and says of every mart whether it is equal.",
    footer = {
      "",
      "JSON: as_of_date, run_id, same_program, equal, marts (by name: equal, rows, published_rows, checksum, published_checksum)."
    })
final class ReproduceVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Output output;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  @Override
  public Integer call() {
    Reproduction again =
        OpenWarehouse.with(place, (warehouse, home) -> warehouse.reproduce(date, Progress.quiet()));
    output.tell(new ReproductionAnswer(again));
    return (again.isEqual() ? ExitCode.DONE : ExitCode.BAD_DATA).number();
  }
}
