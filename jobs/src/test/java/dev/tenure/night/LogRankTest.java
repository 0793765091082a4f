package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class LogRankTest {
  /** The lives of one group: months, a plus for those that had not ended by then. */
  private record Lives(String group, String months) {}

  /**
   * Remission of leukaemia with and without 6-MP (Freireich and others, 1963): 16.79 on one degree
   * in most textbooks; the further digits are those of lifelines 0.30.3 for Python.
   */
  @Test
  void thePublishedExampleOfTwoGroups() {
    LogRank test =
        test(
            new Lives(
                "6-MP", "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"),
            new Lives("placebo", "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"));

    assertThat(test.chiSquare()).isCloseTo(16.792940989216547, within(1e-10));
    assertThat(test.degreesOfFreedom()).isEqualTo(1);
    assertThat(test.pValue()).isCloseTo(4.168809109334511e-05, within(1e-15));
  }

  /**
   * A: 1, 3+; B: 2, 3. Month 1: 2 of 4 at risk are B's, expected 1/2, variance 1/4; month 2: 2 of
   * 3, expected 2/3, variance 2/9; month 3: 1 of 2, expected 1/2, variance 1/4. B's deviation is (0
   * - 1/2) + (1 - 2/3) + (1 - 1/2) = 1/3, its variance 13/18, the statistic 1/9 ÷ 13/18 = 2/13.
   */
  @Test
  void twoGroupsReckonedByHand() {
    LogRank test = test(new Lives("A", "1 3+"), new Lives("B", "2 3"));

    assertThat(test.chiSquare()).isCloseTo(2.0 / 13, within(1e-14));
    assertThat(test.degreesOfFreedom()).isEqualTo(1);
  }

  @Test
  void theOrderOfGroupsChangesNothing() {
    LogRank one =
        test(new Lives("A", "1 3+ 5"), new Lives("B", "2 3 4+ 6"), new Lives("C", "1 1 7+"));
    LogRank other =
        test(new Lives("Z", "1 3+ 5"), new Lives("Y", "2 3 4+ 6"), new Lives("X", "1 1 7+"));

    assertThat(one.degreesOfFreedom()).isEqualTo(2);
    assertThat(other.chiSquare()).isCloseTo(one.chiSquare(), within(1e-12));
  }

  @Test
  void groupsOfTheSameLivesDoNotDiffer() {
    LogRank test = test(new Lives("A", "1 2 4+"), new Lives("B", "1 2 4+"));

    assertThat(test.chiSquare()).isCloseTo(0, within(1e-15));
    assertThat(test.pValue()).isCloseTo(1, within(1e-7));
  }

  @Test
  void whoWasGoneBeforeTheFirstChurnIsNotCompared() {
    LogRank three = test(new Lives("A", "1 3+"), new Lives("B", "2 3"), new Lives("C", "0+ 0+"));

    assertThat(three.degreesOfFreedom()).isEqualTo(1);
    assertThat(three.chiSquare()).isCloseTo(2.0 / 13, within(1e-14));
  }

  @Test
  void oneGroupNoChurnOrAllAtOnceGiveNoTest() {
    assertThat(LogRank.test(months(new Lives("A", "1 2 3+")))).isEmpty();
    assertThat(LogRank.test(months(new Lives("A", "1+ 2+"), new Lives("B", "4+")))).isEmpty();
    assertThat(LogRank.test(months(new Lives("A", "2 2"), new Lives("B", "1+ 2")))).isEmpty();
    assertThat(LogRank.test(months(new Lives("A", "1 2"), new Lives("B", "0+")))).isEmpty();
    assertThat(LogRank.test(List.of())).isEmpty();
  }

  private static LogRank test(Lives... groups) {
    return LogRank.test(months(groups)).orElseThrow();
  }

  /** What survival_curves says of the groups: those at risk in each month up to their last. */
  private static Collection<SortedMap<String, LogRank.Group>> months(Lives... groups) {
    SortedMap<Integer, SortedMap<String, LogRank.Group>> months = new TreeMap<>();
    for (Lives lives : groups) {
      List<Integer> all = new ArrayList<>();
      List<Integer> ended = new ArrayList<>();
      for (String life : lives.months().split(" ", -1)) {
        int month = Integer.parseInt(life.replace("+", ""));
        all.add(month);
        if (!life.endsWith("+")) {
          ended.add(month);
        }
      }
      for (int month = 0; all.stream().anyMatch(isAlive(month)); month++) {
        int now = month;
        months
            .computeIfAbsent(month, it -> new TreeMap<>())
            .put(
                lives.group(),
                new LogRank.Group(
                    all.stream().filter(isAlive(now)).count(),
                    ended.stream().filter(life -> life == now).count()));
      }
    }
    return months.values();
  }

  private static Predicate<Integer> isAlive(int month) {
    return life -> life >= month;
  }
}
