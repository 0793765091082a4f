package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.contract.Layer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the vendors' records behind the items of subscriptions, as a night knew them. */
final class Lineage {
  private static final String SUBSCRIPTIONS = "subscriptions";
  private static final String ITEMS = "billed_items";
  private static final String PRICES = "prices";

  private final Workspace work;
  private final Landed landed;
  private final LocalDate knownOn;

  Lineage(Workspace work, LocalDate knownOn) {
    this.work = work;
    this.landed = Landed.all(work);
    this.knownOn = knownOn;
  }

  /** A version of an object, by the record that showed it. */
  private record Version(
      String source, String id, LocalDate validFrom, String file, long number, String priceId) {
    String place() {
      return String.join("|", source, file, Long.toString(number));
    }
  }

  /**
   * For each item the records of its subscription and, where they come apart, of it and its price.
   */
  Map<LedgerItem, List<SourceRecord>> of(Collection<LedgerItem> items) {
    Map<String, List<Version>> subscriptions =
        versions(SUBSCRIPTIONS, "subscription_id", keys(items, LedgerItem::subscriptionId));
    Map<String, List<Version>> parts = versions(ITEMS, "item_id", keys(items, LedgerItem::itemId));
    Set<String> priceKeys = new TreeSet<>();
    parts.values().forEach(all -> all.forEach(it -> priceKeys.add(key(it.source(), it.priceId()))));
    Map<String, List<Version>> prices = versions(PRICES, "price_id", priceKeys);

    Map<LedgerItem, List<Version>> found = new LinkedHashMap<>();
    for (LedgerItem item : items) {
      List<Version> behind = new ArrayList<>();
      onDay(subscriptions.get(key(item.source(), item.subscriptionId())), item.day())
          .ifPresent(behind::add);
      Optional<Version> part = onDay(parts.get(key(item.source(), item.itemId())), item.day());
      part.ifPresent(behind::add);
      part.flatMap(it -> onDay(prices.get(key(it.source(), it.priceId())), item.day()))
          .ifPresent(behind::add);
      found.put(item, behind);
    }
    Map<String, List<Row>> records = records(found.values());
    Map<LedgerItem, List<SourceRecord>> named = new LinkedHashMap<>();
    found.forEach(
        (item, versions) ->
            named.put(
                item, versions.stream().flatMap(it -> record(it, records).stream()).toList()));
    return named;
  }

  private interface Id {
    String of(LedgerItem item);
  }

  private static Set<String> keys(Collection<LedgerItem> items, Id id) {
    Set<String> keys = new TreeSet<>();
    items.forEach(item -> keys.add(key(item.source(), id.of(item))));
    return keys;
  }

  private static String key(String source, String id) {
    return source + "|" + id;
  }

  /** The version in force; what is known first holds from the object's own start. */
  private static Optional<Version> onDay(List<Version> versions, LocalDate day) {
    if (versions == null) {
      return Optional.empty();
    }
    Comparator<Version> byStart = Comparator.comparing(Version::validFrom);
    Optional<Version> begun =
        versions.stream().filter(it -> !it.validFrom().isAfter(day)).max(byStart);
    return begun.isPresent() ? begun : versions.stream().min(byStart);
  }

  private Map<String, List<Version>> versions(String table, String id, Set<String> keys) {
    String path = work.home().table(Layer.CORE, table);
    Map<String, List<Version>> versions = new HashMap<>();
    if (keys.isEmpty() || !work.exists(path)) {
      return versions;
    }
    Column reference = table.equals(ITEMS) ? col("price_id") : lit("");
    Dataset<Row> known =
        work.store()
            .read(path, work.ledger().version(path))
            .filter(col("valid_from").leq(lit(knownOn)).and(col("file").isNotNull()))
            .filter(concat_ws("|", col("source"), col(id)).isin(keys.toArray()))
            .select(
                col("source"),
                col(id),
                col("valid_from"),
                col("file"),
                col("record_number"),
                reference);
    for (Row row : known.collectAsList()) {
      Version version =
          new Version(
              row.getString(0),
              row.getString(1),
              row.getLocalDate(2),
              row.getString(3),
              row.getLong(4),
              row.getString(5));
      versions
          .computeIfAbsent(key(version.source(), version.id()), it -> new ArrayList<>())
          .add(version);
    }
    return versions;
  }

  /** The landed rows at the places that the versions name. */
  private Map<String, List<Row>> records(Collection<List<Version>> versions) {
    Set<String> places = new TreeSet<>();
    versions.forEach(all -> all.forEach(it -> places.add(it.place())));
    Map<String, List<Row>> records = new HashMap<>();
    if (places.isEmpty()) {
      return records;
    }
    landed
        .records()
        .filter(
            concat_ws("|", col("source"), col("file"), col("record_number").cast("string"))
                .isin(places.toArray()))
        .filter(col("extract_date").leq(lit(knownOn)))
        .collectAsList()
        .forEach(
            row -> {
              String place =
                  String.join(
                      "|",
                      row.<String>getAs("source"),
                      row.<String>getAs("file"),
                      row.<Long>getAs("record_number").toString());
              records.computeIfAbsent(place, it -> new ArrayList<>()).add(row);
            });
    return records;
  }

  /**
   * The record that showed a version: of several at its place the one of its day, else the last.
   */
  private Optional<SourceRecord> record(Version version, Map<String, List<Row>> records) {
    return records.getOrDefault(version.place(), List.of()).stream()
        .max(
            Comparator.comparing(
                    (Row row) -> row.<LocalDate>getAs("extract_date").equals(version.validFrom()))
                .thenComparing(row -> row.<LocalDate>getAs("extract_date"))
                .thenComparing(row -> row.<Long>getAs("landing")))
        .map(
            row ->
                new SourceRecord(
                    version.source(),
                    row.getAs("entity"),
                    version.id(),
                    row.getAs("extract_date"),
                    version.file(),
                    version.number(),
                    sha256(row),
                    row.getAs("payload")));
  }

  private String sha256(Row row) {
    String key =
        LandedFile.key(
            row.getAs("source"), row.getAs("entity"), row.getAs("landing"), row.getAs("file"));
    return landed.all().stream()
        .filter(file -> file.key().equals(key))
        .map(LandedFile::sha256)
        .findFirst()
        .orElse("");
  }
}
