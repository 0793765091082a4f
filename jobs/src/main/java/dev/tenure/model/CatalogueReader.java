package dev.tenure.model;

import dev.tenure.Errors;
import dev.tenure.config.Attribute;
import dev.tenure.config.Company;
import dev.tenure.contract.Contract;
import dev.tenure.contract.ContractReader;
import dev.tenure.contract.Glossary;
import dev.tenure.contract.Layer;
import dev.tenure.document.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the pairs under sql/ and those of a company, which add to them or replace the one of their
 * name, and tells every problem at once.
 */
public final class CatalogueReader {
  private final Company company;
  private final List<Path> folders;
  private final Problems problems = new Problems();
  private final Map<String, Pair> pairs = new TreeMap<>();

  private CatalogueReader(Path shipped, Company company) {
    this.company = company;
    Path own = company.folder().resolve("sql");
    this.folders = Files.isDirectory(own) ? List.of(shipped, own) : List.of(shipped);
  }

  /**
   * Reads the catalogue of a company.
   *
   * @param shipped the folder sql/ of the product
   * @throws dev.tenure.TenureException with exit code 2, naming every problem with file and line
   */
  public static Catalogue read(Path shipped, Company company) {
    if (!Files.isDirectory(shipped)) {
      throw Errors.missingFile(
          shipped, "The folder of models", "Start Tenure by its launcher, ./tenure.");
    }
    CatalogueReader reader = new CatalogueReader(shipped, company);
    Catalogue catalogue = reader.catalogue();
    reader.problems.throwIfAny("The catalogue");
    return catalogue;
  }

  private record Pair(
      Contract contract, Optional<String> sql, String hash, Optional<String> replaces) {
    String place() {
      return sqlFile() + ":1";
    }

    private Path sqlFile() {
      String file = contract.file().getFileName().toString().replaceAll("\\.yml$", ".sql");
      return contract.file().resolveSibling(file);
    }
  }

  private Catalogue catalogue() {
    Glossary glossary = Glossary.read(folders, problems);
    ContractReader reader = new ContractReader(glossary, problems);
    for (Path folder : folders) {
      strays(folder);
      for (Layer layer : Layer.values()) {
        ymlFiles(folder.resolve(layer.folder())).forEach(file -> addPair(reader, layer, file));
        orphans(folder.resolve(layer.folder()));
      }
    }
    List<SqlFunction> functions = new FunctionReader(problems).read(folders);
    problems.throwIfAny("The catalogue");
    widen();
    Map<String, SqlModel> models = new LinkedHashMap<>();
    pairs.values().forEach(pair -> models.put(pair.contract().name(), model(pair)));
    GeneratedMarts.add(models, company);
    new CatalogueRules(models, problems).check();
    new SourceRules(company, models.values().stream(), problems).check();
    problems.throwIfAny("The catalogue");
    Set<String> attributes =
        company.attributes().stream().map(Attribute::name).collect(Collectors.toSet());
    return new Catalogue(ordered(models), functions, attributes);
  }

  private void addPair(ContractReader reader, Layer layer, Path file) {
    Optional<Contract> contract = reader.read(layer, file);
    if (contract.isEmpty()) {
      return;
    }
    Path sqlFile = file.resolveSibling(file.getFileName().toString().replace(".yml", ".sql"));
    Optional<String> sql =
        Files.isRegularFile(sqlFile) ? Optional.of(text(sqlFile)) : Optional.empty();
    if (sql.isEmpty() && contract.get().builtBy().isEmpty()) {
      problems.add(file + ":1", "its model is missing: expected %s beside it".formatted(sqlFile));
    }
    String hash = Hashes.sha256(text(file) + sql.orElse(""));
    String name = contract.get().name();
    Pair earlier = pairs.get(name);
    if (earlier != null && file.startsWith(folders.get(0))) {
      problems.add(
          file + ":1",
          "the table '%s' already stands in %s".formatted(name, earlier.contract().file()));
    }
    pairs.put(
        name, new Pair(contract.get(), sql, hash, Optional.ofNullable(earlier).map(Pair::hash)));
  }

