package dev.tenure.cli;

import dev.tenure.night.Night.Through;
import picocli.CommandLine.Command;

@Command(
    name = "publish",
    description = "Publishes the checked marts of a date; what is missing before is done first.")
final class PublishVerb extends DateVerb {
  PublishVerb() {
    super(Through.PUBLISHED);
  }
}
