package dev.tenure;

import java.nio.file.Path;
import java.time.LocalDate;
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

  public static TenureException sampleWithoutAccounts(int accounts) {
    return usage(
        "A sample company has at least 1 account, asked for %d. Give --accounts a number from 1."
            .formatted(accounts));
  }

  public static TenureException sampleEndsBeforeItBegins(LocalDate from, LocalDate to) {
    return usage(
        "The sample would end on %s, before it begins on %s. Give --to a date from %s on."
            .formatted(to, from, from));
  }

  static TenureException usage(String message) {
    return new TenureException(ExitCode.USAGE, message);
  }

  static TenureException badData(String message) {
    return new TenureException(ExitCode.BAD_DATA, message);
  }
}
