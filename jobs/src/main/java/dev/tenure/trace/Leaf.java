package dev.tenure.trace;

import static java.util.Objects.requireNonNull;

import dev.tenure.night.SourceRecord;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an item of a subscription adds to a number.
 *
 * @param amount in the reporting currency; 0 for an item that counts nothing
 * @param name the item
 * @param why why it counts so much or nothing
 * @param facts what the amount was computed of, by name
 * @param records the vendor's records that say so
 */
public record Leaf(
    BigDecimal amount,
    String name,
    String why,
    Map<String, String> facts,
    List<SourceRecord> records) {
  public Leaf {
    requireNonNull(amount, "amount is null");
    requireNonNull(name, "name is null");
    requireNonNull(why, "why is null");
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    records = List.copyOf(records);
  }
}
