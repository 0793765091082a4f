package dev.tenure;

import static java.util.Objects.requireNonNull;

/**
 * A failure that a person can act on: what happened, why, what to do, and the exit code it ends
 * with.
 */
public final class TenureException extends RuntimeException {
  private final ExitCode exitCode;

  TenureException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = requireNonNull(exitCode, "exitCode is null");
  }

  TenureException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = requireNonNull(exitCode, "exitCode is null");
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
