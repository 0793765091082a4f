package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.night.Night.Order;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "backfill",
    description =
        "Loads every extract up to a date at once; writes the ledgers at --to and snapshots at month-ends.")
final class BackfillVerb extends NightVerb {
  @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first day.")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day.")
  private LocalDate to;

  @Override
  String title(Company company) {
    return order().title();
  }

  @Override
  Nights nights(Company company) {
    return published -> List.of(order());
  }

  private Order order() {
    if (to.isBefore(from)) {
      throw Errors.daysReversed(from, to);
    }
    return Order.backfill(from, to);
  }
}
