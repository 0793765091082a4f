package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Progress;
import dev.tenure.night.Warehouse;
import dev.tenure.sample.SampleCompany;
import dev.tenure.store.Home;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Runs the sample company end to end: two years of daily extracts as one backfill, then a night.",
    footer = {
      "",
      "JSON: seconds, sample_seconds, nights (the backfill and each night that was not yet published, as run tells it)."
    })
final class DemoVerb implements Runnable {
  private static final LocalDate BACKFILLED_TO = LocalDate.of(2025, 12, 31);

  /**
   * Ledgers tell all of history by themselves. Of snapshots one quarter is enough to look at, since
   * each month-end takes about as long as a small night.
   */
  private static final LocalDate SNAPSHOTS_FROM = LocalDate.of(2025, 10, 1);

  @Mixin private Place place;
  @Mixin private SampleSize size;
  @Mixin private Output output;

  @Option(
      names = "--from",
      defaultValue = "2024-01-01",
      paramLabel = "DAY",
      description = "The first extract (default: 2024-01-01).")
  private LocalDate from;

  @Option(
      names = "--nights",
      defaultValue = "1",
      description = "How many nights follow the backfill to 2025-12-31 (default: 1).")
  private int nights;

  @Override
  public void run() {
    LocalDate to = BACKFILLED_TO.plusDays(nights);
    if (from.isAfter(BACKFILLED_TO) || nights < 0) {
      throw Errors.noDemo(from, BACKFILLED_TO, nights);
    }
    long start = System.nanoTime();
    Progress progress = output.progress();
    progress.say("A sample company, with daily extracts from %s to %s".formatted(from, to));
    SampleCompany.write(place.homeFolder(place.company().name()), size.between(from, to));
    double sampleSeconds = seconds(start);
    progress.say(String.format(Locale.ROOT, "  %-34s %6.1f s", "sample", sampleSeconds));
    List<NightAnswer> answers = OpenWarehouse.with(place, this::runAll);
    output.tell(new DemoAnswer(answers, sampleSeconds, seconds(start)));
  }

  private List<NightAnswer> runAll(Warehouse warehouse, Home home) {
    LocalDate snapshotsFrom = from.isAfter(SNAPSHOTS_FROM) ? from : SNAPSHOTS_FROM;
    List<Order> orders = new ArrayList<>(List.of(Order.backfill(snapshotsFrom, BACKFILLED_TO)));
    for (int night = 1; night <= nights; night++) {
      orders.add(Order.night(BACKFILLED_TO.plusDays(night)));
    }
    List<NightAnswer> answers = new ArrayList<>();
    for (Order order : orders) {
      if (isPast(warehouse, order)) {
        output.progress().say("%s is published already".formatted(order.date()));
      } else {
        answers.add(run(warehouse, home, order));
      }
    }
    return answers;
  }

  private static boolean isPast(Warehouse warehouse, Order order) {
    return warehouse.publishedDate().filter(date -> date.isAfter(order.date())).isPresent();
  }

  private NightAnswer run(Warehouse warehouse, Home home, Order order) {
    Progress progress = output.progress();
    progress.say("Tenure: %s, %s".formatted(place.company().name(), order.title()));
    NightAnswer answer = new NightAnswer(home, warehouse.run(order, progress));
    progress.say(answer.text());
    return answer;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
