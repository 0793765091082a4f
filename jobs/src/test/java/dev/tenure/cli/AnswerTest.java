package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.night.NightReport;
import dev.tenure.night.Reproduction;
import dev.tenure.night.Reproduction.Comparison;
import dev.tenure.store.Home;
import dev.tenure.store.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What verbs tell that take long to run. */
class AnswerTest {
  private static final LocalDate DATE = LocalDate.of(2026, 1, 1);

  @Test
  void aNightThatPublishedNothingSaysSo() {
    NightAnswer built = night();

    assertThat(built.text())
        .isEqualTo("  warning: a rule (2 rows)\nDone: 2026-01-01. Nothing was published.");
    assertThat(built.json())
        .hasToString(
            "{\"as_of_date\":\"2026-01-01\",\"run_id\":\"r1\",\"seconds\":1.5,\"checks\":7,\"warnings\":[\"a rule (2 rows)\"],\"steps\":[{\"name\":\"mart.accounts\",\"seconds\":0.25,\"counts\":{\"rows\":3}}],\"published\":false}");
  }

  @Test
  void theDemoTellsItsNights() {
    DemoAnswer demo = new DemoAnswer(List.of(night(), night()), 0.5, 3.25);

    assertThat(demo.text()).isEqualTo("The demo took 3.3 s.");
    assertThat(demo.json().at("/nights/1/run_id").asText()).isEqualTo("r1");
    Call.assertDocumented("demo", demo.json());
  }

  @Test
  void aMartThatIsNotEqualIsSeen() {
    ReproductionAnswer again =
        new ReproductionAnswer(
            new Reproduction(
                DATE,
                "r1",
                false,
                Map.of(
                    "accounts", new Comparison(5, 5, "abc", "abc"),
                    "nights", new Comparison(1200, 1100, "abc", "def"))));

    assertThat(again.text())
        .isEqualTo(
            """
            The night of 2026-01-01, run r1, computed again:
              note: the program is another one than that of the night
              accounts                         equal      5 rows
              nights                           NOT EQUAL  1,100 rows, published 1200
            Some marts are not equal.""");
    assertThat(again.json().at("/equal").asBoolean()).isFalse();
    assertThat(again.json().at("/marts/nights"))
        .hasToString(
            "{\"equal\":false,\"rows\":1100,\"published_rows\":1200,\"checksum\":\"def\",\"published_checksum\":\"abc\"}");
    Call.assertDocumented("reproduce", again.json());
  }

  private static NightAnswer night() {
    Step step =
        new Step(
            1,
            DATE,
            1,
            "r1",
            "mart.accounts",
            Step.Outcome.DONE,
            Instant.EPOCH,
            0.25,
            "",
            Map.of(),
            Map.of("rows", 3L),
            "");
    NightReport report =
        new NightReport(
            DATE, "r1", 1.5, 7, List.of("a rule (2 rows)"), List.of(step), Optional.empty());
    return new NightAnswer(new Home(Path.of("home")), report);
  }
}
