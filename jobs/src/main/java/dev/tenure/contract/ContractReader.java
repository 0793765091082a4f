package dev.tenure.contract;

import dev.tenure.document.Document;
import dev.tenure.document.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Reads the contract of a pair, and adds every problem of it with file and line. */
public final class ContractReader {
  private static final Set<String> KEYS =
      Set.of(
          "description",
          "owner",
          "grain",
          "write",
          "columns",
          "checks",
          "cases",
          "built_by",
          "feeds",
          "reads",
          "own_versions",
          "lives_while",
          "metric",
          "windows",
          "from_marts",
          "from_closed_month",
          "trace",
          "quality",
          "attributes");

  /** The numbers of a row of metric_values. */
  private static final Set<String> NUMBERS = Set.of("numerator", "denominator", "value");

  private final Glossary glossary;
  private final Problems problems;

  public ContractReader(Glossary glossary, Problems problems) {
    this.glossary = glossary;
    this.problems = problems;
  }

  /** Reads {@code file}; cases may stand beside it in {@code <name>.cases.yml}. */
  public Optional<Contract> read(Layer layer, Path file) {
    return Document.read(file, problems).map(document -> contract(layer, file, document));
  }

  private Contract contract(Layer layer, Path file, Document root) {
    root.allowOnly(KEYS);
    String name = file.getFileName().toString().replaceAll("\\.yml$", "");
    if (!name.matches("[a-z][a-z0-9_]*")) {
      root.problem("a table's name is lower case letters, digits and _, found '" + name + "'");
    }
    boolean isMapping = root.child("feeds").isPresent();
    Map<String, StructType> reads = reads(root);
    List<Column> columns = isMapping ? List.of() : columns(root);
    List<String> grain = isMapping ? List.of() : grain(root, columns);
    return new Contract(
        name,
        layer,
        file,
        description(root),
        root.requiredText("owner"),
        grain,
        isMapping ? Write.VIEW : write(root),
        required(columns, grain),
        checks(root, isMapping),
        cases(root, file),
        root.optionalText("built_by"),
        root.optionalText("feeds"),
        nullable(reads),
        requiredFields(reads),
        root.flag("own_versions"),
        root.optionalText("lives_while"),
        windows(root),
        leafRows(root),
        trace(root),
        root.flag("quality"),
        root.flag("attributes"));
  }

  private static String description(Document root) {
    String description = root.requiredText("description").strip();
    if (!description.isEmpty() && !description.startsWith("One row")) {
      root.child("description")
          .orElseThrow()
          .problem(
              "the first sentence states the grain and starts 'One row per', found '%s'"
                  .formatted(description.lines().findFirst().orElse("")));
    }
    return description;
  }

  private static List<Column> required(List<Column> columns, List<String> grain) {
    return columns.stream()
        .map(column -> grain.contains(column.name()) ? column.required() : column)
        .toList();
  }

  private List<Column> columns(Document root) {
    List<Column> columns = new ArrayList<>();
    for (Document item : root.required("columns").map(Document::items).orElse(List.of())) {
      column(item).ifPresent(columns::add);
    }
    return columns;
  }

  private Optional<Column> column(Document item) {
    if (item.isText()) {
      Optional<Column> borrowed = glossary.column(item.text());
      if (borrowed.isEmpty()) {
        item.problem(
            "the column '%s' is not in columns.yml; add it there, or here as '- %s: {type: …, meaning: …}'"
                .formatted(item.text(), item.text()));
      }
      return borrowed;
    }
    Map.Entry<String, Document> entry = item.entries().entrySet().stream().findFirst().orElse(null);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<Column> borrowed = glossary.column(entry.getKey());
    if (borrowed.isPresent()) {
      return Optional.of(narrowed(borrowed.get(), entry.getValue()));
    }
    return Glossary.column(entry.getKey(), entry.getValue());
  }

  private static Column narrowed(Column borrowed, Document entry) {
    entry.allowOnly(Set.of("required", "volatile"));
    return new Column(
        borrowed.name(),
        borrowed.type(),
        borrowed.meaning(),
        borrowed.isRequired() || entry.flag("required"),
        borrowed.isVolatile() || entry.flag("volatile"));
  }

