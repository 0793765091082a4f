package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.night.Night;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "backfill",
    description =
        "Loads every extract up to a date at once; writes the ledgers at --to and snapshots at month-ends.")
final class BackfillVerb implements Runnable {
  @Mixin private Place place;

  @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first day.")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day.")
  private LocalDate to;

  @Option(names = "--json", description = "Tell the result as JSON, and nothing else.")
  private boolean json;

  @Override
  public void run() {
    if (to.isBefore(from)) {
      throw Errors.daysReversed(from, to);
    }
    new NightCommand(place, json).run(Night.Order.backfill(from, to));
  }
}
