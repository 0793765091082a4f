package dev.tenure;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  public static TenureException notAFunction(Path file, String builtBy, Exception cause) {
    return usage(
        ("%s:1: '%s' cannot serve as a function of two arguments: %s. Name a public class on the class path"
                + " that implements org.apache.spark.sql.api.java.UDF2.")
            .formatted(file, builtBy, cause));
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

  public static TenureException notLaunched(List<String> command, Exception cause) {
    return new TenureException(
        ExitCode.FAULT,
        "Cannot start %s: %s. Measure where the launcher lies beside sql/ and jobs/."
            .formatted(String.join(" ", command), cause.getMessage()),
        cause);
  }

  public static TenureException launchFailed(List<String> command, int exitCode) {
    return new TenureException(
        ExitCode.FAULT,
        "%s ended with exit code %d. Run it by itself to see why."
            .formatted(String.join(" ", command), exitCode));
  }

  public static TenureException notMeasured(String what, Exception cause) {
    return new TenureException(
        ExitCode.FAULT, "%s could not be measured: %s".formatted(what, cause.getMessage()), cause);
  }

  public static TenureException differentResults(String expected, String found) {
    return new TenureException(
        ExitCode.FAULT,
        "What was measured did not compute the same: expected %s, found %s."
            .formatted(expected, found));
  }

  public static TenureException foreignHome(Path home, String found, String expected) {
    return usage(
        "The home %s belongs elsewhere: it is stamped '%s', this run needs '%s'. Name another folder with --home."
            .formatted(home, found, expected));
  }

  public static TenureException unstampedHome(Path home, Set<String> found) {
    return usage(
        "The folder %s is no home of Tenure: it holds %s and no stamp. A new home is empty or holds only inbox/; name another folder with --home."
            .formatted(home, found));
  }

  public static TenureException unbalanced(String message) {
    return badData("The records do not add up: %s.".formatted(message));
  }

  /** Somebody changed a mart's table from outside, for Tenure writes none like it. */
  public static TenureException notPortable(String table, List<String> problems) {
    return badData(
        "The mart %s could not be opened by every reader: %s. Nothing is published. Undo what was set on the table (ALTER TABLE … DROP FEATURE …) and run the same command again."
            .formatted(table, String.join("; ", problems)));
  }

  /** Writing failed for want of space, wherever it was. */
  public static TenureException diskFull(Path home, String told, Throwable cause) {
    return new TenureException(
        ExitCode.FAULT,
        "The disk of %s is full: %s. Readers go on seeing the night before, or the whole new one. Free some space ('./tenure status' tells what takes it, './tenure maintain' removes what no reader needs), then run the same command again; it goes on where this one stopped."
            .formatted(home, told),
        cause);
  }

  /** A mart was built with other rows than its Delta version has. */
  public static TenureException martIncomplete(String mart, long stored, long expected) {
    return new TenureException(
        ExitCode.FAULT,
        "The mart %s holds %,d rows in DuckDB and %,d in its Delta files. Nothing was published; run the night again and report this if it happens twice."
            .formatted(mart, stored, expected));
  }

  /** Files are published by then, so that nothing is lost but the copy. */
  public static TenureException postgresNotWritten(String url, Exception cause) {
    return new TenureException(
        ExitCode.FAULT,
        "The night is published in files, and not in PostgreSQL, which shows the night before: %s: %s. Mend it and run the same command again."
            .formatted(url, String.valueOf(cause.getMessage()).strip()),
        cause);
  }

  public static TenureException postgresDiffers(
      String mart, long found, long expected, String url) {
    return new TenureException(
        ExitCode.FAULT,
        "The mart %s read back from %s has %,d rows of the night's %,d, or other values. Nothing was published there; look for triggers and rules on its table."
            .formatted(mart, url, found, expected));
  }

  /** A reader holds the DuckDB file open without read_only, which would damage its replacement. */
  public static TenureException openedForWriting(Path file, Path log) {
    return new TenureException(
        ExitCode.HELD,
        "%s is open for writing in another program, which keeps changes of its own in %s. Close that program (open the file with read_only = true instead), remove %s if it stays, and run the same command again."
            .formatted(file, log.getFileName(), log));
  }

  /** No night was published yet. */
  public static TenureException nothingPublished(Path file) {
    return usage(
        "No night has been published: %s does not exist. Run './tenure run --date <day>' on your own extracts, or './tenure demo' for a sample company, or point --home to another home."
            .formatted(file));
  }

  /** A night was asked for that was not published. */
  public static TenureException unknownNight(LocalDate date, List<LocalDate> nights) {
    String known =
        nights.isEmpty()
            ? "None has been published yet; './tenure run --date %s' publishes it.".formatted(date)
            : "Published: " + nights.stream().map(LocalDate::toString).collect(joining(", ")) + ".";
    return usage("The night of %s was not published. %s".formatted(date, known));
  }

  /** Its record is kept, its rows are not. */
  public static TenureException nightNotReadable(LocalDate date) {
    return usage(
        "The night of %s was published, and maintenance has removed its rows since. './tenure reproduce --date %s' computes it again; './tenure maintain --nights N' keeps more of them."
            .formatted(date, date));
  }

  /** DuckDB refused a query; its own message shows the place. */
  public static TenureException queryFailed(Exception cause) {
    return new TenureException(
        ExitCode.USAGE, "The query failed. DuckDB says: " + cause.getMessage(), cause);
  }

  public static TenureException nothingToInspect(Path place) {
    return usage(
        "There is nothing to inspect in %s. Name a file that is not empty, or a folder of such files."
            .formatted(place));
  }

  public static TenureException companyExists(Path file) {
    return usage("%s exists already. Change it by hand, or name another folder.".formatted(file));
  }

  public static TenureException noCurrency() {
    return usage(
        "The reporting currency is missing. Add --currency with an ISO 4217 code, such as --currency EUR.");
  }

  public static TenureException noExports() {
    return usage(
        "The folder of the exports is missing. Add --from with its path, such as --from ~/exports.");
  }

  public static TenureException noAccounts(Path place) {
    return usage(
        "No file in %s is a list of accounts or of billing customers, and without one there is no account to report. './tenure inspect %s' tells what the files are; map them under sql/sources/<vendor> of your own folder, or add an export of Salesforce's Account or Stripe's customers."
            .formatted(place, place));
  }

  public static TenureException tablesInExports(Path exports) {
    return usage(
        "%s holds Delta tables, and init makes conf of files. './tenure inspect %s' tells the lines of conf of each table; put them below 'sources:' of a tenure.yml that begins as conf/sample/tenure.yml does."
            .formatted(exports, exports));
  }

  public static TenureException noTables(
      String url, Optional<String> schema, Optional<String> table) {
    return usage(
        "%s has no table%s%s that this user may see. Name its schema with --schema, or another user with --user."
            .formatted(
                url,
                table.map(it -> " '%s'".formatted(it)).orElse(""),
                schema.map(it -> " in the schema '%s'".formatted(it)).orElse("")));
  }

  public static TenureException databaseNotRead(String url, Exception cause) {
    return new TenureException(
        ExitCode.USAGE,
        "Cannot read %s: %s. Correct the address, the user or the password."
            .formatted(url, cause.getMessage()),
        cause);
  }

  public static TenureException noNightKept(int nights) {
    return usage(
        "--nights %d keeps no night; readers need at least the newest, so give 1 or more."
            .formatted(nights));
  }

  public static TenureException noDay(String option, String text) {
    return usage(
        "%s takes yesterday, today or a day as 2026-01-31, not '%s'.".formatted(option, text));
  }

  /** A credential on the command line would stand in the shell's history. */
  public static TenureException secretInTheOpen(String option) {
    return usage(
        "%s is not given in the open; name an environment variable (env:NAME) or a file (file:PATH)."
            .formatted(option));
  }

  public static TenureException missingSecret(String place, String secret) {
    return usage(
        "%s: a credential is not there: %s. Set it for the process that runs Tenure."
            .formatted(place, secret));
  }

  public static TenureException unknownSource(String source, Set<String> sources) {
    return usage("tenure.yml has no source '%s'; it has %s.".formatted(source, sources));
  }

  /** Everything that arrived is held. */
  public static TenureException everythingHeld(LocalDate date, List<String> holds) {
    return badData(
        "The night of %s has nothing to read, since every source is held:\n    %s\n  Let the sources deliver again, or believe one with './tenure run --date %s --release SOURCE'."
            .formatted(date, String.join("\n    ", holds), date));
  }

  public static TenureException nothingLanded(LocalDate date, Path inbox) {
    return usage(
        "There is no extract up to %s. Put files at %s/<source>/<entity>/<yyyy-mm-dd>/, or name a later --date."
            .formatted(date, inbox));
  }

  public static TenureException pastDate(LocalDate date, LocalDate newest) {
    return usage(
        "%s lies before the newest published night, %s, and a night goes forward. For missing snapshots use './tenure backfill --from %s --to %s', to prove a past night './tenure reproduce --date %s', to read it './tenure query --as-of %s'."
            .formatted(date, newest, date, newest, date, date));
  }

  public static TenureException checksFailed(LocalDate date, int checks, List<String> told) {
    return badData(
        "The night of %s is not published: %d checks failed. Readers go on seeing the night before.\n    %s"
            .formatted(date, checks, String.join("\n    ", told)));
  }

  /** Files without a date in their path, of a source for which conf states none. */
  public static TenureException noExtractDate(
      String place, String source, String entity, String pattern) {
    return usage(
        ("%s: %s.%s has no extract date: its path '%s' holds no {extract_date}, and the source has no"
                + " extract_date. Add one of them.")
            .formatted(place, source, entity, pattern));
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

  public static TenureException noDemo(LocalDate from, LocalDate backfilledTo, int nights) {
    return usage(
        "The demo cannot begin on %s and go on for %d nights after %s. Give --from a date up to %s, and --nights a number from 0."
            .formatted(from, nights, backfilledTo, backfilledTo));
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

  public static TenureException unknownAccount(String account, LocalDate night) {
    return usage(
        "The night of %s knows no account '%s'. './tenure query \"FROM accounts SELECT account_id, name\"' lists them."
            .formatted(night, account));
  }

  public static TenureException unknownMetric(String metric, Collection<String> known) {
    return usage("There is no metric '%s'; known: %s.".formatted(metric, String.join(", ", known)));
  }

  public static TenureException untraceableMetric(String metric, Path contract) {
    return usage(
        "The metric '%s' does not say what it is made of: name its leaves under trace: in %s."
            .formatted(metric, contract));
  }

  public static TenureException noMetricRow(
      String metric, YearMonth month, String window, String dimension, LocalDate night) {
    return usage(
        "The night of %s has no %s of %s for the window %s and %s. './tenure query \"FROM metric_values WHERE metric = '%s'\"' lists the rows."
            .formatted(night, metric, month, window, dimension, metric));
  }

  public static TenureException notReported(
      String metric, YearMonth month, String window, String dimension, LocalDate night) {
    return usage(
        "Until the night of %s no %s of %s was reported for the window %s and %s. './tenure query \"FROM reported_metric_values SELECT DISTINCT period, closing_date\"' lists the closed months."
            .formatted(night, metric, month, window, dimension));
  }

  public static TenureException closingNotReadable(
      String metric, YearMonth month, LocalDate closing) {
    return usage(
        "What was reported of %s for %s rests on what the night of %s knew of other months or of dimensions, and that night is not at hand: it was not run, or maintenance has removed its rows. The frozen rows of the month tell the window 1m of all accounts; './tenure reproduce --date %s' computes a night again."
            .formatted(metric, month, closing, closing));
  }

  public static TenureException noMovement(String account, LocalDate day, List<LocalDate> days) {
    String known =
        days.isEmpty()
            ? "mrr_movements has none of it; look at its account_id again."
            : "It moved on " + days.stream().map(LocalDate::toString).collect(joining(", ")) + ".";
    return usage("The MRR of account '%s' did not move on %s. %s".formatted(account, day, known));
  }

  public static TenureException unknownTable(String name) {
    return usage(
        "No table is named '%s'. sql/CATALOG.md lists them; a mapping of sql/sources is read through its core table."
            .formatted(name));
  }

  public static TenureException unpublishedTable(String name, List<String> readers) {
    return usage(
        "%s is not published, so nothing can be compared with it. Compare a mart that reads it: %s."
            .formatted(name, readers.isEmpty() ? "there is none" : String.join(", ", readers)));
  }

  public static TenureException newTable(String name, LocalDate night) {
    return usage(
        "%s is not among the marts of the published night of %s. It comes with the next night; './tenure try %s --date %s' shows its rows."
            .formatted(name, night, name, night));
  }

  public static TenureException strayModel(Path file, Path used) {
    return usage(
        "%s is not the file that the warehouse reads, which is beside %s. Change that one, or put a pair of this name under sql/ in the company's folder."
            .formatted(file, used));
  }

  public static TenureException unknownCheck(String table, String title, List<String> known) {
    return usage("%s has no check '%s'; it has %s.".formatted(table, title, known));
  }

  public static TenureException daysReversed(LocalDate from, LocalDate to) {
    return usage("--from %s lies after --to %s. Name the earlier day first.".formatted(from, to));
  }

  public static TenureException drifted(List<Path> files) {
    return badData(
        "Generated files are not as the pairs say: %s. Run ./tenure manifest and commit them."
            .formatted(files.stream().map(Path::toString).collect(joining(", "))));
  }

  static TenureException usage(String message) {
    return new TenureException(ExitCode.USAGE, message);
  }

  static TenureException badData(String message) {
    return new TenureException(ExitCode.BAD_DATA, message);
  }
}
