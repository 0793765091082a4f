package dev.tenure.cli;

import dev.tenure.night.Warehouse;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "try",
    description =
        "Runs a model on the warehouse as it was on a date, prints rows or what would change, and writes nothing.",
    footer = {
      "",
      "JSON: rows (each by its columns' names), has_more (whether there are others). Against the published night: mart, as_of_date, equal, published_rows, rows, added, gone, changed, columns (name, changed_rows, published_total, total), examples (key, what, values), downstream."
    })
final class TryVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "MODEL",
      description = "A model's file, such as sql/marts/accounts.sql, or its table's name.")
  private String model;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  /** What the model is run for. */
  static final class Subject {
    @ArgGroup(exclusive = false)
    private OfDay day;

    @Option(
        names = "--against",
        paramLabel = "NIGHT",
        description =
            "'published': what would differ from the newest published night, by key, and which marts read it.")
    private Night against;
  }

  /** A model on a day; the rows of a broken check are those of a day, and of no comparison. */
  static final class OfDay {
    @Option(
        names = "--date",
        required = true,
        paramLabel = "DAY",
        description = "Its rows on a day, as 2026-01-31.")
    private LocalDate date;

    @Option(
        names = "--failing",
        paramLabel = "CHECK",
        description = "Only the rows that break the check of this title.")
    private String failing;
  }

  /** A night with which a model's rows can be compared. */
  enum Night {
    PUBLISHED
  }

  @Option(
      names = "--policy",
      paramLabel = "NAME=VALUE",
      description =
          "A policy that holds in place of the one in force, as grace_days=14; may be said again.")
  private List<String> policies = List.of();

  @Option(names = "--rows", defaultValue = "20", description = "How many rows (default: 20).")
  private int rows;

  @Override
  public void run() {
    output.tell(OpenWarehouse.with(place, (warehouse, home) -> answer(warehouse)));
  }

  private Answer answer(Warehouse warehouse) {
    return subject.against != null
        ? new MartChangeAnswer(warehouse.compareWithPublished(model, rows, policies))
        : RowsAnswer.of(
            warehouse.attempt(
                model, subject.day.date, Optional.ofNullable(subject.day.failing), policies),
            rows);
  }
}
