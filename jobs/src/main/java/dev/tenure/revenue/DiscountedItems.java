package dev.tenure.revenue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the items of one subscription cost per billing interval after discounts. An item's own
 * discounts come first, then those of the whole subscription, each list in its order, compounding.
 * An amount off several items is spread over them in proportion to what is left of each, in the
 * currency's smallest unit, the largest remainders rounded up, ties to the lowest item id. Nobody
 * pays less than nothing.
 */
final class DiscountedItems {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int DECIMALS = 12;

  private final List<State> states;

  /**
   * An item before discounts.
   *
   * @param amount for one billing interval, without tax
   * @param minorUnit the currency's smallest unit, such as 0.01
   */
  record Item(
      String id,
      Optional<String> product,
      BigDecimal amount,
      String currency,
      BigDecimal minorUnit,
      List<Discount> discounts) {
    Item {
      requireNonNull(id, "id is null");
      requireNonNull(product, "product is null");
      requireNonNull(amount, "amount is null");
      requireNonNull(currency, "currency is null");
      requireNonNull(minorUnit, "minorUnit is null");
      discounts = List.copyOf(discounts);
    }
  }

  /**
   * A discount: a share of the amount, or an amount in a currency of its own.
   *
   * @param products those that it is for; empty for all
   */
  record Discount(
      Optional<BigDecimal> percent,
      Optional<BigDecimal> amount,
      Optional<String> currency,
      List<String> products) {
    Discount {
      requireNonNull(percent, "percent is null");
      requireNonNull(amount, "amount is null");
      requireNonNull(currency, "currency is null");
      products = List.copyOf(products);
    }

    boolean isFor(Item item) {
      boolean isItsProduct =
          products.isEmpty() || item.product().filter(products::contains).isPresent();
      return isItsProduct
          && (percent.isPresent() || currency.filter(item.currency()::equals).isPresent());
    }
  }

  /** A discount as it falls on one item: percent of what is left, or an amount. */
  record Step(Optional<BigDecimal> percent, Optional<BigDecimal> amount) {
    Step {
      requireNonNull(percent, "percent is null");
      requireNonNull(amount, "amount is null");
    }

    BigDecimal after(BigDecimal left) {
      BigDecimal share =
          percent
              .map(it -> left.multiply(it).divide(HUNDRED, DECIMALS, RoundingMode.HALF_UP))
              .orElse(BigDecimal.ZERO);
      return left.subtract(share).subtract(amount.orElse(BigDecimal.ZERO)).max(BigDecimal.ZERO);
    }
  }

  /** What is left of an item after some of its discounts, and how they fell on it. */
  static final class State {
    private final Item item;
    private final List<Step> steps = new ArrayList<>();
    private BigDecimal left;

    private State(Item item) {
      this.item = item;
      this.left = item.amount();
    }

    Item item() {
      return item;
    }

    BigDecimal left() {
      return left;
    }

    List<Step> steps() {
      return List.copyOf(steps);
    }

    private void take(Step step) {
      steps.add(step);
      left = step.after(left);
    }
  }

  private DiscountedItems(List<Item> items) {
    this.states = items.stream().sorted(Comparator.comparing(Item::id)).map(State::new).toList();
  }

  /** The items by id, after their own discounts and those of the subscription. */
  static List<State> of(List<Item> items, List<Discount> discounts) {
    DiscountedItems discounted = new DiscountedItems(items);
    for (State state : discounted.states) {
      state.item().discounts().forEach(it -> spread(it, List.of(state)));
    }
    discounts.forEach(it -> spread(it, discounted.states));
    return discounted.states;
  }

  private static void spread(Discount discount, List<State> states) {
    List<State> eligible = states.stream().filter(it -> discount.isFor(it.item())).toList();
    if (discount.percent().isPresent()) {
      eligible.forEach(it -> it.take(new Step(discount.percent(), Optional.empty())));
      return;
    }
    BigDecimal total = eligible.stream().map(State::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal amount = discount.amount().orElse(BigDecimal.ZERO);
    if (total.signum() == 0) {
      return;
    }
    if (eligible.size() == 1 || amount.compareTo(total) >= 0) {
      eligible.forEach(it -> it.take(fixed(amount.compareTo(total) >= 0 ? it.left() : amount)));
      return;
    }
    List<BigInteger> shares = shares(amount, total, eligible);
    for (int i = 0; i < eligible.size(); i++) {
      State state = eligible.get(i);
      state.take(fixed(new BigDecimal(shares.get(i)).multiply(state.item().minorUnit())));
    }
  }

  private static Step fixed(BigDecimal amount) {
    return new Step(Optional.empty(), Optional.of(amount));
  }

  /** Largest remainder: whole smallest units that add up to the amount. */
  private static List<BigInteger> shares(BigDecimal amount, BigDecimal total, List<State> states) {
    BigInteger units =
        amount
            .divide(states.get(0).item().minorUnit(), 0, RoundingMode.HALF_UP)
            .toBigIntegerExact();
    BigInteger whole = scaled(total);
    List<BigInteger[]> parts =
        states.stream()
            .map(it -> scaled(it.left()).multiply(units).divideAndRemainder(whole))
            .toList();
    BigInteger rest = parts.stream().map(it -> it[0]).reduce(units, BigInteger::subtract);
    List<Integer> byRemainder =
        IntStream.range(0, parts.size())
            .boxed()
            .sorted(
                Comparator.<Integer, BigInteger>comparing(i -> parts.get(i)[1])
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    return IntStream.range(0, parts.size())
        .mapToObj(
            i ->
                byRemainder.indexOf(i) < rest.intValueExact()
                    ? parts.get(i)[0].add(BigInteger.ONE)
                    : parts.get(i)[0])
        .toList();
  }

  private static BigInteger scaled(BigDecimal amount) {
    return amount.setScale(DECIMALS, RoundingMode.HALF_UP).unscaledValue();
  }
}
