package dev.tenure.sample;

import java.util.List;

/**
 * A stream of random numbers that depends only on the seed, its use and its number, so that the
 * lives of two accounts never disturb each other (SplitMix64).
 */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  static Dice of(long seed, String use, long number) {
    return new Dice(mix(mix(seed * GOLDEN + use.hashCode()) + number * GOLDEN));
  }

  long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number from 0 up to 1, 1 not included. */
  double fraction() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return fraction() < probability;
  }

  /** A whole number from lowest to highest, both included. */
  int between(int lowest, int highest) {
    return lowest + (int) (fraction() * (highest - lowest + 1));
  }

  <T> T pick(List<T> choices) {
    return choices.get(between(0, choices.size() - 1));
  }

  /** Noise around 0 that is close to normal, with a standard deviation of 1. */
  double noise() {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += fraction();
    }
    return sum - 6;
  }

  /** How often something happens that happens {@code mean} times on average (Poisson). */
  int count(double mean) {
    double limit = Math.exp(-mean);
    double product = fraction();
    int count = 0;
    while (product > limit) {
      product *= fraction();
      count++;
    }
    return count;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
