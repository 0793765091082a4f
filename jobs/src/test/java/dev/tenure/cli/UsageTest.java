package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told who calls a verb wrongly, before Spark starts. */
class UsageTest {
  @TempDir private Path folder;

  static Stream<String> verbs() {
    return Tenure.line().getSubcommands().keySet().stream().filter(verb -> !verb.equals("help"));
  }

  @Test
  void withoutAVerbTheVerbsAreListed() {
    Call call = Call.of();

    assertThat(call.exitCode()).isZero();
    assertThat(call.out()).contains(verbs().toList()).contains("Exit codes: 0 done, 1 our fault");
  }

  @Test
  void anUnknownVerbIsToldOfLikelyOnes() {
    Call call = Call.of("publsh");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.err()).contains("publsh").contains("tenure publish");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void helpTellsTheOptionsOfAVerbAndTheNamesOfItsJson(String verb) {
    Call call = Call.of("help", verb);

    assertThat(call.exitCode()).isZero();
    assertThat(call.out()).startsWith("Usage: tenure " + verb).contains("--json").contains("JSON:");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void anUnknownOptionIsRefused(String verb) {
    Call call = Call.of(verb, "--frobnicate");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isNotEmpty();
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertUsage(Call.of("run", "--date=2026-01-01", "--dates"), "Unknown option: '--dates'");
  }

  @Test
  void aMissingDateIsNamed() {
    assertUsage(Call.of("land"), "Missing required option: '--date=DAY'");
    assertUsage(
        Call.of("run"),
        "Missing required argument (specify one of these): (--date=DAY | --through=DAY)");
  }

  @Test
  void aComparisonHasNoBrokenCheckOfItsOwn() {
    Call call = Call.of("try", "accounts", "--against=published", "--failing=an account has an id");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.err()).contains("--failing");
  }

  @Test
  void aDayThatIsNoneIsShownWithOneThatIs() {
    assertUsage(
        Call.of("run", "--date", "2026-02-30"),
        "Invalid value for option '--date': '2026-02-30' is no day; write one as 2026-01-31");
  }

  @Test
  void daysInTheWrongOrderAreRefused() {
    for (String verb : List.of("backfill", "sample")) {
      assertUsage(
          Call.of(verb, "--from", "2026-01-02", "--to", "2026-01-01"),
          "--from 2026-01-02 lies after --to 2026-01-01. Name the earlier day first.");
    }
  }

  @Test
  void aSampleNeedsAccounts() {
    assertUsage(
        Call.of(
            "sample", "--accounts=0", "--from=2026-01-01", "--to=2026-01-02", "--home=" + folder),
        "A sample company has at least 1 account, asked for 0.");
  }

  @Test
  void theDemoBeginsBeforeItsBackfillEnds() {
    assertUsage(
        Call.of("demo", "--from", "2026-01-01", "--home=" + folder),
        "The demo cannot begin on 2026-01-01");
  }

  @Test
  void aConfThatDoesNotExistIsNamed() {
    assertUsage(
        Call.of("run", "--date", "2026-01-01", "--conf", "conf/nobody"), "conf/nobody/tenure.yml");
  }

  @Test
  void theHomeOfAnotherCompanyIsRefused() throws IOException {
    Files.writeString(folder.resolve("tenure.home"), "company=other format=1\n");

    for (String verb : List.of("run", "land", "build", "check", "publish", "reproduce")) {
      assertUsage(
          Call.of(verb, "--date", "2026-01-01", "--json", "--home", folder.toString()),
          "belongs elsewhere: it is stamped 'company=other format=1'");
    }
  }

  @Test
  void aFolderOfSomethingElseIsNoHome() throws IOException {
    Files.createFile(folder.resolve("letters"));

    assertUsage(Call.of("status", "--home", folder.toString()), "is no home of Tenure");
  }

  @Test
  void aQueryBeforeTheFirstNightSaysWhatToRun() {
    assertUsage(
        Call.of("query", "FROM accounts", "--home", folder.toString()),
        "No night has been published");
  }

  private static void assertUsage(Call call, String message) {
    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains(message);
  }

  @Test
  void anOptionBeforeTheWordsOfATraceIsNotLostSilently() {
    Call call = Call.of("trace", "--home", "elsewhere", "account", "A", "--month", "2026-01");

    assertThat(call.exitCode()).isEqualTo(2);
    assertThat(call.err()).contains("stand behind these words");
  }
}
