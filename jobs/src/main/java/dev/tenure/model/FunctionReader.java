package dev.tenure.model;

import dev.tenure.contract.Glossary;
import dev.tenure.document.Document;
import dev.tenure.document.Problems;
import dev.tenure.model.SqlFunction.FunctionCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the shared functions: {@code functions/<name>.sql} beside {@code <name>.yml}, or the latter
 * alone where a Java class is named in it.
 */
final class FunctionReader {
  private final Problems problems;

  FunctionReader(Problems problems) {
    this.problems = problems;
  }

  List<SqlFunction> read(List<Path> folders) {
    Map<String, SqlFunction> functions = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Path file : CatalogueReader.files(folder.resolve("functions"), ".sql")) {
        written(file).ifPresent(function -> functions.put(function.name(), function));
      }
      for (Path file : CatalogueReader.files(folder.resolve("functions"), ".yml")) {
        if (!Files.isRegularFile(file.resolveSibling(name(file) + ".sql"))) {
          built(file).ifPresent(function -> functions.put(function.name(), function));
        }
      }
    }
    return List.copyOf(functions.values());
  }

  private Optional<SqlFunction> written(Path file) {
    String name = name(file);
    Path yml = file.resolveSibling(name + ".yml");
    if (!Files.isRegularFile(yml)) {
      problems.add(
          file + ":1", "its description and cases are missing: expected %s".formatted(yml));
      return Optional.empty();
    }
    String statement = CatalogueReader.text(file).strip().replaceAll(";$", "");
    if (!statement.toLowerCase(Locale.ROOT).contains("temporary function " + name + "(")) {
      problems.add(file + ":1", "expected CREATE TEMPORARY FUNCTION %s(…)".formatted(name));
    }
    return Document.read(yml, problems)
        .map(
            root -> {
              root.allowOnly(Set.of("description", "owner", "cases"));
              return function(name, file, new SqlFunction.Statement(statement), root);
            });
  }

  private Optional<SqlFunction> built(Path yml) {
    return Document.read(yml, problems).flatMap(root -> built(yml, root));
  }

  private static Optional<SqlFunction> built(Path yml, Document root) {
    root.allowOnly(Set.of("description", "owner", "built_by", "returns", "cases"));
    String builtBy = root.requiredText("built_by");
    return root.required("returns")
        .flatMap(Glossary::type)
        .map(
            returns -> function(name(yml), yml, new SqlFunction.JavaClass(builtBy, returns), root));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\.(sql|yml)$", "");
  }

  private static SqlFunction function(
      String name, Path file, SqlFunction.Body body, Document root) {
    Map<String, FunctionCase> cases = new LinkedHashMap<>();
    root.required("cases")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (title, entry) ->
                            cases.put(
                                title,
                                new FunctionCase(
                                    entry.requiredText("call"),
                                    entry.optionalText("expect").orElse("")))));
    return new SqlFunction(name, file, root.requiredText("description"), body, cases);
  }
}
