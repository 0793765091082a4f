package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description =
        "Runs the night of a date to its end: land, build, check, publish, deliver; or every night that is missing.")
final class RunVerb extends NightVerb {
  @Mixin private Held held;

  @ArgGroup(multiplicity = "1")
  private When when;

  /** One night, or all up to one. */
  static final class When {
    @Option(names = "--date", paramLabel = "DAY", description = "One night, as 2026-01-31.")
    private LocalDate date;

    @Option(
        names = "--through",
        paramLabel = "DAY",
        description =
            "Every night after the published one up to this day, in order: yesterday, today or as 2026-01-31. Where nothing is published, this night alone.")
    private String through;
  }

  @Override
  String title(Company company) {
    return when.date == null
        ? "every missing night through " + through(company)
        : order(when.date, true).title();
  }

  @Override
  Nights nights(Company company) {
    return published ->
        when.date == null ? missing(published, through(company)) : List.of(order(when.date, true));
  }

  private List<Order> missing(Optional<LocalDate> published, LocalDate through) {
    List<Order> orders = new ArrayList<>();
    LocalDate first = published.map(it -> it.plusDays(1)).orElse(through);
    for (LocalDate date = first; !date.isAfter(through); date = date.plusDays(1)) {
      orders.add(order(date, orders.isEmpty()));
    }
    return orders;
  }

  /** A person's holds and releases are for the first night; they stay in force by themselves. */
  private Order order(LocalDate date, boolean isFirst) {
    return new Order(
        date,
        Optional.empty(),
        Through.PUBLISHED,
        isFirst ? held.hold() : Set.of(),
        isFirst ? held.release() : Set.of());
  }

  /** A day by its name is one of the reporting zone. */
  private LocalDate through(Company company) {
    LocalDate today = LocalDate.now(company.zone());
    return switch (when.through) {
      case "today" -> today;
      case "yesterday" -> today.minusDays(1);
      default -> parsed(when.through);
    };
  }

  private static LocalDate parsed(String day) {
    try {
      return LocalDate.parse(day);
    } catch (DateTimeException e) {
      throw Errors.noDay("--through", day);
    }
  }
}
