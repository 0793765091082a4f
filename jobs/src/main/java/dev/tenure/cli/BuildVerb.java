package dev.tenure.cli;

import dev.tenure.night.Night.Through;
import picocli.CommandLine.Command;

@Command(
    name = "build",
    description = "Lands, loads and builds the marts of a date; nothing is published.")
final class BuildVerb extends DateVerb {
  BuildVerb() {
    super(Through.BUILT);
  }
}
