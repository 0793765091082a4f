package dev.tenure.cli;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

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
      StatusVerb.class,
      QueryVerb.class,
      TryVerb.class,
      ReproduceVerb.class,
      SampleVerb.class,
      DemoVerb.class,
      ManifestVerb.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 our fault, 2 bad usage or configuration, 3 bad data, 4 held by another run.",
      "./tenure help VERB tells the options of a verb."
    })
public final class Tenure {
  private Tenure() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command and answers with its exit code. */
  static int run(String... arguments) {
    CommandLine line = new CommandLine(new Tenure());
    line.setExecutionExceptionHandler(Tenure::failed);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    if (arguments.length == 0) {
      line.usage(System.out);
      return ExitCode.DONE.number();
    }
    return line.execute(arguments);
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    Optional<TenureException> known = TenureException.among(failure);
    if (known.isPresent()) {
      err.println("tenure: " + known.get().getMessage());
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
