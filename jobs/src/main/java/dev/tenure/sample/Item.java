package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

/** One priced line of a subscription. */
record Item(String id, Price price, int quantity) {
  Item {
    requireNonNull(id, "id is null");
    requireNonNull(price, "price is null");
    if (quantity < 1) {
      throw new IllegalArgumentException("item " + id + " has quantity " + quantity);
    }
  }

  Item withQuantity(int seats) {
    return new Item(id, price, seats);
  }

  Item withPrice(Price next) {
    return new Item(id, next, quantity);
  }
}
