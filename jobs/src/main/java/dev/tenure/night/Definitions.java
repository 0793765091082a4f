package dev.tenure.night;

import dev.tenure.model.Catalogue;
import dev.tenure.model.Hashes;
import dev.tenure.model.SqlFunction;
import dev.tenure.model.SqlModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the tables of a catalogue are defined by, so that a later night finds those that have become
 * others. A table's hash holds its own pair, the functions that it calls and all tables behind it.
 */
final class Definitions {
  private final List<SqlFunction> functions;
  private final Map<String, String> hashes = new TreeMap<>();

  private Definitions(Catalogue catalogue) {
    this.functions = catalogue.functions();
    for (SqlModel model : catalogue.models()) {
      hashes.put(model.name(), hash(model));
    }
  }

  /** Table → hash. */
  static Map<String, String> hashes(Catalogue catalogue) {
    return new Definitions(catalogue).hashes;
  }

  /** The tables of a catalogue that once were others, or were none. */
  static Set<String> changed(Catalogue catalogue, Map<String, String> before) {
    Set<String> changed = new TreeSet<>();
    hashes(catalogue)
        .forEach(
            (table, hash) -> {
              if (!hash.equals(before.get(table))) {
                changed.add(table);
              }
            });
    return changed;
  }

  /** Tables come after what they read. */
  private String hash(SqlModel model) {
    String inputs =
        model.inputs().stream()
            .map(hashes::get)
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
    return Hashes.sha256(model.hash() + called(model.sql().orElse("")) + inputs);
  }

  private String called(String sql) {
    return functions.stream()
        .filter(function -> sql.contains(function.name() + "("))
        .map(this::body)
        .collect(Collectors.joining());
  }

  /** A function's own text, and of those that it calls. */
  private String body(SqlFunction function) {
    if (!(function.body() instanceof SqlFunction.Statement written)) {
      return function.body().toString();
    }
    String rule = written.statement().substring(written.statement().indexOf('(') + 1);
    return written.statement() + called(rule);
  }
}
