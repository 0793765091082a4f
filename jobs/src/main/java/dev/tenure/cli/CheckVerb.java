package dev.tenure.cli;

import dev.tenure.night.Night.Through;
import picocli.CommandLine.Command;

@Command(
    name = "check",
    description = "Builds the marts of a date if needed and checks them; nothing is published.")
final class CheckVerb extends DateVerb {
  CheckVerb() {
    super(Through.CHECKED);
  }
}
