package dev.tenure.report;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure as a reader sees it, beside the number that it was rounded from.
 *
 * @param text what is printed
 * @param exact the number of the mart; empty where there is none
 */
record Shown(String text, String exact) {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  static final Shown NOTHING = new Shown("–", "");

  Shown {
    requireNonNull(text, "text is null");
    requireNonNull(exact, "exact is null");
  }

  /** An amount to the cent. */
  static Shown money(BigDecimal amount) {
    return new Shown(
        String.format(Locale.ROOT, "%,.2f", cents(amount)).replace("-", "−"),
        amount.toPlainString());
  }

  /** A large amount in thousands or millions, with one decimal. */
  static Shown shortMoney(BigDecimal amount) {
    BigDecimal size = amount.abs();
    String text =
        size.compareTo(MILLION) >= 0
            ? tenth(amount.divide(MILLION, 6, RoundingMode.HALF_UP)) + "\u00a0M"
            : size.compareTo(THOUSAND) >= 0
                ? tenth(amount.divide(THOUSAND, 6, RoundingMode.HALF_UP)) + "\u00a0K"
                : tenth(amount);
    return new Shown(text, amount.toPlainString());
  }

  /** A rate of 0 to 1 in percent, with one decimal; nothing where it has no value. */
  static Shown percent(Optional<Double> rate) {
    return rate.map(
            it ->
                new Shown(
                    tenth(BigDecimal.valueOf(it).movePointRight(2)) + "\u00a0%", it.toString()))
        .orElse(NOTHING);
  }

  static Shown count(long number) {
    return new Shown(String.format(Locale.ROOT, "%,d", number), Long.toString(number));
  }

  private static String tenth(BigDecimal number) {
    return String.format(Locale.ROOT, "%,.1f", number.setScale(1, RoundingMode.HALF_UP))
        .replace("-", "−");
  }

  private static BigDecimal cents(BigDecimal amount) {
    BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
    return cents.signum() == 0 ? BigDecimal.ZERO.setScale(2) : cents;
  }
}
