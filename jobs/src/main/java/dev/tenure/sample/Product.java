package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

/**
 * Something on sale.
 *
 * @param family products of one family replace each other
 * @param rank a higher one is the better plan of its family
 * @param isPerSeat whether the price is for each seat
 */
record Product(String id, String name, String family, int rank, boolean isPerSeat) {
  Product {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(family, "family is null");
  }
}
