package dev.tenure.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The products and prices of one billing system. */
final class Catalogue {
  private static final Map<Term, BigDecimal> MONTHS_CHARGED = monthsCharged();

  private final List<Product> products = new ArrayList<>();
  private final Map<Product, Map<Term, Price>> prices = new LinkedHashMap<>();

  Catalogue(Ids ids, String source, String currency) {
    BigDecimal level = new BigDecimal(currency.equals("EUR") ? "0.9" : "1");
    sell(ids, source, currency, "Starter", "platform", 1, true, level.multiply(dollars("9")));
    sell(ids, source, currency, "Team", "platform", 2, true, level.multiply(dollars("19")));
    sell(ids, source, currency, "Business", "platform", 3, true, level.multiply(dollars("45")));
    sell(ids, source, currency, "Analytics", "analytics", 1, false, level.multiply(dollars("120")));
  }

  List<Product> products() {
    return List.copyOf(products);
  }

  List<Price> prices() {
    return prices.values().stream().flatMap(terms -> terms.values().stream()).toList();
  }

  /** The price of the platform plan with this rank, 1 to 3. */
  Price plan(int rank, Term term) {
    return prices.get(products.get(rank - 1)).get(term);
  }

  Price analytics(Term term) {
    return prices.get(products.get(3)).get(term);
  }

  /** The plan so many ranks above (or below) for the same term, if there is one. */
  Optional<Price> neighbour(Price price, int ranks) {
    int rank = price.product().rank() + ranks;
    return price.product().family().equals("platform") && rank >= 1 && rank <= 3
        ? Optional.of(plan(rank, price.term()))
        : Optional.empty();
  }

  private void sell(
      Ids ids,
      String source,
      String currency,
      String name,
      String family,
      int rank,
      boolean isPerSeat,
      BigDecimal monthly) {
    Product product =
        new Product(ids.stripe("prod", source, products.size()), name, family, rank, isPerSeat);
    Map<Term, Price> terms = new EnumMap<>(Term.class);
    for (Term term : Term.values()) {
      // Daily and weekly prices have parts of a cent, as Stripe's unit_amount_decimal allows.
      int scale = term == Term.DAY || term == Term.WEEK ? 3 : 2;
      BigDecimal amount =
          monthly.multiply(MONTHS_CHARGED.get(term)).setScale(scale, RoundingMode.HALF_UP);
      String id = ids.stripe("price", source, products.size() * 10L + term.ordinal());
      terms.put(term, new Price(id, product, currency, amount, term));
    }
    products.add(product);
    prices.put(product, terms);
  }

  private static BigDecimal dollars(String amount) {
    return new BigDecimal(amount);
  }

  private static Map<Term, BigDecimal> monthsCharged() {
    Map<Term, BigDecimal> months = new EnumMap<>(Term.class);
    months.put(Term.DAY, new BigDecimal("0.0365"));
    months.put(Term.WEEK, new BigDecimal("0.25"));
    months.put(Term.MONTH, BigDecimal.ONE);
    months.put(Term.QUARTER, new BigDecimal("2.9"));
    months.put(Term.HALF_YEAR, new BigDecimal("5.6"));
    months.put(Term.YEAR, BigDecimal.TEN);
    months.put(Term.TWO_YEARS, new BigDecimal("19"));
    return Map.copyOf(months);
  }
}
