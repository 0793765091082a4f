package dev.tenure.sample;

import java.util.List;

/** Writes one JSON object; names are written in the order in which they are put. */
final class Json {
  private final StringBuilder text = new StringBuilder("{");

  static Json object() {
    return new Json();
  }

  static String array(List<String> elements) {
    return "[" + String.join(",", elements) + "]";
  }

  static String quoted(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      switch (letter) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default -> quoted.append(letter);
      }
    }
    return quoted.append('"').toString();
  }

  /** Puts a text, or null. */
  Json put(String name, String value) {
    return raw(name, value == null ? "null" : quoted(value));
  }

  Json put(String name, long value) {
    return raw(name, Long.toString(value));
  }

  Json put(String name, boolean value) {
    return raw(name, Boolean.toString(value));
  }

  /** Puts a number, or null. */
  Json putNumber(String name, Long value) {
    return raw(name, value == null ? "null" : value.toString());
  }

  /** Puts what is JSON already. */
  Json raw(String name, String json) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append('"').append(name).append("\":").append(json);
    return this;
  }

  String end() {
    return text + "}";
  }
}
