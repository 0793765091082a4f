package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the README, run as it stands there. Only placeholders, dates and sizes are
 * others, as told in {@link #REPLACED}.
 */
class ReadmeTest extends SparkSuite {
  private static final Pattern COMMAND =
      Pattern.compile("\\./tenure((?:[ \\t]+(?:\"[^\"]*\"|[^\\s`\"#]+))*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** What stands in the README, and what is run instead; an empty text is not run here. */
  private static final Map<String, String> REPLACED =
      Map.ofEntries(
          Map.entry("demo", "demo --accounts 8 --from 2025-12-20 --nights 1"),
          Map.entry("bench", "help bench"),
          Map.entry("bench usage", "bench help usage"),
          Map.entry("bench revenue", "bench help revenue"),
          Map.entry("bench sizes", "bench help sizes"),
          Map.entry("inspect ~/exports", "inspect {home}/inbox/crm"),
          Map.entry(
              "init conf/mine --from ~/exports --currency EUR --zone Europe/Berlin --date 2026-01-31",
              "init {home}/mine --from {home}/inbox/crm --currency EUR --zone Europe/Berlin --date 2026-01-31"),
          Map.entry("manifest", "manifest --check"),
          Map.entry("package", "help package"),
          Map.entry("run --date <day>", "run --date 2026-01-01"),
          Map.entry("run --conf conf/mine --date 2026-01-31", "run --date 2026-01-01"),
          // That night is run by TelcoTest, where its table lies beside the project.
          Map.entry("run --conf conf/telco --date 2020-01-01", "help run"),
          Map.entry(
              "query --conf conf/telco \"FROM survival_tests SELECT dimension, round(chi_square, 2) AS chi_square, degrees_of_freedom, n\"",
              "query \"FROM survival_tests SELECT dimension, round(chi_square, 2) AS chi_square, degrees_of_freedom, n\""),
          Map.entry("status --conf conf/mine", "status"),
          Map.entry(
              "query --conf conf/mine \"FROM unlinked_records\"",
              "query \"FROM unlinked_records\""),
          Map.entry("run --conf conf/mine --through yesterday", "run --through 2026-01-01"),
          Map.entry("backfill --from … --to …", "backfill --from 2025-12-30 --to 2026-01-01"),
          Map.entry("query \"…\" --as-of <day>", "query \"FROM nights\" --as-of 2025-12-31"),
          Map.entry(
              "replay --conf conf/mine --write mend.jsonl", "replay --write {home}/mend.jsonl"),
          Map.entry("replay --conf conf/mine mend.jsonl", "replay {home}/mend.jsonl"),
          Map.entry("reproduce --date <day>", "reproduce --date 2025-12-31"),
          Map.entry(
              "trace gross_revenue_retention --month 2026-01 --window 12m",
              "trace gross_revenue_retention --month 2025-12 --window 12m"),
          Map.entry(
              "trace account <account_id> --month 2026-01",
              "trace account {account} --month 2025-12"),
          Map.entry(
              "trace movement <account_id> <day>", "trace account {account} --on 2025-12-31"));

  @TempDir private static Path home;
  private static String readme;
  private static String account;

  @BeforeAll
  static void publishTheDemo() throws IOException {
    readme = Files.readString(Place.root().resolve("README.md"));
    assertThat(readme).contains("./tenure demo");
    assertRuns(REPLACED.get("demo"));
    account =
        Call.of(
                "query",
                "FROM account_months SELECT account_id ORDER BY month DESC, closing_mrr DESC LIMIT 1",
                "--format=csv",
                "--home=" + home)
            .out()
            .lines()
            .toList()
            .get(1);
  }

  @Test
  void everyCommandRuns() {
    Set<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(10).contains("demo", "help", "status");
    for (String command : commands) {
      if (!command.equals("demo")) {
        assertRuns(REPLACED.getOrDefault(command, command));
      }
    }
  }

  @Test
  void noReplacementOutlivesItsCommand() {
    assertThat(commands()).containsAll(REPLACED.keySet());
  }

  private static Set<String> commands() {
    Matcher matcher = COMMAND.matcher(readme);
    Set<String> commands = new LinkedHashSet<>();
    for (MatchResult found : matcher.results().toList()) {
      commands.add(found.group(1).strip().replaceAll("\\s+", " "));
    }
    commands.remove("");
    return commands;
  }

  private static void assertRuns(String command) {
    List<String> arguments = new ArrayList<>();
    Matcher words =
        WORD.matcher(command.replace("{home}", home.toString()).replace("{account}", account + ""));
    while (words.find()) {
      arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
    }
    if (Collections.disjoint(arguments, Set.of("help", "manifest", "inspect", "init"))) {
      arguments.addAll(List.of("--home", home.toString()));
    }
    Call call = Call.of(arguments.toArray(String[]::new));
    assertThat(call.exitCode()).as("./tenure %s: %s", command, call.err()).isZero();
    assertThat(call.out()).as("./tenure %s", command).isNotBlank();
  }
}
