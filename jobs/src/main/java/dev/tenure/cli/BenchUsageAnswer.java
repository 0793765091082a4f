package dev.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.bench.DuckDbUsage;
import java.util.List;
import java.util.Locale;

/**
 * What usage events cost.
 *
 * @param first the night that brings all of them
 * @param shortHistory the next night, after a tenth of them
 * @param longHistory the next night, after all of them
 */
record BenchUsageAnswer(
    long events,
    DuckDbUsage duckDb,
    Launched first,
    Counted counted,
    Launched shortHistory,
    Launched longHistory)
    implements Answer {
  /** The steps that make usage_days of files. */
  private static final List<String> STEPS = List.of("land", "load.events", "load.usage_days");

  /**
   * What a night made of the events.
   *
   * @param rows rows of usage_days
   * @param events events in them
   */
  record Counted(long rows, long events) {}

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    line(
        text, "DuckDB, %,d events to %,d rows".formatted(events, counted.rows()), duckDb.seconds());
    line(text, "Tenure, the same", tenureSeconds());
    for (String step : STEPS) {
      line(text, "  " + step, seconds(first, step));
    }
    text.append(
        String.format(
            Locale.ROOT,
            "Tenure's rows per second are %.2f of DuckDB's%n",
            duckDb.seconds() / tenureSeconds()));
    line(text, "the next night, after a tenth of the history", shortHistory.seconds());
    line(text, "the next night, after all of it", longHistory.seconds());
    text.append(
        String.format(
            Locale.ROOT,
            "Ten times the history makes a night %.2f times as long%n",
            longHistory.seconds() / shortHistory.seconds()));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, double seconds) {
    text.append(String.format(Locale.ROOT, "%-60s %8.2f s%n", what, seconds));
  }

  private double tenureSeconds() {
    return STEPS.stream().mapToDouble(step -> seconds(first, step)).sum();
  }

  private static double seconds(Launched night, String name) {
    for (JsonNode step : night.answer().get("steps")) {
      if (step.get("name").asText().equals(name)) {
        return step.get("seconds").asDouble();
      }
    }
    return 0;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", events);
    json.putObject("duckdb")
        .put("seconds", duckDb.seconds())
        .put("rows", duckDb.rows())
        .put("events", duckDb.events());
    json.putObject("tenure")
        .put("seconds", tenureSeconds())
        .put("rows", counted.rows())
        .put("events", counted.events());
    json.set("short_history_night", shortHistory.told());
    json.set("long_history_night", longHistory.told());
    return json;
  }
}
