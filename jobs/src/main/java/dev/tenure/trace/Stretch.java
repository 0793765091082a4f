package dev.tenure.trace;

import dev.tenure.publish.NightMarts.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The stretch of an item's days that tells why it counts on a day: the one that holds the day, else
 * the last before it, else the first after it.
 *
 * @param isOfDay whether it holds the day
 */
record Stretch(Row row, LocalDate day, boolean isOfDay) {
  private static final Row NOTHING =
      new Row(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());

  /** Of an item's stretches, in the order of their days. */
  static Stretch on(List<Row> stretches, LocalDate day) {
    Optional<Row> ofDay = stretches.stream().filter(it -> holds(it, day)).findFirst();
    if (ofDay.isPresent()) {
      return new Stretch(ofDay.get(), day, true);
    }
    Row nearest =
        stretches.stream()
            .filter(it -> !it.date("from_date").isAfter(day))
            .reduce((one, other) -> other)
            .orElse(stretches.isEmpty() ? NOTHING : stretches.get(0));
    return new Stretch(nearest, day, false);
  }

  private static boolean holds(Row row, LocalDate day) {
    return !row.date("from_date").isAfter(day) && end(row).map(day::isBefore).orElse(true);
  }

  private static Optional<LocalDate> end(Row row) {
    return row.text("to_date").isEmpty() ? Optional.empty() : Optional.of(row.date("to_date"));
  }

  BigDecimal amount() {
    return isOfDay && isEarning() ? row.amount("constant_mrr") : BigDecimal.ZERO;
  }

  private boolean isEarning() {
    return row.text("state").equals("earning");
  }

  String why() {
    if (isOfDay) {
      return isEarning()
          ? "earning"
          : "counts nothing: %s since %s".formatted(row.text("state"), row.text("from_date"));
    }
    return end(row)
        .filter(end -> !end.isAfter(day))
        .map(end -> "counts nothing: without service since " + end)
        .orElseGet(() -> "counts nothing yet: begins on " + row.text("from_date"));
  }
}
