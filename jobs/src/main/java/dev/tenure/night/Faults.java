package dev.tenure.night;

/**
 * Where a test may cut a run. A night calls it between what a step committed and what the ledger
 * learns of it, and on both sides of the pointer.
 */
public interface Faults {
  /** Called when the work of a step is committed and not yet in the ledger. */
  void after(String step);

  /** No faults, as every night outside a test has it. */
  static Faults none() {
    return step -> {};
  }

  /**
   * Halts the JVM without any clean-up at a named point, for tests that ask for it by the system
   * property {@code tenure.halt-after}.
   */
  static Faults fromProperty() {
    String point = System.getProperty("tenure.halt-after", "");
    return step -> {
      if (step.equals(point)) {
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
