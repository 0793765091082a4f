package dev.tenure.cli;

import dev.tenure.night.Night.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the verbs that run a night share; they differ in what they order. */
@Command(
    footer = {
      "",
      "JSON: as_of_date, run_id, seconds, checks, warnings, steps (name, seconds, counts), published, and of a published night manifest and marts (by name: rows, checksum)."
    })
abstract class NightVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  abstract Order order();

  @Override
  public final void run() {
    Order order = order();
    output.progress().say("Tenure: %s, %s".formatted(place.company().name(), order.title()));
    output.tell(
        OpenWarehouse.with(
            place,
            (warehouse, home) -> new NightAnswer(home, warehouse.run(order, output.progress()))));
  }
}
