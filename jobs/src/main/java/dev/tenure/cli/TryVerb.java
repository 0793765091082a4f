package dev.tenure.cli;

import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "try",
    description =
        "Runs a model on the warehouse as it was on a date, prints rows and writes nothing.",
    footer = {"", "JSON: rows (each by its columns' names), has_more (whether there are others)."})
final class TryVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "MODEL",
      description = "A model's file, such as sql/marts/accounts.sql, or its table's name.")
  private String model;

  @Option(names = "--date", required = true, paramLabel = "DAY", description = "As 2026-01-31.")
  private LocalDate date;

  @Option(
      names = "--failing",
      paramLabel = "CHECK",
      description = "Only the rows that break the check of this title.")
  private String failing;

  @Option(names = "--rows", defaultValue = "20", description = "How many rows (default: 20).")
  private int rows;

  @Override
  public void run() {
    output.tell(
        OpenWarehouse.with(
            place,
            (warehouse, home) ->
                RowsAnswer.of(warehouse.attempt(model, date, Optional.ofNullable(failing)), rows)));
  }
}
