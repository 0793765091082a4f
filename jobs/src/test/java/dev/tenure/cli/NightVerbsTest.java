package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenure.Copies;
import dev.tenure.SparkSuite;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.night.TracedMetrics;
import dev.tenure.readers.EveryReader;
import dev.tenure.store.Home;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs on one published night of a small company: what they print and how they end. */
class NightVerbsTest extends SparkSuite {
  private static final String NIGHT = "2025-12-31";
  private static final String NEXT = "2026-01-01";

  @TempDir private static Path home;

  @BeforeAll
  static void publishANight() {
    Call sample = call("sample", "--accounts=8", "--from=2025-12-30", "--to=" + NIGHT, "--json");
    assertThat(sample.json().at("/inbox").asText()).isEqualTo(home.resolve("inbox").toString());
    sample.assertDocumented("sample");

    JsonNode landed = night("land");
    assertThat(landed.at("/published").asBoolean()).isFalse();
    JsonNode published = night("publish");
    assertThat(published.at("/run_id").asText()).startsWith(NIGHT);
    assertThat(published.at("/checks").asInt()).isGreaterThan(100);
    assertThat(published.at("/marts/accounts/rows").asLong()).isPositive();
    assertThat(Path.of(published.at("/manifest").asText())).isRegularFile();
  }

  @Test
  void aNightBeforeThePublishedOneIsRefusedWithAHint() {
    Call past = call("run", "--date", "2025-12-30", "--json");

    assertThat(past.exitCode()).isEqualTo(2);
    assertThat(past.out()).isEmpty();
    assertThat(past.err())
        .contains("2025-12-30 lies before the newest published night, 2025-12-31")
        .contains("./tenure backfill --home %s --from 2025-12-30".formatted(home));
  }

  @Test
  void runThroughADayRunsWhatIsMissingInOrderAndIsDoneThen() {
    Call nothing = call("run", "--through", NIGHT, "--json");
    assertThat(nothing.exitCode()).isZero();
    assertThat(nothing.json().at("/nights")).isEmpty();
    assertThat(call("run", "--through", "2025-12-01").out()).contains("Nothing is missing");

    Call wrong = call("run", "--through", "tomorrow");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("yesterday, today or a day as 2026-01-31, not 'tomorrow'");
    assertThat(call("run", "--through", NIGHT, "--date", NIGHT).exitCode()).isEqualTo(2);
    assertThat(call("run").exitCode()).isEqualTo(2);
  }

  @Test
  void everyMissingNightIsOrderedOnceAndAPersonsHoldWithTheFirst() {
    Nights nights =
        parsed("run", "--through", "2026-01-03", "--release", "crm").nights(Place.company(null));

    assertThat(nights.after(Optional.of(LocalDate.parse("2025-12-31"))))
        .extracting(order -> order.date() + " " + order.release())
        .containsExactly("2026-01-01 [crm]", "2026-01-02 []", "2026-01-03 []");
    assertThat(nights.after(Optional.empty()))
        .extracting(order -> order.date().toString())
        .containsExactly("2026-01-03");
    assertThat(
            parsed("run", "--through", "yesterday")
                .nights(Place.company(null))
                .after(Optional.empty()))
        .extracting(order -> order.date())
        .containsExactly(LocalDate.now(Place.company(null).zone()).minusDays(1));
  }

  private static RunVerb parsed(String... arguments) {
    return (RunVerb) Tenure.line().parseArgs(arguments).subcommand().commandSpec().userObject();
  }

  @Test
  void aNightThatAnotherRunHoldsEndsWith4() throws IOException {
    Path lock = home.resolve("warehouse/run.lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      Call run = call("backfill", "--from", NIGHT, "--to", NEXT);

      assertThat(run.exitCode()).isEqualTo(4);
      assertThat(run.err()).contains("The warehouse is held by");
    }
  }

