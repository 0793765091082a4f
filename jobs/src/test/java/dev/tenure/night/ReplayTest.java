package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person mends what is in quarantine, and it counts as if it had come so. */
class ReplayTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  @TempDir private Path folder;

  @Test
  void mendedRecordsCountAndThePastStaysAsItWasPublished() throws IOException {
    Path conf = TinyCompany.write(folder);
    Files.writeString(
        folder.resolve("data/ravenstack_subscriptions.csv"),
        "S-9,A-1,2024-10-02,soon,Pro,2,100.50,1206,False,False,False,False,monthly,True\nS-8,A-1\nS-7,A-2,x,later,Pro,2,1,12,False,False,False,False,monthly,True\n",
        StandardOpenOption.APPEND);
    Home home = Home.open(folder.resolve("home"), "ravenstack");
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC())) {
      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet());
      assertThat(closing(home)).containsExactly("A-1,98", "A-2,0");

      Path file = folder.resolve("mend.jsonl");
      assertThat(warehouse.writeQuarantine(file)).isEqualTo(3);
      List<String> lines = Files.readAllLines(file);
      assertThat(lines.get(0)).contains("\"record_number\":3", "end_date is 'soon'");
      assertThat(lines.get(1)).contains("\"record_number\":4", "S-8");
      refuseBadLines(warehouse, lines);

      Path mended =
          Files.write(
              folder.resolve("mended.jsonl"),
              List.of(
                  lines.get(0).replace("\"end_date\":\"soon\"", "\"end_date\":null"),
                  lines.get(1).replaceAll("\"payload\":.*}", "\"payload\":null}"),
                  lines.get(2)));
      assertThat(warehouse.replay(mended, Progress.quiet()))
          .isEqualTo(new Replay.Result(1, 1, 1, 1));
      assertThat(warehouse.writeQuarantine(file)).as("malformed ones are read at once").isZero();
      assertThat(warehouse.reproduce(TinyCompany.DATE, Progress.quiet()).isEqual()).isTrue();

      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet());
      assertThat(closing(home)).containsExactly("A-1,198.5", "A-2,0");
      assertThat(warehouse.writeQuarantine(file)).isEqualTo(1);
      assertThat(Files.readString(file)).contains("\"record_number\":5", "the start is a date");
      assertThatThrownBy(() -> warehouse.replay(mended, Progress.quiet()))
          .isInstanceOf(TenureException.class)
          .hasMessageContainingAll("mended.jsonl:1", "mended.jsonl:2", "replayed before");
      assertThat(
              new SampleTruth(home)
                  .query("FROM data_quality SELECT rule, rows_failed WHERE status = 'quarantined'"))
          .hasSize(1);
    }
  }

  private void refuseBadLines(Warehouse warehouse, List<String> lines) throws IOException {
    Path bad =
        Files.write(
            folder.resolve("bad.jsonl"),
            List.of(
                "{\"source\":",
                lines.get(0).replace("\"record_number\":3", "\"record_number\":\"3\""),
                lines.get(0).replaceAll("\"payload\":.*}", "\"payload\":[]}"),
                lines.get(1).replaceAll("\"payload\":.*}", "\"payload\":null}"),
                lines.get(1).replaceAll("\"payload\":.*}", "\"payload\":null}")));
    assertThatThrownBy(() -> warehouse.replay(bad, Progress.quiet()))
        .isInstanceOf(TenureException.class)
        .hasMessageContainingAll(
            "4 problems",
            "bad.jsonl:1: no JSON",
            "bad.jsonl:2: 'record_number' is no number",
            "bad.jsonl:3: 'payload' is no JSON object",
            "bad.jsonl:5: the record of line 4 again");
  }

  private static List<String> closing(Home home) {
    return new SampleTruth(home)
        .query(
            "FROM account_months SELECT account_id, closing_mrr::DOUBLE::VARCHAR.replace('.0', '') WHERE month = DATE '2024-12-01' ORDER BY 1");
  }
}
