package dev.tenure.cli;

import dev.tenure.night.Night;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "land", description = "Lands the extracts up to a date, and nothing more.")
final class LandVerb implements Runnable {
  @Mixin private Place place;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  @Option(names = "--json", description = "Tell the result as JSON, and nothing else.")
  private boolean json;

  @Override
  public void run() {
    new NightCommand(place, json)
        .run(new Night.Order(date, Optional.empty(), Night.Through.LANDED));
  }
}
