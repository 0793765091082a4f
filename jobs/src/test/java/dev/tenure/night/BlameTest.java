package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Check;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.quality.CheckResult;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Broken checks hold the one source that they belong to, unless older data are no cure. */
class BlameTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 31);

  private final Company company = CompanyReader.read(Path.of("../conf/sample"));
  private final Catalogue catalogue = CatalogueReader.read(Path.of("../sql"), company);
  private final LandedFile lastGood = file("reference", DAY.minusDays(1));
  private final List<LandedFile> files =
      List.of(lastGood, file("reference", DAY), file("support", DAY));

  @Test
  void aSourceIsHeldFromItsFirstFileSinceTheLastGoodNight() {
    Optional<Hold> hold = hold(broken("tickets", "one row per source, ticket_id", "support"));

    assertThat(hold).map(Hold::source).contains("support");
    assertThat(hold).map(Hold::since).contains(DAY);
  }

  @Test
  void nothingIsHeldForWhatPeopleEntered() {
    List<Check> rules =
        catalogue.model("adjustments").contract().checks().stream()
            .filter(Check.Stop.class::isInstance)
            .toList();
    assertThat(rules).hasSize(2);

    for (Check rule : rules) {
      assertThat(hold(broken("adjustments", rule.title(), "reference"))).isEmpty();
    }
    assertThat(hold(broken("adjustments", "one row per source, adjustment_id", "reference")))
        .as("another check of the table")
        .map(Hold::source)
        .contains("reference");
  }

  @Test
  void nothingIsHeldWhereSourcesShareTheBlameOrNoNightWasGood() {
    CheckResult ofSupport = broken("tickets", "one row per source, ticket_id", "support");
    CheckResult ofReference = broken("fx_rates", "one row per source", "reference");

    assertThat(hold(ofSupport, ofReference)).isEmpty();
    assertThat(new Blame(company, catalogue).hold(List.of(ofSupport), files, Set.of())).isEmpty();
  }

  private Optional<Hold> hold(CheckResult... fatal) {
    return new Blame(company, catalogue).hold(List.of(fatal), files, Set.of(lastGood.identity()));
  }

  private static CheckResult broken(String table, String title, String source) {
    return new CheckResult(table, title, "false", true, 10, 1, List.of("[1]"), Set.of(source));
  }

  private static LandedFile file(String source, LocalDate day) {
    return new LandedFile(
        source,
        "e",
        day,
        source + "/e/" + day + "/f.csv",
        1,
        day.toString(),
        1,
        1,
        0,
        false,
        0,
        List.of(),
        "");
  }
}
