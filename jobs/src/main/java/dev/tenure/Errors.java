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

  public static TenureException foreignHome(Path home, String found, String expected) {
    return usage(
        "The home %s belongs elsewhere: it is stamped '%s', this run needs '%s'. Name another folder with --home."
            .formatted(home, found, expected));
  }

  public static TenureException unstampedHome(Path home, java.util.Set<String> found) {
    return usage(
        "The folder %s is no home of Tenure: it holds %s and no stamp. A new home is empty or holds only inbox/; name another folder with --home."
            .formatted(home, found));
  }

  public static TenureException unbalanced(String message) {
    return badData("The records do not add up: %s.".formatted(message));
  }

  static TenureException usage(String message) {
    return new TenureException(ExitCode.USAGE, message);
  }

  static TenureException badData(String message) {
    return new TenureException(ExitCode.BAD_DATA, message);
  }
}
