package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the night of a date as far as the verb goes. */
abstract class DateVerb extends NightVerb {
  private final Through through;

  @Mixin private Held held;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  DateVerb(Through through) {
    this.through = through;
  }

  @Override
  final String title(Company company) {
    return order().title();
  }

  @Override
  final Nights nights(Company company) {
    return published -> List.of(order());
  }

  private Order order() {
    return new Order(date, Optional.empty(), through, held.hold(), held.release());
  }
}