  @Test
  void aTraceGoesFromEveryAccountsNumberToTheVendorsRecords() throws IOException {
    Call differing =
        call(
            "query",
            """
            FROM (
              FROM mrr_items
              SELECT coalesce(account_id, concat('unmapped:', source, ':', customer_id)) AS account_id,
                sum(constant_mrr) AS mrr
              WHERE state = 'earning' AND from_date <= DATE '2025-12-31'
                AND (to_date IS NULL OR to_date > DATE '2025-12-31')
              GROUP BY 1
            )
            FULL JOIN (FROM account_months WHERE month = DATE '2025-12-01') USING (account_id)
            SELECT count(*), count_if(coalesce(mrr, 0) <> coalesce(closing_mrr, 0))
            """,
            "--format=csv");
    assertThat(differing.out().lines().toList().get(1)).matches("[1-9][0-9]*,0");

    String account =
        only(
            "FROM mrr_items SELECT account_id WHERE account_id IS NOT NULL AND state = 'earning' AND to_date IS NULL AND native_currency = 'USD' AND discounts_json = '[]' GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1");
    Call traced = trace("account", account, "--month", "2025-12", "--json");
    assertThat(traced.exitCode()).as(traced.err()).isZero();
    traced.assertDocumented("trace");
    assertThat(traced.json().at("/adds_up").asBoolean()).isTrue();
    assertThat(traced.json().at("/leaves")).isNotEmpty();
    // How often each interval is billed in a year.
    Map<String, String> times = Map.of("day", "365", "week", "52", "month", "12", "year", "1");
    int recomputed = 0;
    for (JsonNode leaf : traced.json().at("/leaves")) {
      JsonNode record = leaf.at("/records/0");
      JsonNode payload = new ObjectMapper().readTree(record.at("/payload").asText());
      String[] name = leaf.at("/name").asText().split(" ", -1);
      assertThat(payload.at("/id").asText())
          .isEqualTo(record.at("/id").asText())
          .isEqualTo(name[1]);
      assertThat(home.resolve("inbox").resolve(name[0])).isDirectory();
      assertThat(record.at("/sha256").asText()).matches("[0-9a-f]{64}");
      for (JsonNode item : payload.at("/items/data")) {
        boolean isPlain =
            item.at("/price/currency").asText().equals("usd")
                && payload.path("discounts").isEmpty();
        if (isPlain
            && item.at("/id").asText().equals(name[2])
            && leaf.at("/amount").asDouble() > 0) {
          assertThat(new BigDecimal(leaf.at("/amount").asText()))
              .isEqualByComparingTo(
                  new BigDecimal(item.at("/price/unit_amount_decimal").asText())
                      .multiply(new BigDecimal(item.at("/quantity").asText()))
                      .multiply(
                          new BigDecimal(times.get(item.at("/price/recurring/interval").asText())))
                      .movePointLeft(2)
                      .divide(
                          new BigDecimal(item.at("/price/recurring/interval_count").asText())
                              .multiply(BigDecimal.valueOf(12)),
                          6,
                          RoundingMode.HALF_UP));
          recomputed++;
        }
      }
    }
    assertThat(recomputed).isPositive();

    String[] moved =
        only("FROM mrr_movements SELECT concat(account_id, ' ', movement_date) ORDER BY movement <> 'expansion', 1 LIMIT 1")
            .split(" ", -1);
    Call movement = trace("movement", moved[0], moved[1]);
    assertThat(movement.exitCode()).as(movement.out() + movement.err()).isZero();
    assertThat(movement.out()).contains("leaves sum to").doesNotContain("THEY DIFFER");
    assertReckoned(traced.out());
    assertReckoned(trace("movement", moved[0], moved[1], "--json").out());
    Call still = trace("movement", moved[0], "1999-01-01");
    assertThat(still.exitCode()).isEqualTo(2);
    assertThat(still.err()).contains("did not move on 1999-01-01").contains(moved[1]);
    Call nobody = trace("account", "nobody's", "--on", NIGHT);
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).contains("knows no account 'nobody's'");
    Call never = trace("account", account, "--on", NIGHT, "--as-of", "2020-01-01");
    assertThat(never.exitCode()).isEqualTo(2);
  }

  /** A few more accounts and movements, also of other currencies and with discounts. */
  @Test
  void othersReckonTheSameFromTheCitedRecordsAlone() throws IOException {
    for (String account :
        all(
            "FROM mrr_items SELECT account_id WHERE account_id IS NOT NULL AND state = 'earning' AND to_date IS NULL GROUP BY ALL ORDER BY max(discounts_json) DESC, max(native_currency <> 'USD') DESC, 1 LIMIT 4")) {
      assertReckoned(trace("account", account, "--month", "2025-12", "--json").out());
    }
    for (String moved :
        all(
            "FROM mrr_movements SELECT DISTINCT concat(account_id, ' ', movement_date) AS moved WHERE movement_date >= DATE '2025-12-30' ORDER BY 1 LIMIT 4")) {
      String[] words = moved.split(" ", -1);
      assertReckoned(trace("movement", words[0], words[1], "--json").out());
    }
  }

  /** Asks a program that knows nothing of the marts. */
  private static void assertReckoned(String trace) throws IOException {
    Path json = Files.writeString(home.resolveSibling(home.getFileName() + "-trace.json"), trace);
    Process python;
    try {
      python =
          new ProcessBuilder(
                  "python3", "src/test/python/recompute_trace.py", home.resolve("inbox").toString())
              .redirectInput(json.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "No python3, so that nobody reckons the traces again: " + e.getMessage());
      return;
    }
    String told = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.onExit().join().exitValue()).as(told).isZero();
    assertThat(told).contains("same: ");
    System.out.print(told);
  }

  @Test
  void everyMetricIsMadeOfItsLeaves() {
    Catalogue catalogue = CatalogueReader.read(Place.models(), Place.company(null));
    assertThat(TracedMetrics.assertAddUp(new Home(home), catalogue, YearMonth.of(2000, 1)))
        .isGreaterThan(1_000);

    Call told = trace("net_revenue_retention", "--month=2025-12", "--window=12m");
    assertThat(told.exitCode()).as(told.err()).isZero();
    assertThat(told.out())
        .contains("numerator: leaves sum to", "value: leaves come to", "definition ")
        .contains("./tenure trace --home %s account".formatted(home));
    Call json = trace("ltv_simple", "--month=2025-12", "--window=6m", "--json");
    json.assertDocumented("trace");
    assertThat(json.json().at("/definition").asText()).matches("[0-9a-f]{64}");
    assertThat(json.json().at("/leaves/0/amounts")).isNotEmpty();
    String plan =
        only(
            "FROM metric_values SELECT dimension_value WHERE metric = 'mrr' AND dimension = 'plan' AND period = DATE '2025-12-01' AND value > 0 ORDER BY value DESC LIMIT 1");
    Call share = trace("mrr", "--month=2025-12", "--dimension=plan=" + plan);
    assertThat(share.exitCode()).as(share.out() + share.err()).isZero();
    assertThat(share.out()).contains("of period_mrr");

    Call none = trace("mrr", "--month=2025-12", "--dimension=region=Atlantis");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("region=Atlantis").contains("FROM metric_values");
    Call unknown = trace("mmr", "--month=2025-12");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("There is no metric 'mmr'").contains("arpa");
    Call open = trace("mrr", "--month=2025-12", "--reported");
    assertThat(open.exitCode()).isEqualTo(2);
    assertThat(open.err()).contains("no mrr of 2025-12 was reported");
    Call unsaid = trace("mrr");
    assertThat(unsaid.exitCode()).isEqualTo(2);
    assertThat(unsaid.err()).contains("Say which number");
  }

  /** What is traced stands between the verb and the options. */
  private static Call trace(String... arguments) {
    List<String> all = new ArrayList<>(List.of("trace"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    return Call.of(all.toArray(String[]::new));
  }

  private static String only(String sql) {
    return all(sql).get(0);
  }

  private static List<String> all(String sql) {
    return call("query", sql, "--format=csv").out().lines().skip(1).toList();
  }

  @Test
  void aBrokenRuleEndsWith3AndItsRowsCanBeTried() throws IOException {
    Path conf = home.resolveSibling(home.getFileName() + "-conf");
    Copies.copy(Place.root().resolve("conf/sample"), conf);
    Path marts = Files.createDirectories(conf.resolve("sql/marts"));
    for (String file : List.of("link_coverage.sql", "link_coverage.yml")) {
      String text = Files.readString(Place.models().resolve("marts").resolve(file));
      Files.writeString(
          marts.resolve(file), text.replace("  fail:\n", "  fail:\n    nothing is right: false\n"));
    }

    Call checked = call("check", "--date", NEXT, "--conf", conf.toString(), "--json");
    assertThat(checked.exitCode()).isEqualTo(3);
    assertThat(checked.err())
        .contains("The night of 2026-01-01 is not published: 1 checks failed")
        .contains("--failing \"nothing is right\"");

    Call rows =
        call(
            "try",
            "link_coverage",
            "--date=" + NEXT,
            "--failing=nothing is right",
            "--conf=" + conf,
            "--json");
    assertThat(rows.json().at("/rows/0").has("linked_share")).isTrue();
  }

  @Test
  void everyToolReadsTheSameRowsInTheSameTypes() throws Exception {
    new EveryReader(session(), new Home(home), Place.root()).assertSame();
  }

  @Test
  void statusTellsWhatIsPublished() {
    Call status = call("status", "--json");

    assertThat(status.json().at("/published/as_of_date").asText()).isEqualTo(NIGHT);
    assertThat(status.json().at("/sources/crm/newest_extract_date").asText()).isEqualTo(NIGHT);
    assertThat(status.json().at("/nights/0/run_id"))
        .isEqualTo(status.json().at("/published/run_id"));
    status.assertDocumented("status");
    assertThat(call("status").out())
        .startsWith("published: the night of 2025-12-31, run 2025-12-31-")
        .contains("source crm: 2025-12-31, 0 days before the night\n")
        .contains("night 2025-12-31: run 2025-12-31-")
        .contains("disk raw: ", "disk exports: ")
        .endsWith("to do: nothing\n");
    assertThat(status.json().at("/disk/marts/bytes").asLong()).isPositive();
  }

  @Test
  void theNightsPageShowsTheFiguresOfItsMarts() throws IOException {
    String closing =
        call(
                "query",
                "FROM account_months SELECT 12 * sum(closing_mrr) AS arr WHERE month = DATE '2025-12-01'",
                "--json")
            .json()
            .at("/0/arr")
            .asText();

    String page = Files.readString(home.resolve("published/report.html"));
    assertThat(page)
        .contains("<h1>sample: revenue at the end of Dec 2025</h1>")
        .contains("data-value=\"" + new BigDecimal(closing).setScale(6).toPlainString() + "\"")
        .contains(
            "<td>Check: opening + movements − closing</td><td data-value=\"0.000000\">0.00</td>");
  }

  @Test
  void tryPrintsTheRowsOfAModel() {
    Call rows = call("try", "sql/metrics/revenue/arpa.sql", "--date", NIGHT, "--rows=3", "--json");

    assertThat(rows.json().at("/rows")).hasSize(3);
    assertThat(rows.json().at("/rows/0/metric").asText()).isEqualTo("arpa");
    assertThat(rows.json().at("/has_more").asBoolean()).isTrue();
    rows.assertDocumented("try");
    assertThat(call("try", "accounts", "--date", NIGHT, "--rows=1").out())
        .startsWith("account_id")
        .endsWith("… and more\n");
  }

  @Test
  void tryAgainstThePublishedNightTellsWhatAChangedModelMoves(@TempDir Path folder)
      throws IOException {
    Path conf = folder.resolve("conf");
    Copies.copy(Path.of("../conf/sample"), conf);
    List<String> accounts =
        List.of(
            call("query", "SELECT account_id FROM accounts ORDER BY 1", "--format=csv")
                .out()
                .split("\n", -1));
    String gone = accounts.get(1);
    replace(conf, "accounts", "known_accounts.name,", "concat(known_accounts.name, '!') AS name,");
    replace(
        conf,
        "accounts",
        "WHERE\n  NOT known_accounts.is_deleted\n  OR payments.customer_since IS NOT NULL",
        "WHERE\n  known_accounts.account_id > '" + gone + "'");
    replace(
        conf,
        "account_months",
        "  month_bridges.closing_mrr,\n",
        "  month_bridges.closing_mrr + 1 AS closing_mrr,\n");

    Call changed = call("try", "accounts", "--against=published", "--conf", conf.toString());
    assertThat(changed.err()).isEmpty();
    assertThat(changed.out())
        .contains("%n  gone     %s%n".formatted(gone))
        .contains("\nMarts that read it: ")
        .contains("account_360")
        .doesNotContain("Nothing would change");
    Call months =
        call(
            "try", "account_months", "--against", "published", "--json", "--conf", conf.toString());
    months.assertDocumented("try");
    long rows = months.json().at("/rows").asLong();
    assertThat(rows).isPositive();
    assertThat(months.json().at("/changed").asLong()).isEqualTo(rows);
    JsonNode closing =
        StreamSupport.stream(months.json().at("/columns").spliterator(), false)
            .filter(column -> column.at("/name").asText().equals("closing_mrr"))
            .findFirst()
            .orElseThrow();
    assertThat(
            new BigDecimal(closing.at("/total").asText())
                .subtract(new BigDecimal(closing.at("/published_total").asText())))
        .isEqualByComparingTo(BigDecimal.valueOf(rows));
    assertThat(months.json().at("/examples/0/values/0").asText()).matches("closing_mrr .* → .*");

    assertThat(call("try", "account_months", "--against=published").out())
        .endsWith("Nothing would change.\n");
    Call view = call("try", "day_movements", "--against=published");
    assertThat(view.exitCode()).isEqualTo(2);
    assertThat(view.err()).contains("day_movements is not published").contains("mrr_movements");
    Files.writeString(folder.resolve("accounts.sql"), "SELECT 1");
    Call stray = call("try", folder.resolve("accounts.sql").toString(), "--against=published");
    assertThat(stray.exitCode()).isEqualTo(2);
    assertThat(stray.err()).contains("is not the file that the warehouse reads");
  }

  /** Puts a mart's pair, changed in one place, into a company's folder. */
  private static void replace(Path conf, String mart, String from, String to) throws IOException {
    Path own = conf.resolve("sql/marts");
    Path sql = own.resolve(mart + ".sql");
    if (!Files.exists(sql)) {
      Files.createDirectories(own);
      Files.copy(Path.of("../sql/marts", mart + ".sql"), sql);
      Files.copy(Path.of("../sql/marts", mart + ".yml"), own.resolve(mart + ".yml"));
    }
    String text = Files.readString(sql);
    assertThat(text).contains(from);
    Files.writeString(sql, text.replace(from, to));
  }

  @Test
  void tryOfAnUnknownTableOrCheckEndsWith2() {
    Call table = call("try", "nothing", "--date", NIGHT);
    assertThat(table.exitCode()).isEqualTo(2);
    assertThat(table.err()).contains("No table is named 'nothing'");

    Call check = call("try", "accounts", "--date", NIGHT, "--failing", "nothing");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains("accounts has no check 'nothing'");
  }

  @Test
  void onlyAPublishedNightCanBeReproduced() {
    Call again = call("reproduce", "--date", NEXT);

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err())
        .contains("The night of 2026-01-01 was not published. Published: 2025-12-31.");
  }

  @Test
  void queryAnswersInRows() {
    String sql = "FROM nights SELECT as_of_date::VARCHAR AS night";

    assertThat(call("query", sql, "--json").json()).hasToString("[{\"night\":\"2025-12-31\"}]");
    assertThat(call("query", sql, "--format=csv", "--as-of", NIGHT).out())
        .isEqualTo("night\n2025-12-31\n");
    assertThat(call("query", "FROM nothing").exitCode()).isEqualTo(2);
    assertThat(call("query", sql, "--as-of", NEXT).exitCode()).isEqualTo(2);
  }

  @Test
  void aSpoiltManifestEndsWith1() throws IOException {
    Path spoilt = home.resolve("published/nights/2020-01-01.json");
    Files.writeString(spoilt, "{");
    try {
      Call query = call("query", "FROM nights", "--as-of", "2020-01-01");

      assertThat(query.exitCode()).isEqualTo(1);
      assertThat(query.err()).contains("Cannot read " + spoilt);
    } finally {
      Files.delete(spoilt);
    }
  }

  private static JsonNode night(String verb) {
    Call call = call(verb, "--date", NIGHT, "--json");
    assertThat(call.err()).isEmpty();
    assertThat(call.exitCode()).isZero();
    assertThat(call.json().at("/as_of_date").asText()).isEqualTo(NIGHT);
    call.assertDocumented(verb);
    return call.json();
  }

  private static Call call(String verb, String... arguments) {
    List<String> all = new ArrayList<>(List.of(verb, "--home", home.toString()));
    all.addAll(List.of(arguments));
    return Call.of(all.toArray(String[]::new));
  }
}
