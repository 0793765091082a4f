package dev.tenure.cli;

import dev.tenure.ExitCode;
import dev.tenure.config.Company;
import dev.tenure.model.CatalogueReader;
import dev.tenure.store.Home;
import dev.tenure.trace.MetricTrace;
import dev.tenure.trace.MetricTracer;
import dev.tenure.trace.Trace;
import dev.tenure.trace.Tracer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "trace",
    description =
        "Takes a published number apart: a metric into accounts, customers, terms, churns and costs, an account's MRR or its change into the items of subscriptions, their prices, discounts and rates, and the vendors' records that say so.",
    synopsisSubcommandLabel = "[account | movement]",
    footer = {
      "",
      "Ends with 3 if the parts do not come to the published number.",
      "JSON: subject, place, as_of_date, run_id, published, currency, sum, adds_up, policies (policy, value, version), leaves (amount, name, why, facts, records: source, entity, id, extract_date, file, record_number, sha256, payload). Of a metric: metric, month, window, dimension, place, as_of_date, run_id, definition, status, adds_up, parts (by name), totals (name, published, sum, adds_up), leaves (table, name, account, amounts: by part)."
    })
final class TraceVerb implements Callable<Integer> {
  @Mixin private Place place;
  @Mixin private Output output;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "METRIC",
      description = "A metric of metric_values, such as gross_revenue_retention.")
  private String metric;

  @Option(names = "--month", paramLabel = "MONTH", description = "The metric's, as 2026-01.")
  private YearMonth month;

  @Option(
      names = "--window",
      defaultValue = "1m",
      paramLabel = "WINDOW",
      description = "Such as 12m, one of the metric's windows (default: 1m).")
  private String window;

  @Option(
      names = "--dimension",
      defaultValue = "all",
      paramLabel = "NAME=VALUE",
      description = "Such as segment=Enterprise or plan=Pro (default: all accounts).")
  private String dimension;

  @Option(
      names = "--reported",
      description = "As it was reported when the month closed, from what was frozen then.")
  private boolean isReported;

  @Option(
      names = "--as-of",
      paramLabel = "DAY",
      description = "A past night instead of the newest.")
  private LocalDate asOf;

  @Override
  public Integer call() {
    if (metric == null || month == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Say which number: 'trace METRIC --month 2026-01', 'trace account ACCOUNT --month 2026-01' or 'trace movement ACCOUNT DAY'.");
    }
    Company company = place.company();
    MetricTracer tracer =
        new MetricTracer(
            new Home(place.homeFolder(company.name())),
            CatalogueReader.read(Place.models(), company),
            Optional.ofNullable(asOf));
    MetricTrace trace =
        isReported
            ? tracer.reported(metric, month, window, dimension)
            : tracer.metric(metric, month, window, dimension);
    output.tell(new MetricTraceAnswer(trace));
    return (trace.addsUp() ? ExitCode.DONE : ExitCode.BAD_DATA).number();
  }

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

  /** An option before the word would be one of the metric, and would be lost without a word. */
  private int tell(Place place, Output output, LocalDate asOf, Function<Tracer, Trace> question) {
    if (!spec.commandLine().getParseResult().matchedArgs().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Options of 'account' and 'movement' stand behind these words.");
    }
    Trace trace =
        OpenWarehouse.with(
            place,
            (warehouse, home) ->
                question.apply(new Tracer(home.published(), Optional.ofNullable(asOf), warehouse)));
    output.tell(new TraceAnswer(trace));
    return (trace.addsUp() ? ExitCode.DONE : ExitCode.BAD_DATA).number();
  }
}
