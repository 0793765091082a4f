package dev.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.spark.ScanCounts.Scans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What was measured.
 *
 * @param nights the backfill, nights with new files, and one without
 */
record BenchAnswer(
    Launched demo, List<Launched> nights, List<Double> queries, Map<String, Scans> scans)
    implements Answer {
  private static final int STEPS_TOLD = 12;

  BenchAnswer {
    nights = List.copyOf(nights);
    queries = List.copyOf(queries);
    scans = new TreeMap<>(scans);
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    double sample = demo.answer().get("sample_seconds").asDouble();
    line(text, "demo, with generating the sample", demo.seconds());
    line(text, "demo, without", demo.seconds() - sample);
    line(text, "backfill, cold JVM", nights.get(0).seconds());
    steps(text, nights.get(0).answer());
    for (Launched night : nights.subList(1, nights.size())) {
      line(text, "night of " + night.answer().get("as_of_date").asText(), night.seconds());
    }
    line(text, "query, cold JVM, median of " + queries.size(), median());
    text.append("Scans of one night, and how many of them to check the table:\n");
    scans.forEach(
        (table, scan) ->
            text.append("  %-34s %3d  %3d%n".formatted(table, scan.all(), scan.checks())));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, double seconds) {
    text.append(String.format(Locale.ROOT, "%-44s %7.2f s%n", what, seconds));
  }

  private static void steps(StringBuilder text, JsonNode night) {
    StreamSupport.stream(night.get("steps").spliterator(), false)
        .sorted(Comparator.comparingDouble(step -> -step.get("seconds").asDouble()))
        .limit(STEPS_TOLD)
        .forEach(
            step -> line(text, "  " + step.get("name").asText(), step.get("seconds").asDouble()));
  }

  private double median() {
    List<Double> sorted = new ArrayList<>(queries);
    sorted.sort(Comparator.naturalOrder());
    return sorted.get(sorted.size() / 2);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("demo").put("seconds", demo.seconds()).set("answer", demo.answer());
    for (Launched night : nights) {
      json.withArray("nights")
          .addObject()
          .put("seconds", night.seconds())
          .set("answer", night.answer());
    }
    queries.forEach(json.putArray("queries")::add);
    json.put("query_median_seconds", median());
    ObjectNode told = json.putObject("scans");
    scans.forEach(
        (table, scan) -> told.putObject(table).put("all", scan.all()).put("checks", scan.checks()));
    return json;
  }
}
