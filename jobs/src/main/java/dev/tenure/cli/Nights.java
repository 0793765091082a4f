package dev.tenure.cli;

import dev.tenure.night.Night.Order;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a verb orders of a warehouse, once it is known what is published. */
@FunctionalInterface
interface Nights {
  /** The orders in the order in which they are run; none where nothing is missing. */
  List<Order> after(Optional<LocalDate> published);
}
