package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParseResult;

/** What a verb tells to run next is for the company that it was asked for. */
class CommandsTest {
  private static final ParseResult MINE =
      Tenure.line().parseArgs("status", "--conf", "conf/mine", "--home", "/data/$1").subcommand();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ./tenure query "FROM accounts" | ./tenure query --conf conf/mine --home /data/$1 "FROM accounts"
          run './tenure run --date 2026-01-31'. | run './tenure run --conf conf/mine --home /data/$1 --date 2026-01-31'.
          ./tenure run --conf conf/other --date 2026-01-31 | ./tenure run --conf conf/other --date 2026-01-31
          ./tenure inspect /exports, ./tenure demo | ./tenure inspect /exports, ./tenure demo
          """)
  void aCommandIsCompletedWhereItNamesNoCompany(String told, String completed) {
    assertThat(Commands.completed(told, MINE)).isEqualTo(completed);
  }

  @Test
  void ofTheDefaultCompanyItStaysAsItIs() {
    assertThat(
            Commands.completed("./tenure status", Tenure.line().parseArgs("status").subcommand()))
        .isEqualTo("./tenure status");
  }

  @Test
  void anErrorNamesTheCompanyInItsCure() {
    Call call = Call.of("query", "FROM nights", "--home", "/nowhere/at/all");

    assertThat(call.err()).contains("./tenure run --home /nowhere/at/all --date <day>");
  }
}
