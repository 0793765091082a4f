package dev.tenure;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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

  /** The one among the causes of a failure, such as Spark's, in which a task's error is wrapped. */
  public static Optional<TenureException> among(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TenureException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
