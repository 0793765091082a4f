package dev.tenure.night;

import dev.tenure.night.Night.Order;
import dev.tenure.sample.SampleCompany;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The ways in which the extracts of a small sample company come to its warehouse. */
enum SampleDelivery {
  ONE_BACKFILL("all extracts as one backfill") {
    @Override
    void run(Warehouse warehouse, Home home) {
      backfill(warehouse);
    }

    @Override
    Map<String, Integer> assertNews(SampleTruth truth) throws IOException {
      return truth.assertClosed();
    }
  },
  NIGHTS_IN_ORDER("nights in order, some days apart") {
    @Override
    void run(Warehouse warehouse, Home home) {
      NIGHTS.forEach(night -> publish(warehouse, night));
    }

    @Override
    Map<String, Integer> assertNews(SampleTruth truth) throws IOException {
      return truth.assertClosedAndRestated();
    }
  },
  EVERYTHING_TWICE("nights in order, each file and each night twice") {
    @Override
    void run(Warehouse warehouse, Home home) throws IOException {
      for (Path file : inbox(home)) {
        Files.copy(file, file.resolveSibling("again-" + file.getFileName()));
      }
      for (LocalDate night : NIGHTS) {
        publish(warehouse, night);
        publish(warehouse, night);
      }
    }

    @Override
    Map<String, Integer> assertNews(SampleTruth truth) throws IOException {
      return truth.assertClosedAndRestated();
    }
  },
  OUT_OF_ORDER("every third extract day of a source arrives with the last night") {
    @Override
    void run(Warehouse warehouse, Home home) throws IOException {
      Path late = Files.createDirectories(home.root().resolve("late"));
      List<Path> days = lateDays(home);
      for (Path day : days) {
        move(day, late.resolve(home.inbox().relativize(day)));
      }
      // Between a month's end and its close what was not invoiced, as far as anybody knows, stops a
      // night, and a third of the invoices is not there.
      NIGHTS.subList(1, NIGHTS.size() - 1).forEach(night -> publish(warehouse, night));
      for (Path day : days) {
        move(late.resolve(home.inbox().relativize(day)), day);
      }
      publish(warehouse, TO);
    }

    /** Months had closed before their extracts landed. */
    @Override
    Map<String, Integer> assertNews(SampleTruth truth) {
      return Map.of();
    }
  };

  static final LocalDate FROM = LocalDate.of(2025, 1, 1);
  static final LocalDate TO = FROM.plusDays(119);

  /**
   * A month's end, a day in a month, one between the days on which closed months are corrected, and
   * the last one.
   */
  private static final List<LocalDate> NIGHTS =
      List.of(LocalDate.of(2025, 2, 28), LocalDate.of(2025, 3, 20), LocalDate.of(2025, 4, 14), TO);

  private final String title;

  SampleDelivery(String title) {
    this.title = title;
  }

  /** Brings the extracts of a company up to {@link #TO} and publishes. */
  abstract void run(Warehouse warehouse, Home home) throws IOException;

  /** Asserts what is told of closed months, as far as this way tells it; answers with the rows. */
  abstract Map<String, Integer> assertNews(SampleTruth truth) throws IOException;

  @Override
  public String toString() {
    return title;
  }

  /** A company of fifty accounts with its truth. */
  static Home sample(Path root, long seed) {
    SampleCompany.write(root, new SampleCompany.Options(50, FROM, TO, seed));
    return Home.open(root, "sample");
  }

  private static void backfill(Warehouse warehouse) {
    warehouse.run(Order.backfill(TO.withDayOfMonth(1), TO), Progress.quiet());
  }

  private static void publish(Warehouse warehouse, LocalDate night) {
    warehouse.run(Order.night(night), Progress.quiet());
  }

  private static List<Path> inbox(Home home) throws IOException {
    try (Stream<Path> all = Files.walk(home.inbox())) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("_"))
          .toList();
    }
  }

  /** Folders of an entity's extract day, a third of them, the first days and the last left out. */
  private static List<Path> lateDays(Home home) throws IOException {
    List<Path> late = new ArrayList<>();
    try (Stream<Path> all = Files.walk(home.inbox(), 3)) {
      for (Path day : all.filter(path -> isDay(path.getFileName().toString())).toList()) {
        LocalDate date = LocalDate.parse(day.getFileName().toString());
        if (date.toEpochDay() % 3 == 0 && date.isAfter(FROM) && date.isBefore(TO.minusDays(1))) {
          late.add(day);
        }
      }
    }
    return late;
  }

  private static boolean isDay(String name) {
    return name.matches("\\d{4}-\\d{2}-\\d{2}");
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.move(from, to);
  }
}
