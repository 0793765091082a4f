package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.inspect.CompanyDraft;
import dev.tenure.inspect.Inspector;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    description =
        "Makes a company's folder from its exports. What no option tells is asked, where there is a console.",
    footer = {"", "JSON: file (the tenure.yml written), next (the command to run then)."})
final class InitVerb implements Runnable {
  @Mixin private Output output;

  @Parameters(paramLabel = "DIR", description = "The folder to make, such as conf/mine.")
  private Path folder;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "PATH",
      description = "The folder of the exports, which stay where they are.")
  private Path exports;

  @Option(
      names = "--company",
      paramLabel = "NAME",
      description = "Names the home (default: the folder's name).")
  private String company;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The reporting zone, an IANA name (default: this machine's).")
  private ZoneId zone;

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "The reporting currency, as ISO 4217 has it.")
  private String currency;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "The date of exports without one in their path (default: today).")
  private LocalDate date;

  @Override
  public void run() {
    Path file = folder.resolve("tenure.yml");
    if (Files.exists(file)) {
      throw Errors.companyExists(file);
    }
    ZoneId reporting = zone == null ? ZoneId.systemDefault() : zone;
    LocalDate day = date == null ? LocalDate.now(reporting) : date;
    String name = Optional.ofNullable(company).orElse(folder.getFileName().toString());
    String money =
        Optional.ofNullable(currency).or(InitVerb::asked).orElseThrow(Errors::noCurrency);
    Company sample = Place.company(null);
    Inspector inspector =
        new Inspector(() -> InspectVerb.session(sample), Place.models(), sample, day);
    String text =
        new CompanyDraft(name, reporting, money, exports, day, inspector.inspect(exports)).text();
    write(file, text);
    CompanyReader.read(folder);
    output.tell(new InitAnswer(file, day));
  }

  private static Optional<String> asked() {
    Console console = System.console();
    return console == null
        ? Optional.empty()
        : Optional.ofNullable(console.readLine("Reporting currency (such as USD): "));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw Errors.unwritable(file, e);
    }
  }
}
