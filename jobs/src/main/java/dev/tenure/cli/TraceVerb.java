package dev.tenure.cli;

import dev.tenure.ExitCode;
import dev.tenure.trace.Trace;
import dev.tenure.trace.Tracer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "trace",
    description =
        "Takes a published number apart: the items of subscriptions behind it, their prices, discounts and rates, and the vendors' records that say so.",
    synopsisSubcommandLabel = "(account | movement)",
    footer = {
      "",
      "Ends with 3 if the items do not come to the published number.",
      "JSON: subject, place, as_of_date, run_id, published, currency, sum, adds_up, leaves (amount, name, why, facts, records: source, entity, id, extract_date, file, record_number, sha256, payload)."
    })
final class TraceVerb {
  @Command(
      name = "account",
      description = "Why an account's MRR is what it is, and why each other item counts nothing.")
  int account(
      @Mixin Place place,
      @Mixin Output output,
      @Parameters(paramLabel = "ACCOUNT", description = "An account_id.") String account,
      @ArgGroup(multiplicity = "1") When when,
      @Option(
              names = "--as-of",
              paramLabel = "DAY",
              description = "A past night instead of the newest.")
          LocalDate asOf) {
    return tell(
        place,
        output,
        asOf,
        tracer ->
            when.month == null
                ? tracer.account(account, when.day)
                : tracer.account(account, when.month));
  }

  /** The end of a month, or a day. */
  static final class When {
    @Option(names = "--month", paramLabel = "MONTH", description = "At its end, as 2026-01.")
    private YearMonth month;

    @Option(names = "--on", paramLabel = "DAY", description = "On a day, as 2026-01-31.")
    private LocalDate day;
  }

  @Command(name = "movement", description = "What a change of an account's MRR is made of.")
  int movement(
      @Mixin Place place,
      @Mixin Output output,
      @Parameters(paramLabel = "ACCOUNT", description = "An account_id.") String account,
      @Parameters(paramLabel = "DAY", description = "The day of the change, as 2026-01-31.")
          LocalDate day,
      @Option(
              names = "--as-of",
              paramLabel = "DAY",
              description = "A past night instead of the newest.")
          LocalDate asOf) {
    return tell(place, output, asOf, tracer -> tracer.movement(account, day));
  }

  private static int tell(
      Place place, Output output, LocalDate asOf, Function<Tracer, Trace> question) {
    Trace trace =
        OpenWarehouse.with(
            place,
            (warehouse, home) ->
                question.apply(new Tracer(home.published(), Optional.ofNullable(asOf), warehouse)));
    output.tell(new TraceAnswer(trace));
    return (trace.addsUp() ? ExitCode.DONE : ExitCode.BAD_DATA).number();
  }
}
