package dev.tenure.night;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import org.junit.jupiter.api.Test;

/** A path of conf finds its field, as systems and their connectors write it. */
class RawRecordViewsTest extends SparkSuite {
  @Test
  void aFieldOfAnObjectIsFound() {
    assertThat(field("{\"groups\":{\"company\":\"001\"}}", "groups.company")).isEqualTo("001");
    assertThat(field("{\"company\":1}", "company")).isEqualTo("1");
  }

  @Test
  void anObjectThatAConnectorWroteAsTextIsReadAsOne() {
    assertThat(field("{\"groups\":\"{\\\"company\\\":\\\"001\\\"}\"}", "groups.company"))
        .isEqualTo("001");
  }

  @Test
  void whatIsNotThereIsNull() {
    assertThat(field("{\"groups\":\"none\"}", "groups.company")).isNull();
    assertThat(field("{\"groups\":{}}", "groups.company")).isNull();
    assertThat(field("{}", "groups.company")).isNull();
  }

  private static String field(String record, String path) {
    return session().range(1).select(RawRecordViews.field(lit(record), path)).head().getString(0);
  }
}
