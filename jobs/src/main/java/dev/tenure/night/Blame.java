package dev.tenure.night;

import dev.tenure.config.Company;
import dev.tenure.contract.Check;
import dev.tenure.model.Catalogue;
import dev.tenure.quality.CheckResult;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the source to which broken checks belong: the one that all broken rows name, or else the
 * only one with something new among those of which the tables are made.
 */
final class Blame {
  private final Company company;
  private final Catalogue catalogue;

  Blame(Company company, Catalogue catalogue) {
    this.company = company;
    this.catalogue = catalogue;
  }

  /**
   * The hold that would keep the night from breaking.
   *
   * @param files all that landed
   * @param lastGood identities of the files that the published night was made of
   * @return nothing where no single source is to blame, or there is no good extract to fall back to
   */
  Optional<Hold> hold(List<CheckResult> fatal, List<LandedFile> files, Set<String> lastGood) {
    Set<String> renewed = new TreeSet<>();
    files.stream()
        .filter(file -> !lastGood.contains(file.identity()))
        .forEach(file -> renewed.add(file.source()));
    Set<String> blamed = new HashSet<>();
    for (CheckResult check : fatal) {
      if (isStop(check)) {
        return Optional.empty();
      }
      Set<String> suspects = new TreeSet<>(suspects(check));
      suspects.retainAll(renewed);
      if (suspects.size() != 1) {
        return Optional.empty();
      }
      blamed.addAll(suspects);
    }
    if (blamed.size() != 1 || lastGood.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(hold(blamed.iterator().next(), fatal, files, lastGood));
  }

  private boolean isStop(CheckResult check) {
    return catalogue.model(check.table()).contract().checks().stream()
        .anyMatch(it -> it instanceof Check.Stop && it.title().equals(check.title()));
  }

  private Set<String> suspects(CheckResult check) {
    return check.sources().isEmpty()
        ? new SourceLineage(company, catalogue).sources(check.table())
        : check.sources();
  }

  private static Hold hold(
      String source, List<CheckResult> fatal, List<LandedFile> files, Set<String> lastGood) {
    List<LandedFile> fresh =
        files.stream()
            .filter(it -> it.source().equals(source) && !lastGood.contains(it.identity()))
            .toList();
    LocalDate since =
        fresh.stream().map(LandedFile::extractDate).min(LocalDate::compareTo).orElseThrow();
    Set<String> held = new TreeSet<>();
    fresh.forEach(file -> held.add(file.identity()));
    CheckResult first = fatal.get(0);
    String reason =
        "%s: %s (%,d of %,d rows break it)"
            .formatted(first.table(), first.title(), first.rowsFailed(), first.rowsChecked());
    return new Hold(source, Hold.ALL, since, "a check failed", reason, held);
  }
}
