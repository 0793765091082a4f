package dev.tenure;

import java.nio.file.Path;
import java.util.List;

/**
 * Every error that a user can meet. A message says what happened, why, and what to do, with the
 * values.
 */
public final class Errors {
  private Errors() {}

  /** Several problems of one or more files, told at once. */
  public static TenureException problems(String subject, List<String> problems) {
    String heading =
        problems.size() == 1
            ? subject + " has a problem:"
            : subject + " has " + problems.size() + " problems:";
    return usage(heading + "\n  " + String.join("\n  ", problems));
  }

  public static TenureException missingFile(Path file, String role, String cure) {
    return usage("%s does not exist: %s. %s".formatted(role, file, cure));
  }

  public static TenureException unreadable(Path file, Exception cause) {
    return new TenureException(
        ExitCode.FAULT, "Cannot read %s: %s".formatted(file, cause.getMessage()), cause);
  }

  public static TenureException unwritable(Path file, Exception cause) {
    return new TenureException(
        ExitCode.FAULT, "Cannot write %s: %s".formatted(file, cause.getMessage()), cause);
  }

  /** Another run writes this warehouse. */
  public static TenureException leaseHeld(String controlPath, String holder) {
    return new TenureException(
        ExitCode.HELD,
        ("The warehouse is held by %s: only one run at a time may write it, and its lease in %s"
                + " is alive. Wait for that run, or end its process; then run again.")
            .formatted(holder, controlPath));
  }

  /** This run was taken for dead, and another one has the lease. */
  public static TenureException leaseLost(String controlPath, long fence, String holder) {
    return new TenureException(
        ExitCode.HELD,
        ("The lease with fence %d was lost; the warehouse is held by %s. This run published"
                + " nothing after that; see %s. Let the other run finish, then run again.")
            .formatted(fence, holder, controlPath));
  }

  public static TenureException interrupted(String doing, InterruptedException cause) {
    return new TenureException(
        ExitCode.FAULT,
        "Interrupted while %s. Nothing was published; run again.".formatted(doing),
        cause);
  }

  static TenureException usage(String message) {
    return new TenureException(ExitCode.USAGE, message);
  }

  static TenureException badData(String message) {
    return new TenureException(ExitCode.BAD_DATA, message);
  }
}
