package dev.tenure.contract;

import dev.tenure.document.Document;
import dev.tenure.document.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataType;

/** The shared columns, each with its one type and meaning; read from columns.yml. */
public final class Glossary {
  private static final Set<String> KEYS = Set.of("type", "meaning", "unit", "required", "volatile");

  private final Map<String, Column> columns;

  private Glossary(Map<String, Column> columns) {
    this.columns = Map.copyOf(columns);
  }

  /** Reads columns.yml of each folder that has one; a later folder adds to the earlier ones. */
  public static Glossary read(Iterable<Path> folders, Problems problems) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Path folder : folders) {
      Path file = folder.resolve("columns.yml");
      if (Files.isRegularFile(file)) {
        Document.read(file, problems).ifPresent(document -> add(document, columns));
      }
    }
    return new Glossary(columns);
  }

  private static void add(Document document, Map<String, Column> columns) {
    document
        .entries()
        .forEach(
            (name, entry) -> {
              if (columns.containsKey(name)) {
                entry.problem("the column '%s' already has a meaning".formatted(name));
              }
              column(name, entry).ifPresent(column -> columns.put(name, column));
            });
  }

  public Optional<Column> column(String name) {
    return Optional.ofNullable(columns.get(name));
  }

  /** Reads one column's entry; a type that Spark does not know is a problem. */
  static Optional<Column> column(String name, Document entry) {
    entry.allowOnly(KEYS);
    if (!name.matches("[a-z][a-z0-9_]*")) {
      entry.problem(
          "a column's name is lower case letters, digits and _, found '%s'".formatted(name));
    }
    String meaning =
        entry.requiredText("meaning")
            + entry.optionalText("unit").map(unit -> " (" + unit + ")").orElse("");
    return entry
        .required("type")
        .flatMap(Glossary::type)
        .map(
            type ->
                new Column(name, type, meaning, entry.flag("required"), entry.flag("volatile")));
  }

  /** Reads a type as Spark writes it; one that it does not know is a problem. */
  public static Optional<DataType> type(Document type) {
    try {
      return Optional.of(DataType.fromDDL(type.text()));
    } catch (Exception e) {
      if (!(e instanceof ParseException)) {
        throw e;
      }
      type.problem("unknown type '%s'".formatted(type.text()));
      return Optional.empty();
    }
  }
}
