package dev.tenure.history;

import dev.tenure.history.ExtractCalendar.Extract;
import dev.tenure.history.HistoryOracle.Told;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Random extracts of many small sources: full, changes or both, with tombstones and duplicates. */
record RandomExtracts(List<Told> told, List<Extract> calendar) {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final int DATES = 9;
  private static final List<String> KEYS = List.of("a", "b", "c");

  static RandomExtracts of(int sources, long seed) {
    RandomExtracts all = new RandomExtracts(new ArrayList<>(), new ArrayList<>());
    Random random = new Random(seed);
    for (int source = 0; source < sources; source++) {
      all.addSource("s" + source, random);
    }
    return all;
  }

  private void addSource(String source, Random random) {
    int fullness = random.nextInt(3);
    for (int day = 0; day < DATES; day++) {
      if (random.nextInt(5) > 0) {
        boolean isFull = fullness == 0 || (fullness == 1 && random.nextBoolean());
        LocalDate date = FIRST.plusDays(day);
        calendar.add(new Extract(source, date, isFull));
        KEYS.forEach(key -> addKey(source, key, date, isFull, random));
      }
    }
  }

  private void addKey(String source, String key, LocalDate date, boolean isFull, Random random) {
    int copies = random.nextInt(10) < (isFull ? 7 : 5) ? 1 + random.nextInt(12) / 10 : 0;
    for (int copy = 0; copy < copies; copy++) {
      int state = random.nextInt(8);
      told.add(
          new Told(
              source,
              key,
              date,
              state == 7 ? null : state > 4 ? "y" : "x",
              random.nextInt(6) == 0,
              random.nextBoolean() ? null : random.nextInt(2),
              "f" + random.nextInt(2),
              told.size()));
    }
  }

  /** One date a step, the same for all sources. */
  List<RandomExtracts> inOrder() {
    List<RandomExtracts> steps = new ArrayList<>();
    for (int day = 0; day < DATES; day++) {
      LocalDate date = FIRST.plusDays(day);
      steps.add(where(extract -> extract.extractDate().equals(date), Set.of()));
    }
    return steps;
  }

  /** Every extract in a step of its own choice. */
  List<RandomExtracts> inRandomBatches(int steps, long seed) {
    return inRandomBatches(steps, seed, extract -> extract);
  }

  /** All sources' extracts of a date in the same random step. */
  List<RandomExtracts> inRandomDateBatches(int steps, long seed) {
    return inRandomBatches(steps, seed, Extract::extractDate);
  }

  /** One unit in two may be told in part before, with fewer records, and whole in its step. */
  private List<RandomExtracts> inRandomBatches(
      int steps, long seed, Function<Extract, Object> unit) {
    Random random = new Random(seed);
    Map<Object, Integer> whole = new HashMap<>();
    Map<Object, Integer> part = new HashMap<>();
    for (Extract extract : calendar) {
      whole.computeIfAbsent(unit.apply(extract), any -> random.nextInt(steps));
      part.computeIfAbsent(
          unit.apply(extract), any -> random.nextBoolean() ? random.nextInt(steps) : steps);
    }
    List<RandomExtracts> batches = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int now = step;
      Set<Extract> partial =
          calendar.stream()
              .filter(extract -> part.get(unit.apply(extract)) == now)
              .filter(extract -> whole.get(unit.apply(extract)) > now)
              .collect(Collectors.toSet());
      batches.add(
          where(
              extract -> whole.get(unit.apply(extract)) == now || partial.contains(extract),
              partial));
    }
    return batches;
  }

  private RandomExtracts where(Predicate<Extract> isChosen, Set<Extract> partial) {
    List<Extract> chosen = calendar.stream().filter(isChosen).toList();
    Map<String, Extract> byName = new HashMap<>();
    chosen.forEach(extract -> byName.put(extract.source() + extract.extractDate(), extract));
    List<Told> said =
        told.stream()
            .filter(one -> byName.containsKey(one.source() + one.date()))
            .filter(
                one ->
                    one.number() % 2 == 0
                        || !partial.contains(byName.get(one.source() + one.date())))
            .toList();
    return new RandomExtracts(said, chosen);
  }
}
