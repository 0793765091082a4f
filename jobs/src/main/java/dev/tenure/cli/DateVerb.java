package dev.tenure.cli;

import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Runs the night of a date as far as the verb goes. */
abstract class DateVerb extends NightVerb {
  private final Through through;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  DateVerb(Through through) {
    this.through = through;
  }

  @Option(
      names = "--hold",
      paramLabel = "SOURCE",
      description =
          "Read this source no further than the published night did, until it is released.")
  private Set<String> hold = Set.of();

  @Option(
      names = "--release",
      paramLabel = "SOURCE",
      description = "End the holds of this source: what it delivered is true.")
  private Set<String> release = Set.of();

  @Override
  final Order order() {
    return new Order(date, Optional.empty(), through, hold, release);
  }
}
