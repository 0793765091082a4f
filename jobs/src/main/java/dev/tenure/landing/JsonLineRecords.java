package dev.tenure.landing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One JSON object a line; blank lines are no records. */
final class JsonLineRecords implements RecordReader {
  /** So much of a line is shown that is too long to keep. */
  private static final int SHOWN = 1_000;

  private final Lines lines;
  private final JsonText json;
  private long number;

  JsonLineRecords(InputStream in, JsonText json) {
    this(in, json, LONGEST_RECORD);
  }

  JsonLineRecords(InputStream in, JsonText json, int longest) {
    this.lines = new Lines(in, longest);
    this.json = json;
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    while (lines.next()) {
      number++;
      if (!lines.isBlank() || lines.isTooLong()) {
        return Optional.of(record());
      }
    }
    return Optional.empty();
  }

  private RawRecord record() throws IOException {
    if (lines.isTooLong()) {
      String reason = "line %d has %d bytes".formatted(number, lines.fullLength());
      return malformed(Math.min(SHOWN, lines.length()), "line size", reason);
    }
    try (JsonParser parser = json.factory().createParser(lines.bytes(), 0, lines.length())) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        return malformed("json object", "line %d is no JSON object".formatted(number));
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        return malformed("json syntax", "line %d goes on after its object".formatted(number));
      }
      return new RawRecord.Sound(text(lines.length()));
    } catch (JsonProcessingException e) {
      return malformed("json syntax", describe(e));
    }
  }

  private String describe(JsonProcessingException problem) {
    int column = problem.getLocation() == null ? 0 : problem.getLocation().getColumnNr();
    return "%s at line %d, column %d".formatted(problem.getOriginalMessage(), number, column);
  }

  private RawRecord malformed(String problem, String reason) {
    return malformed(lines.length(), problem, reason);
  }

  private RawRecord malformed(int shown, String problem, String reason) {
    return new RawRecord.Malformed(json.quote(text(shown)), problem, reason);
  }

  private String text(int length) {
    return new String(lines.bytes(), 0, length, StandardCharsets.UTF_8);
  }
}