  private static List<String> grain(Document root, List<Column> columns) {
    Optional<Document> grain = root.required("grain");
    List<String> names = grain.map(Document::texts).orElse(List.of());
    for (String name : names) {
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        grain
            .orElseThrow()
            .problem("the grain's column '%s' is not among the columns".formatted(name));
      }
    }
    return names;
  }

  private static Write write(Document root) {
    Optional<Document> write = root.required("write");
    return write
        .flatMap(
            it -> {
              Optional<Write> kind = Write.of(it.text());
              if (kind.isEmpty()) {
                it.problem(
                    "unknown write kind '%s'; known: view, history, events, replace_as_of, replace_all"
                        .formatted(it.text()));
              }
              return kind;
            })
        .orElse(Write.VIEW);
  }

  private static List<Check> checks(Document root, boolean isMapping) {
    List<Check> checks = new ArrayList<>();
    root.child("checks")
        .ifPresent(
            all -> {
              all.allowOnly(isMapping ? Set.of("reject") : Set.of("fail", "stop", "warn"));
              rules(all, "fail").forEach((title, rule) -> checks.add(new Check.Fail(title, rule)));
              rules(all, "stop").forEach((title, rule) -> checks.add(new Check.Stop(title, rule)));
              rules(all, "warn").forEach((title, rule) -> checks.add(new Check.Warn(title, rule)));
              rules(all, "reject")
                  .forEach((title, rule) -> checks.add(new Check.Reject(title, rule)));
            });
    return checks;
  }

  private static Map<String, String> rules(Document checks, String severity) {
    Map<String, String> rules = new LinkedHashMap<>();
    checks
        .child(severity)
        .ifPresent(all -> all.entries().forEach((title, rule) -> rules.put(title, rule.text())));
    return rules;
  }

  private static Map<String, StructType> reads(Document root) {
    Map<String, StructType> reads = new LinkedHashMap<>();
    root.child("reads")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (view, fields) -> {
                          try {
                            reads.put(view, StructType.fromDDL(fields.text()));
                          } catch (Exception e) {
                            fields.problem(
                                "the fields of %s are not readable: %s"
                                    .formatted(
                                        view, e.getMessage().lines().findFirst().orElse("")));
                          }
                        }));
    return reads;
  }

  /** Fields that the contract writes as NOT NULL: an extract without them is not believed. */
  private static Set<String> requiredFields(Map<String, StructType> reads) {
    return reads.values().stream()
        .flatMap(fields -> Arrays.stream(fields.fields()))
        .filter(field -> !field.nullable())
        .map(StructField::name)
        .collect(Collectors.toSet());
  }

  /** A record may lack any field, whatever its extract should have. */
  private static Map<String, StructType> nullable(Map<String, StructType> reads) {
    Map<String, StructType> nullable = new LinkedHashMap<>();
    reads.forEach(
        (view, fields) ->
            nullable.put(
                view,
                new StructType(
                    Arrays.stream(fields.fields())
                        .map(
                            field ->
                                new StructField(
                                    field.name(), field.dataType(), true, field.metadata()))
                        .toArray(StructField[]::new))));
    return nullable;
  }

  private static List<String> windows(Document root) {
    List<String> windows =
        root.child("windows")
            .map(Document::texts)
            .orElse(root.flag("metric") ? List.of("1m") : List.of());
    for (String window : windows) {
      if (!window.matches("\\d+m")) {
        root.child("windows")
            .orElse(root)
            .problem("a window is months, such as 12m: '" + window + "'");
      }
    }
    return windows;
  }

  private static Optional<LeafRows> leafRows(Document root) {
    Optional<Document> query = root.child("from_marts");
    if (query.isEmpty() && root.flag("from_closed_month")) {
      root.problem("from_closed_month: says something of from_marts:, which is missing");
    }
    query
        .filter(it -> !it.text().strip().matches("(?s)(FROM|SELECT|WITH)\\b.*"))
        .ifPresent(it -> it.problem("from_marts: is a query of DuckDB's dialect"));
    return query.map(it -> new LeafRows(it.text().strip(), root.flag("from_closed_month")));
  }

  private static Optional<TraceRule> trace(Document root) {
    Optional<Document> trace = root.child("trace");
    if (trace.isPresent() && !root.flag("metric")) {
      trace.get().problem("only a metric says trace:; other tables say from_marts:");
    }
    return trace.map(ContractReader::traceRule);
  }

  private static TraceRule traceRule(Document trace) {
    trace.allowOnly(Set.of("leaves", "totals"));
    List<Leaves> leaves = new ArrayList<>();
    trace
        .required("leaves")
        .ifPresent(
            all -> all.entries().forEach((table, parts) -> leaves.add(leaves(table, parts))));
    Map<String, String> totals = new LinkedHashMap<>();
    trace
        .child("totals")
        .ifPresent(
            all -> {
              all.allowOnly(NUMBERS);
              all.entries().forEach((number, formula) -> totals.put(number, formula.text()));
            });
    TraceRule rule = new TraceRule(leaves, totals);
    if (!rule.parts().contains("numerator") && totals.isEmpty()) {
      trace.problem(
          "no part is the numerator; name one so, or say under totals: what the parts come to");
    }
    return rule;
  }

  private static Leaves leaves(String table, Document parts) {
    Map<String, String> formulas = new LinkedHashMap<>();
    parts
        .entries()
        .forEach(
            (part, formula) -> {
              if (!part.matches("[a-z][a-z0-9_]*") || part.equals("value")) {
                formula.problem(
                    "a part is named by lower case letters, digits and _, and not value, found '%s'"
                        .formatted(part));
              }
              formulas.put(part, formula.text());
            });
    return new Leaves(table, parts.place(), formulas);
  }

  private List<Case> cases(Document root, Path file) {
    List<Case> cases = new ArrayList<>();
    root.child("cases").ifPresent(all -> cases.addAll(new CaseReader().cases(all)));
    Path beside = file.resolveSibling(file.getFileName().toString().replace(".yml", ".cases.yml"));
    if (Files.isRegularFile(beside)) {
      Document.read(beside, problems)
          .flatMap(document -> document.required("cases"))
          .ifPresent(all -> cases.addAll(new CaseReader().cases(all)));
    }
    return cases;
  }
}
