package dev.tenure.landing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** JSON as text: read strictly, written without changing a digit. */
final class JsonText {
  /** Jackson's words for a source that it does not know. */
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker at .*\\)");

  private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
  private final JsonFactory factory =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(RecordReader.LONGEST_RECORD)
                  .maxNameLength(RecordReader.LONGEST_RECORD)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build()
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);

  JsonFactory factory() {
    return factory;
  }

  /** Text as a JSON string. */
  String quote(CharSequence text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    appendQuoted(text, quoted);
    return quoted.toString();
  }

  void appendQuoted(CharSequence text, StringBuilder target) {
    target.append('"');
    encoder.quoteAsString(text, target);
    target.append('"');
  }

  /** Texts as a JSON array of strings. */
  String array(List<String> texts) {
    StringBuilder array = new StringBuilder("[");
    for (String text : texts) {
      if (array.length() > 1) {
        array.append(',');
      }
      appendQuoted(text, array);
    }
    return array.append(']').toString();
  }

  /** Copies the value at which a parser stands; numbers keep their text. */
  void copy(JsonParser parser, JsonGenerator target) throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token.isNumeric()) {
        target.writeNumber(parser.getText());
      } else {
        target.copyCurrentEvent(parser);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    } while (depth > 0 && parser.nextToken() != null);
  }

  /** What is wrong with a document, and where. */
  static String describe(JsonProcessingException problem) {
    JsonLocation place = problem.getLocation();
    String message = START_MARKER.matcher(problem.getOriginalMessage()).replaceFirst("");
    return place == null
        ? message
        : "%s at line %d, column %d".formatted(message, place.getLineNr(), place.getColumnNr());
  }
}
