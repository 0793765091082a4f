package dev.tenure;

/** How a verb ends. Schedulers rely on these numbers. */
public enum ExitCode {
  DONE(0),
  FAULT(1),
  USAGE(2),
  BAD_DATA(3),
  HELD(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
