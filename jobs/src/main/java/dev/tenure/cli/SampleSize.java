package dev.tenure.cli;

import dev.tenure.sample.SampleCompany;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Option;

/** What a sample company is made of, but for its days. */
final class SampleSize {
  @Option(names = "--accounts", defaultValue = "500", description = "How many (default: 500).")
  private int accounts;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same gives the same (default: 1).")
  private long seed;

  /** The same size for another process. */
  List<String> arguments() {
    return List.of("--accounts", String.valueOf(accounts), "--seed", String.valueOf(seed));
  }

  SampleCompany.Options between(LocalDate from, LocalDate to) {
    return new SampleCompany.Options(accounts, from, to, seed);
  }
}
