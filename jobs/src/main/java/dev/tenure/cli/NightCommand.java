package dev.tenure.cli;

import dev.tenure.night.Night;
import dev.tenure.night.NightReport;
import dev.tenure.night.Progress;

/** Runs an order on a company's warehouse and tells what came of it. */
final class NightCommand {
  private final Place place;
  private final boolean asJson;

  NightCommand(Place place, boolean asJson) {
    this.place = place;
    this.asJson = asJson;
  }

  NightReport run(Night.Order order) {
    Progress progress = asJson ? Progress.quiet() : Progress.on(System.out);
    progress.say(heading(place.company().name(), order));
    return OpenWarehouse.with(
        place,
        (warehouse, home) -> {
          NightReport report = warehouse.run(order, progress);
          ReportText text = new ReportText(home);
          System.out.println(asJson ? text.json(report) : text.console(report));
          return report;
        });
  }

  static String heading(String company, Night.Order order) {
    return order
        .from()
        .map(from -> "Tenure: %s, backfill %s to %s".formatted(company, from, order.date()))
        .orElse("Tenure: %s, night of %s".formatted(company, order.date()));
  }
}