  /** A model outside the layers' folders would never run, and nobody would know. */
  private void strays(Path folder) {
    for (Path sql : files(folder, ".sql")) {
      String place = folder.relativize(sql).getName(0).toString();
      if (Layer.of(place).isEmpty() && !place.equals("functions")) {
        problems.add(
            sql + ":1",
            "it lies in no layer and would never run: move it and its contract to %s in %s"
                .formatted(
                    Arrays.stream(Layer.values())
                        .map(Layer::folder)
                        .collect(Collectors.joining(", ")),
                    folder));
      }
    }
  }

  private void orphans(Path folder) {
    for (Path sql : files(folder, ".sql")) {
      Path yml = sql.resolveSibling(sql.getFileName().toString().replace(".sql", ".yml"));
      if (!Files.isRegularFile(yml)) {
        problems.add(sql + ":1", "its contract is missing: expected %s beside it".formatted(yml));
      }
    }
  }

  private void widen() {
    Attributes attributes = new Attributes(company);
    List<Contract> mappings =
        pairs.values().stream().map(Pair::contract).filter(Contract::isMapping).toList();
    pairs.replaceAll(
        (name, pair) -> {
          Contract contract = pair.contract();
          List<Contract> feeding =
              mappings.stream().filter(it -> it.feeds().orElseThrow().equals(name)).toList();
          Contract wide = attributes.onCore(contract, feeding);
          if (contract.takesAttributes()) {
            wide = attributes.onMart(wide);
          }
          return new Pair(wide, pair.sql(), pair.hash(), pair.replaces());
        });
  }

  private SqlModel model(Pair pair) {
    Contract contract = pair.contract();
    if (pair.sql().isEmpty()) {
      return new SqlModel(
          contract, Optional.empty(), javaInputs(contract), pair.hash(), pair.replaces());
    }
    Set<String> inputs = new TreeSet<>();
    try {
      ModelQuery query = ModelQuery.parse(pair.sql().get());
      Set<String> policies = contract.isMapping() ? Set.of() : policies();
      SqlRules.check(contract, pair.place(), query, policies, problems);
      if (query.parameters().stream().anyMatch(policies::contains)) {
        inputs.add(BuiltTables.POLICY_VALUES);
      }
      query.tables().forEach(table -> inputs.add(Catalogue.tableOf(table, pairs::containsKey)));
    } catch (Exception e) {
      problems.add(pair.place(), "not valid SQL: " + e.getMessage().strip());
    }
    return new SqlModel(contract, pair.sql(), inputs, pair.hash(), pair.replaces());
  }

  /** What models may ask for by name, beside the day. */
  private Set<String> policies() {
    return Optional.ofNullable(pairs.get(BuiltTables.POLICY_VALUES))
        .map(pair -> Set.copyOf(pair.contract().columnNames()))
        .orElse(Set.of());
  }

  private Set<String> javaInputs(Contract contract) {
    Set<String> inputs = new TreeSet<>();
    pairs.values().stream()
        .map(Pair::contract)
        .filter(it -> BuiltTables.reads(contract, it))
        .forEach(it -> inputs.add(it.name()));
    return inputs;
  }

  private Map<String, SqlModel> ordered(Map<String, SqlModel> models) {
    Map<String, SqlModel> ordered = new LinkedHashMap<>();
    models.keySet().forEach(name -> visit(name, models, ordered, new LinkedHashSet<>()));
    return ordered;
  }

  private void visit(
      String name, Map<String, SqlModel> models, Map<String, SqlModel> ordered, Set<String> path) {
    if (ordered.containsKey(name) || !models.containsKey(name)) {
      return;
    }
    SqlModel model = models.get(name);
    if (!path.add(name)) {
      problems.add(
          model.contract().file() + ":1",
          "a circle of tables: %s".formatted(String.join(" → ", path)));
      return;
    }
    model.inputs().forEach(input -> visit(input, models, ordered, path));
    path.remove(name);
    ordered.put(name, model);
  }

  private List<Path> ymlFiles(Path folder) {
    return files(folder, ".yml").stream()
        .filter(file -> !file.getFileName().toString().endsWith(".cases.yml"))
        .toList();
  }

  static List<Path> files(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = new ArrayList<>();
      all.filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted()
          .forEach(found::add);
      return found;
    } catch (IOException e) {
      throw Errors.unreadable(folder, e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }
}
