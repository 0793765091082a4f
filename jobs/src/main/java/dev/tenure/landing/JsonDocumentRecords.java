package dev.tenure.landing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The elements of a JSON array, or of the array that a page object holds under a name. One document
 * may follow another. Streams: only one element is in memory.
 */
final class JsonDocumentRecords implements RecordReader {
  private enum Place {
    DOCUMENT,
    PAGE,
    ARRAY_IN_PAGE,
    ARRAY,
    END
  }

  private final JsonParser parser;
  private final JsonText json;
  private final String name;
  private final BoundedBytes element = new BoundedBytes(LONGEST_RECORD);
  private final List<String> otherNames = new ArrayList<>();
  private Place place = Place.DOCUMENT;
  private boolean isEmpty = true;
  private boolean isArrayFound;
  private long number;

  JsonDocumentRecords(InputStream in, JsonText json, String name) throws IOException {
    this.parser = json.factory().createParser(in);
    this.json = json;
    this.name = name;
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    element.reset();
    try {
      return advance();
    } catch (JsonProcessingException e) {
      place = Place.END;
      String reason =
          "%s; after record %d nothing more can be read".formatted(JsonText.describe(e), number);
      return malformed("json syntax", reason);
    }
  }

  private Optional<RawRecord> advance() throws IOException {
    Optional<RawRecord> record = Optional.empty();
    while (place != Place.END && record.isEmpty()) {
      record =
          switch (place) {
            case DOCUMENT -> document();
            case PAGE -> page();
            case ARRAY_IN_PAGE -> element(Place.PAGE);
            case ARRAY -> element(Place.DOCUMENT);
            case END -> Optional.empty();
          };
    }
    return record;
  }

  private Optional<RawRecord> document() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      place = Place.END;
      return isEmpty ? malformed("json records", "the file holds no document") : Optional.empty();
    }
    isEmpty = false;
    isArrayFound = false;
    otherNames.clear();
    if (token == JsonToken.START_ARRAY) {
      place = Place.ARRAY;
      return Optional.empty();
    }
    if (token == JsonToken.START_OBJECT) {
      place = Place.PAGE;
      return Optional.empty();
    }
    return malformedValue("json records", "the document is neither an array nor an object");
  }

  private Optional<RawRecord> page() throws IOException {
    if (parser.nextToken() == JsonToken.END_OBJECT) {
      place = Place.DOCUMENT;
      return isArrayFound ? Optional.empty() : withoutArray();
    }
    String field = parser.currentName();
    JsonToken value = parser.nextToken();
    if (value == JsonToken.START_ARRAY && field.equals(name)) {
      isArrayFound = true;
      place = Place.ARRAY_IN_PAGE;
    } else {
      otherNames.add(field);
      parser.skipChildren();
    }
    return Optional.empty();
  }

  private Optional<RawRecord> withoutArray() {
    String reason = "the document has no array '%s'; it has %s".formatted(name, otherNames);
    return malformed("json records", reason);
  }

  private Optional<RawRecord> element(Place afterwards) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      place = afterwards;
      return Optional.empty();
    }
    if (token != JsonToken.START_OBJECT) {
      String reason = "element %d of the array is no object".formatted(number + 1);
      return malformedValue("json object", reason);
    }
    copyValue();
    number++;
    return Optional.of(new RawRecord.Sound(element.text()));
  }

  private Optional<RawRecord> malformedValue(String problem, String reason) throws IOException {
    copyValue();
    return malformed(problem, reason);
  }

  private Optional<RawRecord> malformed(String problem, String reason) {
    number++;
    String payload = json.quote(element.text());
    return Optional.of(new RawRecord.Malformed(payload, problem, reason));
  }

  private void copyValue() throws IOException {
    try (JsonGenerator target = json.factory().createGenerator(element)) {
      json.copy(parser, target);
    }
  }
}
