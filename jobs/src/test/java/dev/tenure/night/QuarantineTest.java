package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that breaks its contract is set aside with rule, value and place, and counted. */
class QuarantineTest extends SparkSuite {
  private static final Path MODELS = LeanModels.with();

  @TempDir private Path folder;

  @Test
  void aRecordThatBreaksARuleIsKeptWithTheValueThatBreaksIt() throws IOException {
    Path conf = TinyCompany.write(folder);
    Files.writeString(
        folder.resolve("data/ravenstack_subscriptions.csv"),
        "S-9,A-1,2024-10-02,soon,Pro,2,98,1176,False,False,False,False,monthly,True\n",
        StandardOpenOption.APPEND);
    Home home = Home.open(folder.resolve("home"), "ravenstack");
    try (Warehouse warehouse =
        Warehouse.open(session(), MODELS, CompanyReader.read(conf), home, Clock.systemUTC())) {
      warehouse.run(Order.night(TinyCompany.DATE), Progress.quiet());
    }

    List<Row> kept =
        session()
            .read()
            .format("delta")
            .load(home.table("quarantine/subscriptions"))
            .collectAsList();
    assertThat(kept).hasSize(1);
    Row record = kept.get(0);
    assertThat(record.<String>getAs("rule")).isEqualTo("the end is a date");
    assertThat(record.<String>getAs("reason"))
        .isEqualTo("not loaded into subscriptions: the end is a date; end_date is 'soon'");
    assertThat(record.<String>getAs("file")).endsWith("ravenstack_subscriptions.csv");
    assertThat(record.<Long>getAs("record_number")).isEqualTo(3);
    assertThat(record.<String>getAs("payload")).contains("\"end_date\":\"soon\"");
    assertThat(
            new SampleTruth(home)
                .query(
                    "FROM data_quality SELECT rows_checked, rows_failed, status WHERE rule = 'the end is a date'"))
        .containsExactly("3,1,quarantined");
    assertThat(
            new SampleTruth(home)
                .query(
                    "FROM account_months SELECT account_id, closing_mrr WHERE month = DATE '2024-12-01'"))
        .containsExactly("A-1,98", "A-2,0");
  }
}
