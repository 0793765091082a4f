package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.MartChange;
import dev.tenure.night.MartChange.ColumnChange;
import dev.tenure.night.MartChange.Example;

/** What a changed model would do to a published mart. */
record MartChangeAnswer(MartChange change) implements Answer {
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s of the night of %s: published %,d rows, now %,d%n"
            .formatted(change.mart(), change.asOfDate(), change.publishedRows(), change.rows()));
    text.append(
        "rows: %,d added, %,d gone, %,d changed%n"
            .formatted(change.added(), change.gone(), change.changed()));
    for (ColumnChange column : change.columns()) {
      if (!column.isEqual()) {
        text.append(
            "  %-28s %,d rows changed%s%n"
                .formatted(column.name(), column.changedRows(), totals(column)));
      }
    }
    for (Example example : change.examples()) {
      text.append(
          "  %-8s %s%s%n"
              .formatted(
                  example.what(),
                  String.join(" ", example.key()),
                  example.values().isEmpty() ? "" : ": " + String.join(", ", example.values())));
    }
    text.append(
        change.downstream().isEmpty()
            ? "No published mart reads it."
            : "Marts that read it: " + String.join(", ", change.downstream()));
    return change.isEqual() ? text.append("\nNothing would change.").toString() : text.toString();
  }

  private static String totals(ColumnChange column) {
    return column.publishedTotal().equals(column.total())
        ? ""
        : ", total %s → %s".formatted(column.publishedTotal(), column.total());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("mart", change.mart());
    json.put("as_of_date", change.asOfDate().toString());
    json.put("equal", change.isEqual());
    json.put("published_rows", change.publishedRows());
    json.put("rows", change.rows());
    json.put("added", change.added());
    json.put("gone", change.gone());
    json.put("changed", change.changed());
    ArrayNode columns = json.putArray("columns");
    change
        .columns()
        .forEach(
            column ->
                columns
                    .addObject()
                    .put("name", column.name())
                    .put("changed_rows", column.changedRows())
                    .put("published_total", column.publishedTotal())
                    .put("total", column.total()));
    ArrayNode examples = json.putArray("examples");
    for (Example example : change.examples()) {
      ObjectNode one = examples.addObject();
      example.key().forEach(one.putArray("key")::add);
      one.put("what", example.what());
      example.values().forEach(one.putArray("values")::add);
    }
    change.downstream().forEach(json.putArray("downstream")::add);
    return json;
  }
}
