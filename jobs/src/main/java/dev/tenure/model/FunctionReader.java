package dev.tenure.model;

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

/** Reads the shared functions: {@code functions/<name>.sql} beside {@code <name>.yml}. */
final class FunctionReader {
  private final Problems problems;

  FunctionReader(Problems problems) {
    this.problems = problems;
  }

  List<SqlFunction> read(List<Path> folders) {
    Map<String, SqlFunction> functions = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Path file : CatalogueReader.files(folder.resolve("functions"), ".sql")) {
        function(file).ifPresent(function -> functions.put(function.name(), function));
      }
    }
    return List.copyOf(functions.values());
  }

  private Optional<SqlFunction> function(Path file) {
    String name = file.getFileName().toString().replace(".sql", "");
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
    return Document.read(yml, problems).map(root -> function(name, file, statement, root));
  }

  private static SqlFunction function(String name, Path file, String statement, Document root) {
    root.allowOnly(Set.of("description", "owner", "cases"));
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
    return new SqlFunction(name, file, root.requiredText("description"), statement, cases);
  }
}
