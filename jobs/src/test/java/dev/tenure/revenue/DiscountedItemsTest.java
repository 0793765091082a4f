package dev.tenure.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.revenue.DiscountedItems.Discount;
import dev.tenure.revenue.DiscountedItems.Item;
import dev.tenure.revenue.DiscountedItems.State;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscountedItemsTest {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  @Test
  void percentagesCompoundInTheirOrder() {
    assertThat(left(List.of(item("a", "200")), List.of(percent("10"), percent("20"))))
        .containsExactly("144");
    assertThat(left(List.of(item("a", "100")), List.of(amount("50"), percent("50"))))
        .containsExactly("25");
    assertThat(left(List.of(item("a", "100")), List.of(percent("50"), amount("50"))))
        .containsExactly("0");
  }

  @Test
  void anAmountOverThreeEqualItemsGivesTheOddCentToTheLowestId() {
    assertThat(
            left(List.of(item("c", "10"), item("a", "10"), item("b", "10")), List.of(amount("10"))))
        .containsExactly("6.66", "6.67", "6.67");
  }

  @Test
  void largerRemaindersComeFirst() {
    // 1.00 over 2, 3 and 5 of 10 is 0.20, 0.30, 0.50; 0.99 is 0.198, 0.297, 0.495: 19, 29, 49 cents
    // leave two, which go to 0.8 and 0.7.
    assertThat(
            left(List.of(item("a", "2"), item("b", "3"), item("c", "5")), List.of(amount("0.99"))))
        .containsExactly("1.80", "2.70", "4.51");
  }

  @Test
  void nobodyPaysLessThanNothing() {
    assertThat(left(List.of(item("a", "30"), item("b", "19")), List.of(amount("50"))))
        .containsExactly("0", "0");
  }

  @Test
  void whateverIsSpreadAddsUpToTheAmount() {
    Random random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      List<Item> items = new ArrayList<>();
      BigDecimal total = BigDecimal.ZERO;
      for (int n = 0; n < 1 + random.nextInt(6); n++) {
        BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(100_000), 2);
        items.add(item("i" + n, price.toPlainString()));
        total = total.add(price);
      }
      BigDecimal off = BigDecimal.valueOf(1 + random.nextInt(50_000), 2).min(total);
      BigDecimal left =
          DiscountedItems.of(items, List.of(amount(off.toPlainString()))).stream()
              .map(State::left)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(left).isEqualByComparingTo(total.subtract(off));
    }
  }

  private static List<String> left(List<Item> items, List<Discount> discounts) {
    return DiscountedItems.of(items, discounts).stream()
        .map(it -> it.left().signum() == 0 ? "0" : it.left().setScale(decimals(it)).toPlainString())
        .toList();
  }

  private static int decimals(State state) {
    return Math.max(0, state.left().stripTrailingZeros().scale()) == 0 ? 0 : 2;
  }

  private static Item item(String id, String amount) {
    return new Item(id, Optional.empty(), new BigDecimal(amount), "USD", CENT, List.of());
  }

  private static Discount percent(String percent) {
    return new Discount(
        Optional.of(new BigDecimal(percent)), Optional.empty(), Optional.empty(), List.of());
  }

  private static Discount amount(String amount) {
    return new Discount(
        Optional.empty(), Optional.of(new BigDecimal(amount)), Optional.of("USD"), List.of());
  }
}
