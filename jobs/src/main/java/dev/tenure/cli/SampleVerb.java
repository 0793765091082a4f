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
        "Writes a fictional company's daily extracts into inbox/, and the truth behind them into truth/.")
final class SampleVerb implements Runnable {
  @Mixin private Place place;

  @Option(names = "--accounts", defaultValue = "500", description = "How many (default: 500).")
  private int accounts;

  @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first extract.")
  private LocalDate from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last extract.")
  private LocalDate to;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same gives the same (default: 1).")
  private long seed;

  @Override
  public void run() {
    if (to.isBefore(from)) {
      throw Errors.daysReversed(from, to);
    }
    Path home = place.homeFolder(place.company().name());
    SampleCompany.write(home, new SampleCompany.Options(accounts, from, to, seed));
    System.out.printf(
        "The extracts lie in %s, the truth in %s%n", home.resolve("inbox"), home.resolve("truth"));
  }
}
