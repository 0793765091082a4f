package dev.tenure.cli;

import dev.tenure.night.Night;
import dev.tenure.night.Progress;
import dev.tenure.night.Warehouse;
import dev.tenure.sample.SampleCompany;
import dev.tenure.store.Home;
import java.time.LocalDate;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Runs the sample company end to end: two years of daily extracts as one backfill, then three nights.")
final class DemoVerb implements Runnable {
  private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
  private static final LocalDate BACKFILLED_TO = LocalDate.of(2025, 12, 31);
  private static final int NIGHTS = 3;

  @Mixin private Place place;

  @Option(names = "--accounts", defaultValue = "500", description = "How many (default: 500).")
  private int accounts;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same gives the same (default: 1).")
  private long seed;

  @Override
  public void run() {
    long start = System.nanoTime();
    LocalDate to = BACKFILLED_TO.plusDays(NIGHTS);
    System.out.printf(
        "A sample company of %d accounts, with daily extracts from %s to %s%n", accounts, FROM, to);
    SampleCompany.write(
        place.homeFolder(place.company().name()),
        new SampleCompany.Options(accounts, FROM, to, seed));
    System.out.printf(Locale.ROOT, "  %-34s %6.1f s%n", "sample", seconds(start));
    OpenWarehouse.with(
        place,
        (warehouse, home) -> {
          runAll(warehouse, home);
          return home;
        });
    System.out.printf(Locale.ROOT, "The demo took %.1f s.%n", seconds(start));
  }

  private static void runAll(Warehouse warehouse, Home home) {
    run(warehouse, home, Night.Order.backfill(FROM, BACKFILLED_TO));
    for (int night = 1; night <= NIGHTS; night++) {
      run(warehouse, home, Night.Order.night(BACKFILLED_TO.plusDays(night)));
    }
  }

  private static void run(Warehouse warehouse, Home home, Night.Order order) {
    boolean isPast =
        warehouse.publishedDate().map(date -> date.isAfter(order.date())).orElse(false);
    if (isPast) {
      System.out.printf("%s is published already%n", order.date());
      return;
    }
    System.out.println(NightCommand.heading("sample", order));
    String text = new ReportText(home).console(warehouse.run(order, Progress.on(System.out)));
    System.out.println(text);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
