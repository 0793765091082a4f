package dev.tenure.night;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.Errors;
import dev.tenure.asof.AsOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a run keeps so that it can be computed again and compared: its models and configuration, and
 * the names of the landed files that it read.
 */
record RunFiles(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Path models() {
    return folder.resolve("sql");
  }

  Path company() {
    return folder.resolve("conf");
  }

  private Path record() {
    return folder.resolve("run.json");
  }

  boolean isKept() {
    return Files.isRegularFile(record());
  }

  /** Keeps copies; a folder that a cut attempt left is completed. */
  void keep(
      Path models,
      Path company,
      RunFrame frame,
      List<LandedFile> files,
      List<OwnMarts.Held> held,
      Map<String, String> definitions,
      String program) {
    copy(models, models());
    copy(company, company());
    ObjectNode json = JSON.createObjectNode();
    json.put("run_id", frame.runId());
    json.put("as_of_date", frame.date().toString());
    json.put("known_on", frame.asOf().knownOn().toString());
    json.put("is_backfill", frame.isBackfill());
    json.put("program", program);
    put(json.putArray("slices"), frame.slices());
    put(json.putArray("closes"), frame.closes());
    ArrayNode holds = json.putArray("held");
    for (OwnMarts.Held hold : held) {
      holds
          .addObject()
          .put("source", hold.source())
          .put("entity", hold.entity())
          .put("since", hold.since().toString())
          .put("rule", hold.rule())
          .put("reason", hold.reason())
          .put("records", hold.records())
          .put("is_overtaken", hold.isOvertaken());
    }
    ObjectNode tables = json.putObject("definitions");
    definitions.forEach(tables::put);
    ArrayNode identities = json.putArray("files");
    new TreeSet<>(files.stream().map(LandedFile::identity).toList()).forEach(identities::add);
    try {
      Path temporary = folder.resolve("run.json.tmp");
      Files.writeString(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
      Files.move(temporary, record(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Errors.unwritable(record(), e);
    }
  }

  /** Copies what the run read to another place, in which a later night runs again. */
  void copyRecord(RunFiles target) {
    if (isKept()) {
      try {
        Files.createDirectories(target.folder());
        Files.copy(record(), target.record(), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw Errors.unwritable(target.record(), e);
      }
    }
  }

  private static void put(ArrayNode array, List<AsOf> days) {
    for (AsOf day : days) {
      array
          .addObject()
          .put("date", day.date().toString())
          .put("known_on", day.knownOn().toString())
          .put("rates_on", day.ratesOn().toString());
    }
  }

  private static List<AsOf> days(JsonNode array) {
    List<AsOf> days = new ArrayList<>();
    for (JsonNode day : array) {
      LocalDate date = LocalDate.parse(day.get("date").asText());
      days.add(
          new AsOf(
              date,
              LocalDate.parse(day.get("known_on").asText()),
              LocalDate.parse(day.path("rates_on").asText(date.toString()))));
    }
    return days;
  }

  /** The landed files that the run read, by their identities. */
  Set<String> files() {
    Set<String> files = new TreeSet<>();
    read().get("files").forEach(file -> files.add(file.asText()));
    return files;
  }

  /** Table → hash of what defined it; empty for a run of a time when this was not kept. */
  Map<String, String> definitions() {
    Map<String, String> definitions = new TreeMap<>();
    read()
        .path("definitions")
        .fields()
        .forEachRemaining(table -> definitions.put(table.getKey(), table.getValue().asText()));
    return definitions;
  }

  /** The sources that the run read no further than their last good extract. */
  List<OwnMarts.Held> held() {
    List<OwnMarts.Held> held = new ArrayList<>();
    read()
        .get("held")
        .forEach(
            hold ->
                held.add(
                    new OwnMarts.Held(
                        hold.get("source").asText(),
                        hold.get("entity").asText(),
                        LocalDate.parse(hold.get("since").asText()),
                        hold.get("rule").asText(),
                        hold.get("reason").asText(),
                        hold.get("records").asLong(),
                        hold.get("is_overtaken").asBoolean())));
    return held;
  }

  /** The hash of the program that computed the run. */
  String program() {
    return read().get("program").asText();
  }

  RunFrame frame() {
    JsonNode json = read();
    return new RunFrame(
        json.get("run_id").asText(),
        new AsOf(
            LocalDate.parse(json.get("as_of_date").asText()),
            LocalDate.parse(json.get("known_on").asText())),
        json.get("is_backfill").asBoolean(),
        days(json.get("slices")),
        days(json.path("closes")));
  }

  private JsonNode read() {
    try {
      return JSON.readTree(record().toFile());
    } catch (IOException e) {
      throw Errors.unreadable(record(), e);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw Errors.unwritable(to, e);
    }
  }
}
