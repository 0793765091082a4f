package dev.tenure.landing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;

/** Finds which array of a page object holds its records. */
record JsonPageArray(String name) {
  private static final String FALLBACK = "data";

  /**
   * The name itself where the first document has an array of that name, else {@code data} where it
   * has that one. Reads no further than it must.
   */
  String find(InputStream in, JsonText json) throws IOException {
    boolean hasFallback = false;
    try (JsonParser parser = json.factory().createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return name;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        boolean isArray = parser.nextToken() == JsonToken.START_ARRAY;
        if (isArray && field.equals(name)) {
          return name;
        }
        hasFallback |= isArray && field.equals(FALLBACK);
        parser.skipChildren();
      }
    } catch (JsonProcessingException e) {
      // Told by the reader of the records, which meets it at the same place.
      return hasFallback ? FALLBACK : name;
    }
    return hasFallback ? FALLBACK : name;
  }
}
