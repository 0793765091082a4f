package dev.tenure.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.trace.MetricTrace.Total;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricTraceTest {
  @Test
  void aSumIsThePublishedOneToTheLastDigitAndAQuotientNearly() {
    assertThat(total("100", "100.000000", true).addsUp()).isTrue();
    assertThat(total("100", "100.000001", true).addsUp()).isFalse();
    assertThat(total("0.3333333333333333", "0.3333333333333334", false).addsUp()).isTrue();
    assertThat(total("0.3333333333333333", "0.3333333", false).addsUp()).isFalse();
  }

  @Test
  void whatWasPublishedHasToBeFoundAndWhatWasNotCannotBeWrong() {
    Optional<BigDecimal> some = Optional.of(BigDecimal.TEN);
    assertThat(new Total("value", some, Optional.empty(), false).addsUp()).isFalse();
    assertThat(new Total("value", Optional.empty(), some, false).addsUp()).isTrue();
  }

  private static Total total(String published, String sum, boolean isSum) {
    return new Total(
        "numerator",
        Optional.of(new BigDecimal(published)),
        Optional.of(new BigDecimal(sum)),
        isSum);
  }
}
