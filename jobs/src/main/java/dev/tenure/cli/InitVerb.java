package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.inspect.CompanyDraft;
import dev.tenure.inspect.Inspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

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
      converter = CurrencyCode.class,
      description = "The reporting currency, as ISO 4217 has it.")
  private String currency;

  @Option(
      names = "--date",
      paramLabel = "DAY",
      description = "The date of exports without one in their path (default: today).")
  private LocalDate date;

  private final Questions questions;

  /** Asks at the console. */
  InitVerb() {
    this(Questions.atConsole());
  }

  InitVerb(Questions questions) {
    this.questions = questions;
  }

  @Override
  public void run() {
    Path file = folder.resolve("tenure.yml");
    if (Files.exists(file)) {
      throw Errors.companyExists(file);
    }
    Path from =
        told(exports)
            .or(() -> questions.ask("Folder of the exports", InitVerb::folder))
            .orElseThrow(Errors::noExports);
    String usual = folder.toAbsolutePath().getFileName().toString();
    String name =
        told(company).orElseGet(() -> questions.askOr("Name of the company", usual, it -> it));
    String money =
        told(currency)
            .or(() -> questions.ask("Reporting currency (such as USD)", InitVerb::currency))
            .orElseThrow(Errors::noCurrency);
    ZoneId reporting =
        told(zone)
            .orElseGet(
                () ->
                    questions.askOr(
                        "Reporting zone", ZoneId.systemDefault().getId(), InitVerb::zone));
    LocalDate day =
        told(date)
            .orElseGet(
                () ->
                    questions.askOr(
                        "Day of exports without one in their path",
                        LocalDate.now(reporting).toString(),
                        InitVerb::day));
    Company sample = Place.company(null);
    Inspector inspector =
        new Inspector(() -> InspectVerb.session(sample), Place.models(), sample, day);
    String text =
        new CompanyDraft(name, reporting, money, from, day, inspector.inspect(from)).text();
    write(file, text);
    CompanyReader.read(folder);
    output.tell(new InitAnswer(file, day));
  }

  private static <T> Optional<T> told(T option) {
    return Optional.ofNullable(option);
  }

  private static Path folder(String answer) {
    Path path = Path.of(answer);
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("There is no folder '%s'.".formatted(answer));
    }
    return path;
  }

  private static String currency(String answer) {
    try {
      return Currency.getInstance(answer.toUpperCase(Locale.ROOT)).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no currency of ISO 4217, such as USD or EUR.".formatted(answer), e);
    }
  }

  /** Refuses a currency that nobody has before anything is written. */
  static final class CurrencyCode implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      try {
        return currency(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static ZoneId zone(String answer) {
    try {
      return ZoneId.of(answer);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is no zone, such as Europe/Berlin.".formatted(answer), e);
    }
  }

  private static LocalDate day(String answer) {
    try {
      return LocalDate.parse(answer);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is no day, such as 2026-01-31.".formatted(answer), e);
    }
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
