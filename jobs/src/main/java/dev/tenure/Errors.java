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

  /** Files without a date in their path, of a source for which conf states none. */
  public static TenureException noExtractDate(String source, String entity, String pattern) {
    return usage(
        ("%s.%s has no extract date: its path '%s' holds no {extract_date}, and the source has no"
                + " extract_date. Add one of them in tenure.yml.")
            .formatted(source, entity, pattern));
  }

  /** A file whose bytes are not those that were found in the inbox. */
  public static TenureException fileChanged(String path, String expected, String found) {
    return badData(
        ("%s changed while it was landed: it was %s and is now %s. A delivered file may not change."
                + " Let its writer finish under a name that ends in .tmp and rename it; then run"
                + " again.")
            .formatted(path, expected, found));
  }

  /** A list of expected counts that cannot be used. */
  public static TenureException unusableCounts(Path file, String why) {
    return badData(
        "%s is not a list of expected counts: %s. Write it as {\"file name\": rows}."
            .formatted(file, why));
  }

  /** Files that do not hold the rows that their sender counted. */
  public static TenureException countsDiffer(List<String> differences) {
    return badData(
        "The delivery is not complete:\n  "
            + String.join("\n  ", differences)
            + "\nLet the sender deliver again, or correct _counts.json; then run again.");
  }

  static TenureException usage(String message) {
    return new TenureException(ExitCode.USAGE, message);
  }

  static TenureException badData(String message) {
    return new TenureException(ExitCode.BAD_DATA, message);
  }
}
