package dev.tenure.landing;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of a CSV file's columns.
 *
 * @param keys each name as a JSON string and a colon
 * @param problem why no record under this header can be told apart
 */
record CsvHeader(List<String> names, List<String> keys, Optional<String> problem) {
  static CsvHeader of(List<String> names, JsonText json) {
    List<String> keys = names.stream().map(name -> json.quote(name) + ":").toList();
    return new CsvHeader(List.copyOf(names), keys, problem(names));
  }

  private static Optional<String> problem(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (Utf8Reader.isBroken(name)) {
        return Optional.of("the header is not written in UTF-8");
      }
      if (!name.isBlank() && !seen.add(name)) {
        return Optional.of("the header names the column '%s' twice".formatted(name));
      }
    }
    return Optional.empty();
  }

  int size() {
    return names.size();
  }

  boolean isNamed(int column) {
    return !names.get(column).isBlank();
  }
}
