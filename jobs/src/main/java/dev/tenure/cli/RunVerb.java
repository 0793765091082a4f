package dev.tenure.cli;

import dev.tenure.night.Night.Through;
import picocli.CommandLine.Command;

@Command(
    name = "run",
    description = "Runs the night of a date to its end: land, build, check, publish, deliver.")
final class RunVerb extends DateVerb {
  RunVerb() {
    super(Through.PUBLISHED);
  }
}
