package dev.tenure.cli;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line: each verb is a class beside this one. */
@Command(
    name = "tenure",
    description = "The nightly warehouse for customer success.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      RunVerb.class,
      BackfillVerb.class,
      LandVerb.class,
      BuildVerb.class,
      CheckVerb.class,
      PublishVerb.class,
      ReplayVerb.class,
      StatusVerb.class,
      QueryVerb.class,
      InspectVerb.class,
      InitVerb.class,
      TryVerb.class,
      TraceVerb.class,
      ReproduceVerb.class,
      SampleVerb.class,
      DemoVerb.class,
      BenchVerb.class,
      MaintainVerb.class,
      ManifestVerb.class,
      PackageVerb.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 our fault, 2 bad usage or configuration, 3 bad data, 4 held by another run.",
      "./tenure help VERB tells the options of a verb."
    })
public final class Tenure implements Runnable {
  @Spec private CommandSpec spec;

  private Tenure() {}

  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /** The command line, which answers an execution with its exit code. */
  static CommandLine line() {
    return new CommandLine(new Tenure())
        .setExecutionExceptionHandler(Tenure::failed)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(LocalDate.class, Tenure::day)
        .registerConverter(YearMonth.class, Tenure::month);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'%s' is no day; write one as 2026-01-31".formatted(text));
    }
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'%s' is no month; write one as 2026-01".formatted(text));
    }
  }

  private static int failed(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    Optional<TenureException> known = TenureException.among(failure);
    if (known.isPresent()) {
      ParseResult verb = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      err.println("tenure: " + Commands.completed(known.get().getMessage(), verb));
      err.flush();
      return known.get().exitCode().number();
    }
    err.println("tenure: this is our fault, please report it: " + failure);
    err.println("  The whole of it stands in " + System.getProperty("tenure.log", "the log") + ".");
    err.flush();
    FaultLog.write(failure);
    return ExitCode.FAULT.number();
  }
}
