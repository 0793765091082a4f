package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What a product costs for one term.
 *
 * @param unitAmount major units (dollars, euros) for one seat and term; may have parts of a cent
 */
record Price(String id, Product product, String currency, BigDecimal unitAmount, Term term) {
  Price {
    requireNonNull(id, "id is null");
    requireNonNull(product, "product is null");
    requireNonNull(currency, "currency is null");
    requireNonNull(unitAmount, "unitAmount is null");
    requireNonNull(term, "term is null");
    if (unitAmount.signum() <= 0) {
      throw new IllegalArgumentException("price " + id + " is not above 0: " + unitAmount);
    }
  }

  BigDecimal minorUnits() {
    return unitAmount.movePointRight(2).stripTrailingZeros();
  }
}
