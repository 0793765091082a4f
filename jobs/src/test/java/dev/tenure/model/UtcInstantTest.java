package dev.tenure.model;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.spark.Sessions;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connector wrote without a zone is the same instant for companies of every zone. */
class UtcInstantTest extends SparkSuite {
  private static final List<SqlFunction> FUNCTIONS =
      CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")))
          .functions();

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"})
  void theCasesHoldInEveryZone(String zone) {
    SparkSession own = Sessions.beside(session(), FUNCTIONS);
    own.conf().set("spark.sql.session.timeZone", zone);
    SqlFunction function =
        FUNCTIONS.stream().filter(it -> it.name().equals("utc_instant")).findFirst().orElseThrow();

    function
        .cases()
        .forEach(
            (title, example) ->
                assertThat(text(own, example.call())).as(title).isEqualTo(example.expected()));
    assertThat(text(own, "unix_seconds(utc_instant('2021-03-14 02:30:00'))"))
        .as("an hour that a zone's clocks skip")
        .isEqualTo("1615689000");
  }

  private static String text(SparkSession own, String call) {
    Object value = own.range(1).select(expr(call).cast("string")).head().get(0);
    return value == null ? "" : value.toString();
  }
}
