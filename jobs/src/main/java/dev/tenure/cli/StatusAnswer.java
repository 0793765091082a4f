package dev.tenure.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.PublishedNight;
import dev.tenure.night.WarehouseStatus;
import dev.tenure.night.WarehouseStatus.Quarantined;
import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a warehouse stands, most important first. */
record StatusAnswer(WarehouseStatus status) implements Answer {
  private static final int NIGHTS_TOLD = 5;

  @Override
  public String text() {
    return Stream.of(
            Stream.of(published()),
            status.cut().stream().map(StatusAnswer::cut),
            status.held().stream().map("held: %s"::formatted),
            status.stale().stream()
                .map(it -> "stale: %s, %d days".formatted(it.source(), it.days())),
            status.sources().entrySet().stream().map(this::source),
            status.landedOnly().stream().map("landed only: %s, which no mapping reads"::formatted),
            status.quarantined().stream().map(StatusAnswer::quarantined),
            Stream.of(status.unlinked())
                .filter(records -> records > 0)
                .map("unlinked: %,d records"::formatted),
            newestNights().stream().map(StatusAnswer::night),
            status.disk().entrySet().stream().map(StatusAnswer::disk),
            todo().stream().map("to do: %s"::formatted))
        .flatMap(lines -> lines)
        .collect(joining("\n"));
  }

  private String published() {
    return status
        .published()
        .map(
            it ->
                "published: the night of %s, run %s, at %s"
                    .formatted(it.asOfDate(), it.runId(), it.publishedAt()))
        .orElse("published: nothing yet; run ./tenure run --date <day>");
  }

  private static String cut(Step step) {
    return "cut: the step %s of %s, attempt %d; the same command goes on from there"
        .formatted(step.name(), step.asOfDate(), step.attempt());
  }

  private String source(Map.Entry<String, Optional<LocalDate>> source) {
    String newest = source.getValue().map(LocalDate::toString).orElse("nothing landed");
    String age =
        daysOld(source.getValue())
            .map(days -> ", %d days before the night".formatted(days))
            .orElse("");
    return "source %s: %s%s".formatted(source.getKey(), newest, age);
  }

  private static String quarantined(Quarantined rule) {
    return "quarantine: %d records of %s.%s, rule: %s"
        .formatted(rule.records(), rule.source(), rule.entity(), rule.rule());
  }

  private static String night(PublishedNight night) {
    return "night %s: run %s, attempt %d, %s"
        .formatted(night.asOfDate(), night.runId(), night.attempt(), told(night.marks()));
  }

  private static String told(PublishedNight.Marks marks) {
    StringBuilder told = new StringBuilder(marks.sources());
    if (!marks.held().isEmpty()) {
      told.append("; held ").append(marks.held());
    }
    if (!marks.waivers().isEmpty()) {
      told.append("; waived ").append(marks.waivers());
    }
    return told.toString();
  }

  private static String disk(Map.Entry<String, WarehouseStatus.Disk> layer) {
    return "disk %s: %s, %s of it in the last week"
        .formatted(
            layer.getKey(),
            Bytes.told(layer.getValue().bytes()),
            Bytes.told(layer.getValue().grownInAWeek()));
  }

  /** What an operator does next, most urgent first; that there is nothing is said as well. */
  private List<String> todo() {
    List<String> todo = new ArrayList<>();
    status.cut().stream()
        .map(Step::asOfDate)
        .distinct()
        .forEach(date -> todo.add("finish what was cut: ./tenure run --date " + date));
    if (!status.held().isEmpty()) {
      todo.add("look at what is held; ./tenure run --date <day> --release SOURCE believes it");
    }
    status
        .stale()
        .forEach(it -> todo.add("find out why %s delivers nothing".formatted(it.source())));
    if (!status.quarantined().isEmpty()) {
      todo.add("mend what is in quarantine: ./tenure replay --write mend.jsonl");
    }
    if (status.unlinked() > 0) {
      todo.add(
          "link what no account claims: ./tenure query \"FROM unlinked_records\" has lines for the mapping file");
    }
    return todo.isEmpty() ? List.of("nothing") : todo;
  }

  private List<PublishedNight> newestNights() {
    return status.nights().stream()
        .sorted(Comparator.comparing(PublishedNight::asOfDate).reversed())
        .limit(NIGHTS_TOLD)
        .toList();
  }

  /** How many days the newest extract lies before the published night. */
  private Optional<Long> daysOld(Optional<LocalDate> newest) {
    return newest.flatMap(
        day -> status.published().map(night -> ChronoUnit.DAYS.between(day, night.asOfDate())));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    status.published().ifPresentOrElse(it -> add(json, it), () -> json.putNull("published"));
    var cut = json.putArray("cut");
    for (Step step : status.cut()) {
      cut.addObject()
          .put("step", step.name())
          .put("as_of_date", step.asOfDate().toString())
          .put("attempt", step.attempt());
    }
    ObjectNode sources = json.putObject("sources");
    status
        .sources()
        .forEach(
            (source, newest) ->
                sources
                    .putObject(source)
                    .put("newest_extract_date", newest.map(LocalDate::toString).orElse(null))
                    .put("days_old", daysOld(newest).orElse(null)));
    status.landedOnly().forEach(json.putArray("landed_only")::add);
    status.held().forEach(json.putArray("held")::add);
    var stale = json.putArray("stale");
    status
        .stale()
        .forEach(it -> stale.addObject().put("source", it.source()).put("days", it.days()));
    json.put("unlinked", status.unlinked());
    ObjectNode disk = json.putObject("disk");
    status
        .disk()
        .forEach(
            (layer, it) ->
                disk.putObject(layer)
                    .put("bytes", it.bytes())
                    .put("grown_in_a_week", it.grownInAWeek()));
    todo().forEach(json.putArray("to_do")::add);
    var quarantine = json.putArray("quarantine");
    for (Quarantined rule : status.quarantined()) {
      quarantine
          .addObject()
          .put("source", rule.source())
          .put("entity", rule.entity())
          .put("rule", rule.rule())
          .put("records", rule.records());
    }
    var nights = json.putArray("nights");
    for (PublishedNight night : status.nights()) {
      nights
          .addObject()
          .put("as_of_date", night.asOfDate().toString())
          .put("run_id", night.runId())
          .put("attempt", night.attempt())
          .put("sources", night.marks().sources())
          .put("stale_sources", night.marks().stale())
          .put("held_sources", night.marks().held())
          .put("waivers", night.marks().waivers());
    }
    return json;
  }

  private static void add(ObjectNode json, Pointer night) {
    json.putObject("published")
        .put("as_of_date", night.asOfDate().toString())
        .put("run_id", night.runId())
        .put("published_at", night.publishedAt().toString());
  }
}
