package dev.tenure.cli;

import dev.tenure.config.Company;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Warehouse;
import dev.tenure.store.Home;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the verbs that run a night share; they differ in what they order. */
@Command(
    footer = {
      "",
      "JSON: as_of_date, run_id, seconds, checks, warnings, steps (name, seconds, counts), published, and of a published night manifest, report and marts (by name: rows, checksum). Where not one night was run: nights, each as these."
    })
abstract class NightVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  /** What a person is told before the work begins. */
  abstract String title(Company company);

  abstract Nights nights(Company company);

  @Override
  public final void run() {
    Company company = place.company();
    output.progress().say("Tenure: %s, %s".formatted(company.name(), title(company)));
    List<NightAnswer> answers = OpenWarehouse.with(place, this::runAll);
    if (answers.size() == 1) {
      output.tell(answers.get(0));
    } else {
      output.tell(new NightsAnswer(answers));
    }
  }

  private List<NightAnswer> runAll(Warehouse warehouse, Home home) {
    List<Order> orders = nights(place.company()).after(warehouse.publishedDate());
    List<NightAnswer> answers = new ArrayList<>();
    for (Order order : orders) {
      if (orders.size() > 1) {
        output.progress().say("Tenure: " + order.title());
      }
      answers.add(new NightAnswer(home, warehouse.run(order, output.progress())));
    }
    return answers;
  }
}
