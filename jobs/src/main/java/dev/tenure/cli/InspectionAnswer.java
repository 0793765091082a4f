package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.config.Format;
import dev.tenure.inspect.Inspection;
import dev.tenure.inspect.Inspection.Guess;
import dev.tenure.landing.TableSamples;
import dev.tenure.night.MappingTrial.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What files are, kind by kind. */
record InspectionAnswer(List<Inspection> inspections) implements Answer {
  /** More names than this are counted. */
  private static final int NAMES_TOLD = 12;

  InspectionAnswer {
    inspections = List.copyOf(inspections);
  }

  @Override
  public String text() {
    return inspections.stream().map(InspectionAnswer::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(Inspection it) {
    List<String> lines = new ArrayList<>();
    lines.add(it.file() + (it.alike() > 1 ? " and %d like it".formatted(it.alike() - 1) : ""));
    lines.add(line("looks like", it.guess().map(InspectionAnswer::guess).orElse(unknown(it))));
    lines.add(line("format", format(it.format())));
    it.guess().ifPresent(guess -> lines.add(line("extract", guess.extract() + " (usually)")));
    lines.add(line("loads", table(it)));
    lines.add(line("mapped", names(it.columns().mapped())));
    lines.add(line("missing", names(it.columns().missing())));
    lines.add(line("not read", names(it.columns().unread())));
    boolean isBeginning =
        it.format() instanceof Format.Table && it.outcome().records() == TableSamples.RECORDS;
    lines.add(
        line(
            "records",
            "%,d%s"
                .formatted(
                    it.outcome().records(),
                    isBeginning ? ", and perhaps more not looked at" : "")));
    if (it.outcome().leftOut() > 0) {
      lines.add(
          line(
              "left out", "%,d, which the mapping is not about".formatted(it.outcome().leftOut())));
    }
    for (Failure failure : it.outcome().failures()) {
      lines.add(line("fails", "%,d: %s".formatted(failure.records(), failure.rule())));
      lines.add(line("", failure.example()));
    }
    if (!it.conf().isEmpty()) {
      lines.add(line("conf", "paste into tenure.yml; the source's name is free"));
      it.conf().lines().forEach(conf -> lines.add("    " + conf));
    }
    return String.join("\n", lines);
  }

  private static String unknown(Inspection it) {
    return it.columns().unread().isEmpty()
        ? "cannot tell: there is no record in it"
        : "cannot tell: no known extract has these columns; map them under sql/sources/<vendor> of your own folder";
  }

  private static String guess(Guess guess) {
    return "%s %s, by the columns %s"
        .formatted(guess.vendor(), guess.entity(), String.join(", ", guess.because()));
  }

  private static String table(Inspection it) {
    return it.table()
        .map(table -> "%,d records into %s".formatted(it.outcome().loaded(), table))
        .orElse("nothing: landed only, no mapping reads it");
  }

  private static String format(Format format) {
    if (format instanceof Format.Csv csv) {
      return csv.delimiter() == '\t' ? "csv, cut by tabs" : "csv, cut by " + csv.delimiter();
    }
    if (format instanceof Format.Json json) {
      return json.records().isEmpty()
          ? "json, an array"
          : "json, pages with the array " + json.records();
    }
    if (format instanceof Format.Table) {
      return "a table";
    }
    return format instanceof Format.Parquet ? "parquet" : "json lines";
  }

  private static String names(List<String> names) {
    String told = names.stream().limit(NAMES_TOLD).collect(Collectors.joining(", "));
    if (names.size() > NAMES_TOLD) {
      return "%s and %d more".formatted(told, names.size() - NAMES_TOLD);
    }
    return names.isEmpty() ? "none" : told;
  }

  private static String line(String name, String value) {
    return "  %-10s  %s".formatted(name, value);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode files = json.putArray("files");
    inspections.forEach(it -> add(files.addObject(), it));
    return json;
  }

  private static void add(ObjectNode json, Inspection it) {
    Optional<Guess> guess = it.guess();
    json.put("file", it.file())
        .put("alike", it.alike())
        .put("vendor", guess.map(Guess::vendor).orElse(null))
        .put("entity", guess.map(Guess::entity).orElse(null))
        .put("extract", guess.map(Guess::extract).orElse(null))
        .put("format", format(it.format()))
        .put("table", it.table().orElse(null))
        .put("records", it.outcome().records())
        .put("loaded", it.outcome().loaded())
        .put("left_out", it.outcome().leftOut());
    ArrayNode because = json.putArray("because");
    guess.ifPresent(told -> told.because().forEach(because::add));
    ArrayNode failures = json.putArray("failures");
    for (Failure failure : it.outcome().failures()) {
      failures
          .addObject()
          .put("rule", failure.rule())
          .put("records", failure.records())
          .put("example", failure.example());
    }
    it.columns().mapped().forEach(json.putArray("mapped")::add);
    it.columns().missing().forEach(json.putArray("missing")::add);
    it.columns().unread().forEach(json.putArray("unread")::add);
    json.put("conf", it.conf());
  }
}
