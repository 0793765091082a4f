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
        "Computes a past night again from what was known then, and says of every mart whether it is equal.")
final class ReproduceVerb implements Callable<Integer> {
  @Mixin private Place place;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  @Override
  public Integer call() {
    Reproduction again =
        OpenWarehouse.with(place, (warehouse, home) -> warehouse.reproduce(date, Progress.quiet()));
    print(again);
    return (again.isEqual() ? ExitCode.DONE : ExitCode.BAD_DATA).number();
  }

  private static void print(Reproduction again) {
    System.out.printf(
        "The night of %s, run %s, computed again:%n", again.asOfDate(), again.runId());
    if (!again.sameProgram()) {
      System.out.println("  note: the program is another one than that of the night");
    }
    again
        .marts()
        .forEach(
            (mart, it) ->
                System.out.printf(
                    "  %-32s %s  %,d rows%s%n",
                    mart,
                    it.isEqual() ? "equal    " : "NOT EQUAL",
                    it.rows(),
                    it.isEqual() ? "" : ", published " + it.publishedRows()));
    System.out.println(again.isEqual() ? "Every mart is equal." : "Some marts are not equal.");
  }
}
