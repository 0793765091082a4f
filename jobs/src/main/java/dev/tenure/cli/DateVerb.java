package dev.tenure.cli;

import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Runs the night of a date as far as the verb goes. */
abstract class DateVerb extends NightVerb {
  private final Through through;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  DateVerb(Through through) {
    this.through = through;
  }

  @Override
  final Order order() {
    return new Order(date, Optional.empty(), through);
  }
}
