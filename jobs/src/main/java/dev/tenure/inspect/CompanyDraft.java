package dev.tenure.inspect;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import dev.tenure.config.Format;
import dev.tenure.inspect.Inspection.Guess;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first tenure.yml of a company, from what its exports were found to be.
 *
 * @param exports the folder that was inspected
 * @param date the extract date of files that have none in their path
 */
public record CompanyDraft(
    String name,
    ZoneId zone,
    String currency,
    Path exports,
    LocalDate date,
    List<Inspection> inspections) {
  private static final String NAME = "[a-z][a-z0-9_]*";
  private static final String OTHER = "USD";

  public CompanyDraft {
    requireNonNull(name, "name is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(currency, "currency is null");
    requireNonNull(exports, "exports is null");
    requireNonNull(date, "date is null");
    inspections = List.copyOf(inspections);
  }

  /** A source of the draft; {@code lines} are its entities. */
  private record Draft(String vendor, Optional<String> folder, Map<String, String> lines) {}

  /**
   * The text of tenure.yml.
   *
   * @throws dev.tenure.TenureException with exit code 2 if no file lists accounts or customers, or
   *     if tables were inspected
   */
  public String text() {
    if (inspections.stream().anyMatch(it -> it.format() instanceof Format.Table)) {
      throw Errors.tablesInExports(exports);
    }
    Map<String, Draft> sources = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (Inspection inspection : inspections) {
      inspection
          .guess()
          .ifPresentOrElse(
              guess -> add(sources, inspection, guess), () -> unknown.add(told(inspection)));
    }
    StringBuilder text =
        new StringBuilder(
            """
            # Written by ./tenure init; conf/sample/tenure.yml of the product explains each line.
            company: %s

            reporting:
              zone: %s
              currency: %s

            accounts:
              master: %s

            sources:
            """
                .formatted(name, zone, currency, master(sources)));
    sources.forEach((source, draft) -> text.append(lines(source, draft)));
    unknown.forEach(file -> text.append("# not recognized, and not read: ").append(file));
    return text.append(rates(sources)).toString();
  }

  /** How other currencies get their rates, where no file brings them. */
  private String rates(Map<String, Draft> sources) {
    if (sources.values().stream().anyMatch(it -> it.vendor().equals("reference"))) {
      return "";
    }
    return """

        # Rates of other currencies (below sources:), in inbox/reference/fx_rates/<yyyy-mm-dd>/ of the home, such as
        # from_currency,to_currency,rate_date,rate,kind
        # %s,%s,%s,1.10,plan
        #  reference:
        #    vendor: reference
        #    delivers_every: 31
        #    entities:
        #      fx_rates: {format: csv, extract: full}
        """
        .formatted(OTHER.equals(currency) ? "EUR" : OTHER, currency, date.withDayOfYear(1));
  }

  private static String told(Inspection inspection) {
    int others = inspection.alike() - 1;
    return inspection.file() + (others > 0 ? " and %d like it\n".formatted(others) : "\n");
  }

  private void add(Map<String, Draft> sources, Inspection inspection, Guess guess) {
    Map<String, List<String>> bySource = new LinkedHashMap<>();
    for (String file : inspection.files()) {
      bySource
          .computeIfAbsent(sourceFolder(file, guess).orElse(""), it -> new ArrayList<>())
          .add(file);
    }
    bySource.forEach(
        (folder, files) -> {
          String source = folder.isEmpty() ? guess.vendor() : folder;
          sources
              .computeIfAbsent(
                  source,
                  it ->
                      new Draft(
                          guess.vendor(),
                          Optional.of(folder).filter(found -> !found.isEmpty()),
                          new LinkedHashMap<>()))
              .lines()
              .put(guess.entity(), line(inspection, guess, folder.isEmpty(), files));
        });
  }

  /** The source's folder, where files lie as {@code source/entity/date/file}. */
  private static Optional<String> sourceFolder(String file, Guess guess) {
    String[] parts = file.split("/", -1);
    boolean isLaidOut =
        parts.length == 4
            && parts[0].matches(NAME)
            && parts[1].equals(guess.entity())
            && isDate(parts[2]);
    return isLaidOut ? Optional.of(parts[0]) : Optional.empty();
  }

  private static boolean isDate(String name) {
    try {
      LocalDate.parse(name);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String line(
      Inspection inspection, Guess guess, boolean hasPath, List<String> files) {
    String path = hasPath ? ", path: " + quoted(pattern(files)) : "";
    return "      %s: {%s, extract: %s%s}\n"
        .formatted(
            guess.entity(),
            ConfText.format(inspection.format(), guess.entity()),
            guess.extract(),
            path);
  }

  /** Files that differ in a date by it, others by what their names begin and end with. */
  private static String pattern(List<String> files) {
    List<String> undated = files.stream().map(CompanyDraft::undated).distinct().toList();
    if (undated.size() == 1 && files.size() > 1) {
      return undated.get(0);
    }
    String first = files.get(0);
    if (files.size() == 1) {
      return first;
    }
    int shortest = files.stream().mapToInt(String::length).min().orElse(0);
    int begin = 0;
    while (begin < shortest && allHave(files, begin, first.charAt(begin))) {
      begin++;
    }
    int end = 0;
    while (end < shortest - begin && allEnd(files, end, first.charAt(first.length() - 1 - end))) {
      end++;
    }
    return first.substring(0, begin) + "**" + first.substring(first.length() - end);
  }

  private static String undated(String file) {
    return file.replaceFirst("\\d{4}-\\d{2}-\\d{2}", "{extract_date}");
  }

  private static boolean allHave(List<String> files, int index, char letter) {
    return files.stream().allMatch(file -> file.charAt(index) == letter);
  }

  private static boolean allEnd(List<String> files, int fromEnd, char letter) {
    return files.stream().allMatch(file -> file.charAt(file.length() - 1 - fromEnd) == letter);
  }

  private String lines(String source, Draft draft) {
    StringBuilder lines = new StringBuilder();
    lines.append("  %s:\n    vendor: %s\n".formatted(source, draft.vendor()));
    Path inbox = exports.toAbsolutePath().normalize();
    lines.append("    inbox: '%s'\n".formatted(draft.folder().map(inbox::resolve).orElse(inbox)));
    if (draft.folder().isEmpty()) {
      lines.append("    extract_date: %s\n".formatted(date));
    }
    lines.append("    # account_id: the field of these records that names the account\n");
    lines.append("    entities:\n");
    draft.lines().values().forEach(lines::append);
    return lines.append('\n').toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The source that lists accounts: a CRM before a billing system. */
  private String master(Map<String, Draft> sources) {
    for (String table : List.of("account_profiles", "billing_customers")) {
      for (Inspection inspection : inspections) {
        if (inspection.table().equals(Optional.of(table))) {
          Guess guess = inspection.guess().orElseThrow();
          String folder = sourceFolder(inspection.file(), guess).orElse(guess.vendor());
          if (sources.containsKey(folder)) {
            return folder;
          }
        }
      }
    }
    throw Errors.noAccounts(exports);
  }
}
