package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.sample.SampleCompany;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sample",
    description =
        "Writes a fictional company's daily extracts into inbox/, and the truth behind them into truth/.",
    footer = {"", "JSON: accounts, from, to, seed, inbox, truth."})
final class SampleVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private SampleSize size;
  @Mixin private Output output;

  @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first extract.")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last extract.")
  private LocalDate to;

  @Override
  public void run() {
    if (to.isBefore(from)) {
      throw Errors.daysReversed(from, to);
    }
    Path home = place.homeFolder(place.company().name());
    SampleCompany.Options options = size.between(from, to);
    SampleCompany.write(home, options);
    output.tell(new SampleAnswer(home, options));
  }
}
