package dev.tenure.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Counts what accounts do in a product; healthy accounts do more, and all do more on weekdays. */
final class UsageTracker implements SourceSystem {
  private static final List<String> EVENTS =
      List.of(
          "login",
          "login",
          "login",
          "report_viewed",
          "report_viewed",
          "record_created",
          "export_created",
          "dashboard_shared",
          "integration_synced",
          "user_invited");

  private final String name;
  private final double meanCount;
  private final String fileName;
  private final Format format;
  private final Dice dice;
  private final FeatureCounts features;
  private final List<UsageEvent> arrived = new ArrayList<>();
  private final List<UsageEvent> underway = new ArrayList<>();

  /**
   * @param meanCount how many events a healthy account has on a weekday
   */
  UsageTracker(
      String name,
      double meanCount,
      String fileName,
      Format format,
      long seed,
      FeatureCounts features) {
    this.name = name;
    this.meanCount = meanCount;
    this.fileName = fileName;
    this.format = format;
    this.dice = Dice.of(seed, name, 0);
    this.features = features;
  }

  @Override
  public String name() {
    return name;
  }

  /** A day's events; a few arrive a day late, a few twice. */
  void live(List<Life> lives, LocalDate day) {
    arrived.addAll(underway);
    underway.clear();
    double rhythm = isWeekend(day) ? 0.4 : 1.0;
    for (Life life : lives) {
      if (life.hasSubscription() && life.crmAccount().isPresent()) {
        int count = dice.count(meanCount * rhythm * (0.2 + 1.3 * life.health()));
        for (int i = 0; i < count; i++) {
          receive(event(life, day));
        }
      }
    }
  }

  @Override
  public void extract(LocalDate day, Inbox inbox) {
    int junk =
        inbox
            .corruption(name, "events", day)
            .map(
                kind -> {
                  inbox.noteJunk(name, "events", day, fileName, arrived.size() + 1, kind);
                  return 1;
                })
            .orElse(0);
    inbox.write(name, "events", day, fileName, path -> format.write(path, arrived, junk));
    arrived.clear();
  }

  private void receive(UsageEvent event) {
    double luck = dice.fraction();
    if (luck < 0.02) {
      underway.add(event);
      features.count(Feature.LATE_EVENT);
      return;
    }
    arrived.add(event);
    if (luck < 0.03) {
      underway.add(event);
      features.count(Feature.REPEATED_EVENT);
    }
  }

  private UsageEvent event(Life life, LocalDate day) {
    int users = 2 + life.number() % 7;
    int user = dice.between(0, users - 1);
    return new UsageEvent(
        Ids.hexadecimal(dice),
        life.profile().id(),
        "u-" + life.number() + "-" + user,
        dice.pick(EVENTS),
        BusinessTime.epoch(day, BusinessTime.secondOfDay(dice)) * 1000 + dice.between(0, 999),
        "{\"duration_ms\":" + dice.between(20, 4000) + "}");
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  /** How events are written to a file. */
  interface Format {
    /** Writes the events, and so many junk records after them. */
    void write(Path path, List<UsageEvent> events, int junk) throws IOException;
  }
}
