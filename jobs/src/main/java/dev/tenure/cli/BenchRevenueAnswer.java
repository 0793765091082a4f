package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.bench.DuckDbModels.Computed;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all revenue marts cost.
 *
 * @param seconds from core tables to files
 * @param tables table → seconds of its own query
 * @param inDuckDb the models that DuckDB computed as well
 */
record BenchRevenueAnswer(
    long accounts, double seconds, Map<String, Double> tables, List<Computed> inDuckDb)
    implements Answer {
  private static final int TABLES_TOLD = 15;

  BenchRevenueAnswer {
    tables = new TreeMap<>(tables);
    inDuckDb = List.copyOf(inDuckDb);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%,d accounts to %d tables".formatted(accounts, tables.size()), seconds);
    tables.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(TABLES_TOLD)
        .forEach(table -> line(text, "  " + table.getKey(), table.getValue()));
    text.append(
        "Models that DuckDB reads as they stand: Spark, DuckDB, and whether the rows are equal\n");
    for (Computed model : inDuckDb) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-42s %8.2f s %8.2f s  %s%n",
              model.model(),
              tables.get(model.model()),
              model.seconds(),
              model.isEqual() ? "equal" : "not equal"));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, double seconds) {
    text.append(String.format(Locale.ROOT, "%-44s %8.2f s%n", what, seconds));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("accounts", accounts).put("seconds", seconds);
    tables.forEach(json.putObject("tables")::put);
    for (Computed model : inDuckDb) {
      json.withArray("duckdb")
          .addObject()
          .put("model", model.model())
          .put("seconds", model.seconds())
          .put("is_equal", model.isEqual());
    }
    return json;
  }
}
