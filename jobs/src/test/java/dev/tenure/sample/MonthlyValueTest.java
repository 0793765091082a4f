package dev.tenure.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonthlyValueTest {
  @ParameterizedTest(name = "{0} x {1} a {2} at {3} is {4} a month")
  @CsvSource({
    "10, 1, WEEK, 1, 43.333333",
    "1, 1, DAY, 1, 30.416667",
    "1200, 1, YEAR, 1, 100.000000",
    "2400, 1, TWO_YEARS, 1, 100.000000",
    "300, 1, QUARTER, 1, 100.000000",
    "600, 1, HALF_YEAR, 1, 100.000000",
    "19, 7, MONTH, 1, 133.000000",
    "100, 1, MONTH, 1.0764, 107.640000",
    // 0.297 x 5 x 1.0764 x 365 / 12 = 48.6196425, rounded half up once at the end
    "0.297, 5, DAY, 1.0764, 48.619643"
  })
  void anItemIsWorthItsPricePerMonth(
      BigDecimal unitAmount, long quantity, Term term, BigDecimal rate, BigDecimal expected) {
    assertThat(MonthlyValue.of(unitAmount, quantity, term, rate)).isEqualTo(expected);
  }
}
