package dev.tenure.revenue;

import dev.tenure.revenue.DiscountedItems.Discount;
import dev.tenure.revenue.DiscountedItems.Item;
import dev.tenure.revenue.DiscountedItems.State;
import dev.tenure.revenue.DiscountedItems.Step;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code discounted_items(items, discounts)} in SQL: see its description in {@code sql/functions}.
 * What cannot be told of an item, its currency or its amount, counts as nothing to take off from.
 */
public final class DiscountedItemsFunction implements UDF2<Seq<Row>, Seq<Row>, List<Row>> {
  private static final long serialVersionUID = 1;

  @Override
  public List<Row> call(Seq<Row> items, Seq<Row> discounts) {
    return DiscountedItems.of(
            rows(items).stream().map(DiscountedItemsFunction::item).toList(), discounts(discounts))
        .stream()
        .map(DiscountedItemsFunction::row)
        .toList();
  }

  private static Item item(Row row) {
    return new Item(
        row.getAs("item_id"),
        text(row, "product_id"),
        decimal(row, "amount").orElse(BigDecimal.ZERO),
        text(row, "currency").orElse(""),
        decimal(row, "minor_unit").orElse(BigDecimal.ONE),
        discounts(row.getAs("discounts")));
  }

  private static List<Discount> discounts(Seq<Row> discounts) {
    return rows(discounts).stream()
        .map(
            it ->
                new Discount(
                    decimal(it, "percent_off"),
                    decimal(it, "amount_off"),
                    text(it, "currency"),
                    elements(it.<Seq<String>>getAs("product_ids"))))
        .toList();
  }

  private static Row row(State state) {
    return RowFactory.create(
        state.item().id(),
        state.left(),
        state.steps().stream().map(DiscountedItemsFunction::row).toList());
  }

  private static Row row(Step step) {
    return RowFactory.create(step.percent().orElse(null), step.amount().orElse(null));
  }

  private static List<Row> rows(Seq<Row> rows) {
    return elements(rows);
  }

  private static <T> List<T> elements(Seq<T> values) {
    return values == null ? List.of() : List.copyOf(CollectionConverters.asJava(values));
  }

  private static Optional<String> text(Row row, String field) {
    return Optional.ofNullable(row.getAs(field));
  }

  private static Optional<BigDecimal> decimal(Row row, String field) {
    return Optional.ofNullable(row.getAs(field));
  }
}
