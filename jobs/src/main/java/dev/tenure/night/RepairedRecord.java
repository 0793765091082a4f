package dev.tenure.night;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.Errors;
import dev.tenure.document.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record out of quarantine, as a person has mended it: a line of JSON.
 *
 * @param line where it stands in the person's file
 * @param payload the mended record; nothing where the person says that it is none
 * @param isRead whether the payload is a record; else it is a text that could not be read as one
 */
record RepairedRecord(Place place, int line, Optional<String> payload, boolean isRead) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /** What is wrong with a payload that is neither a record nor as it was. */
  static final String NO_RECORD =
      "'payload' is no JSON object: write the record with its fields, or null where it is none";

  /**
   * Where a record was landed.
   *
   * @param file the key of its file, {@link LandedFile#key}
   * @param number its number in the file
   */
  record Place(String file, long number) {}

  /** One line for a person to mend. */
  static String line(LandedFile file, long number, List<String> reasons, String payload) {
    ObjectNode line = JSON.createObjectNode();
    line.put("source", file.source());
    line.put("entity", file.entity());
    line.put("extract_date", file.extractDate().toString());
    line.put("landing", file.landing());
    line.put("file", file.path());
    line.put("record_number", number);
    reasons.forEach(line.putArray("reasons")::add);
    line.set("payload", parsed(payload));
    return line.toString();
  }

  /** The record itself where it is JSON, else its text. */
  private static JsonNode parsed(String payload) {
    try {
      JsonNode node = JSON.readTree(payload);
      return node.isObject() ? node : JSON.getNodeFactory().textNode(payload);
    } catch (JsonProcessingException e) {
      return JSON.getNodeFactory().textNode(payload);
    }
  }

  /** Whether a payload says the same as another. */
  static boolean isSame(String one, String other) {
    return parsed(one).equals(parsed(other));
  }

  /**
   * Reads a person's file.
   *
   * @throws dev.tenure.TenureException with exit code 2 if lines cannot be read; it names all
   */
  static Map<Place, RepairedRecord> read(Path file) {
    Problems problems = new Problems();
    Map<Place, RepairedRecord> records = new LinkedHashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        if (!text.isBlank()) {
          String place = file + ":" + number;
          parse(text, number, place, problems)
              .ifPresent(
                  record -> {
                    RepairedRecord first = records.putIfAbsent(record.place(), record);
                    if (first != null) {
                      problems.add(place, "the record of line %d again".formatted(first.line()));
                    }
                  });
        }
      }
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
    problems.throwIfAny("The replay");
    return records;
  }

  private static Optional<RepairedRecord> parse(
      String text, int number, String place, Problems problems) {
    JsonNode line;
    try {
      line = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      problems.add(place, "no JSON: " + e.getOriginalMessage());
      return Optional.empty();
    }
    for (String name : List.of("source", "entity", "file")) {
      if (!line.path(name).isTextual()) {
        problems.add(place, "'%s' is missing; it says which record is meant".formatted(name));
        return Optional.empty();
      }
    }
    for (String name : List.of("landing", "record_number")) {
      if (!line.path(name).isIntegralNumber()) {
        problems.add(place, "'%s' is no number; it says which record is meant".formatted(name));
        return Optional.empty();
      }
    }
    JsonNode payload = line.path("payload");
    if (!payload.isObject() && !payload.isNull() && !payload.isTextual()) {
      problems.add(place, NO_RECORD);
      return Optional.empty();
    }
    String file =
        LandedFile.key(
            line.path("source").asText(),
            line.path("entity").asText(),
            line.path("landing").asLong(),
            line.path("file").asText());
    return Optional.of(
        new RepairedRecord(
            new Place(file, line.path("record_number").asLong()),
            number,
            payload.isNull()
                ? Optional.empty()
                : Optional.of(payload.isTextual() ? payload.asText() : payload.toString()),
            !payload.isTextual()));
  }
}
