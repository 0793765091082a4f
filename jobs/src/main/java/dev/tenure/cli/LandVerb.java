package dev.tenure.cli;

import dev.tenure.night.Night.Through;
import picocli.CommandLine.Command;

@Command(name = "land", description = "Lands the extracts up to a date, and nothing more.")
final class LandVerb extends DateVerb {
  LandVerb() {
    super(Through.LANDED);
  }
}
