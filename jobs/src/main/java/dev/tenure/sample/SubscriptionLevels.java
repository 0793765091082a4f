package dev.tenure.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The MRR of one subscription from day to day. Start, end of trial and end are known to the day;
 * all other changes count from the first extract that shows them.
 */
final class SubscriptionLevels {
  /** For so many days does an owing customer's MRR count. */
  static final int DUNNING_DAYS = 30;

  /** For so many days is a pause no loss. */
  static final int PAUSE_DAYS = 90;

  private final List<Version> versions = new ArrayList<>();

  /** Takes what an extract shows; extracts come in the order of their dates. */
  void shown(LocalDate extractDate, SubscriptionState state) {
    if (versions.isEmpty()) {
      versions.add(
          new Version(
              extractDate,
              state.startDay(),
              owing(extractDate, state),
              paused(extractDate, state),
              state));
      return;
    }
    Version last = versions.get(versions.size() - 1);
    if (!last.state().equals(state)) {
      versions.add(
          new Version(
              extractDate,
              holdsFrom(last, extractDate, state),
              owing(extractDate, state),
              paused(extractDate, state),
              state));
    }
  }

  /** The same as far as extracts up to and including a day had shown it. */
  SubscriptionLevels knownOn(LocalDate day) {
    SubscriptionLevels known = new SubscriptionLevels();
    versions.stream().filter(it -> !it.shownOn().isAfter(day)).forEach(known.versions::add);
    return known;
  }

  /** The MRR, paused or not, from each day on which it may change, up to a last day. */
  TreeMap<LocalDate, BigDecimal> levels(LocalDate to, Function<ItemWorth, BigDecimal> worth) {
    TreeMap<LocalDate, BigDecimal> levels = new TreeMap<>();
    held(to)
        .forEach(
            (day, items) ->
                levels.put(
                    day, items.stream().map(worth).reduce(BigDecimal.ZERO, BigDecimal::add)));
    return levels;
  }

  /**
   * The items that earn or are paused, from each day on which they may change, up to and including
   * a last day.
   */
  TreeMap<LocalDate, List<ItemWorth>> held(LocalDate to) {
    TreeMap<LocalDate, List<ItemWorth>> levels = new TreeMap<>();
    for (int i = 0; i < versions.size(); i++) {
      Version version = versions.get(i);
      LocalDate next = i + 1 < versions.size() ? versions.get(i + 1).from() : LocalDate.MAX;
      levels.put(version.from(), List.of());
      LocalDate start = latest(version.from(), version.state().firstPaidDay());
      LocalDate stop = earliest(next, earliest(version.stop(), knownEnd()));
      if (version.state().earns() && start.isBefore(stop)) {
        LocalDate pause = earliest(version.pausedSince().orElse(LocalDate.MAX), stop);
        if (start.isBefore(pause)) {
          levels.put(start, version.state().items());
        }
        if (pause.isBefore(stop)) {
          levels.put(
              latest(start, pause),
              version.state().items().stream().map(ItemWorth::asPaused).toList());
        }
        levels.put(stop, List.of());
      }
    }
    return new TreeMap<>(levels.headMap(to, true));
  }

  /** A trial that was seen to go on has converted on its last day, however late that is seen. */
  private static LocalDate holdsFrom(Version last, LocalDate extractDate, SubscriptionState state) {
    return last.state().status() == SubscriptionStatus.TRIALING && !state.isDeleted()
        ? earliest(extractDate, state.firstPaidDay())
        : extractDate;
  }

  private Optional<LocalDate> owing(LocalDate extractDate, SubscriptionState state) {
    if (state.status() != SubscriptionStatus.PAST_DUE) {
      return Optional.empty();
    }
    return versions.isEmpty()
        ? Optional.of(extractDate)
        : versions.get(versions.size() - 1).owingSince().or(() -> Optional.of(extractDate));
  }

  private Optional<LocalDate> paused(LocalDate extractDate, SubscriptionState state) {
    if (!state.isPaused()) {
      return Optional.empty();
    }
    return versions.isEmpty()
        ? Optional.of(extractDate)
        : versions.get(versions.size() - 1).pausedSince().or(() -> Optional.of(extractDate));
  }

  private LocalDate knownEnd() {
    SubscriptionState last = versions.get(versions.size() - 1).state();
    return last.status() == SubscriptionStatus.CANCELED
        ? last.endDay().orElse(LocalDate.MAX)
        : LocalDate.MAX;
  }

  private static LocalDate earliest(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate latest(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private record Version(
      LocalDate shownOn,
      LocalDate from,
      Optional<LocalDate> owingSince,
      Optional<LocalDate> pausedSince,
      SubscriptionState state) {
    LocalDate stop() {
      LocalDate end = state.endDay().orElse(LocalDate.MAX);
      LocalDate owed =
          owingSince.map(since -> earliest(since.plusDays(DUNNING_DAYS), end)).orElse(end);
      return pausedSince.map(since -> earliest(since.plusDays(PAUSE_DAYS), owed)).orElse(owed);
    }
  }
}
