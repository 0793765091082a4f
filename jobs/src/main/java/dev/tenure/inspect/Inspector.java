package dev.tenure.inspect;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.Connector;
import dev.tenure.config.Database;
import dev.tenure.config.Entity;
import dev.tenure.config.Expectation;
import dev.tenure.config.ExtractKind;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import dev.tenure.config.Source;
import dev.tenure.inspect.Inspection.Columns;
import dev.tenure.inspect.Inspection.Guess;
import dev.tenure.landing.FormatSniffer;
import dev.tenure.landing.SniffedFile;
import dev.tenure.landing.TableExtract;
import dev.tenure.landing.TableSamples;
import dev.tenure.landing.TableSamples.TableSample;
import dev.tenure.model.Catalogue;
import dev.tenure.model.CatalogueReader;
import dev.tenure.model.RawViews;
import dev.tenure.model.SqlModel;
import dev.tenure.night.MappingTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Tells what files and tables of a stranger are, and what a night would make of them. Writes
 * nothing.
 */
public final class Inspector {
  private static final String SOURCE = "inspected";
  private static final String ACCOUNTS = "account_profiles";

  private final Supplier<SparkSession> session;
  private final Catalogue catalogue;
  private final Company company;
  private final LocalDate today;
  private final KnownShapes shapes;

  /**
   * Names the company whose zone and own mappings hold; its attributes are left aside.
   *
   * @param models the folder sql/ of the product
   * @param today the date of extracts that do not tell theirs
   */
  public Inspector(Supplier<SparkSession> session, Path models, Company company, LocalDate today) {
    this.session = requireNonNull(session, "session is null");
    this.company = company.withSources(company.accountsMaster(), company.sources());
    this.catalogue = CatalogueReader.read(models, this.company);
    this.today = requireNonNull(today, "today is null");
    this.shapes = KnownShapes.read().and(ownShapes());
  }

  /** What the company's own mappings read has the columns that they name. */
  private List<KnownShape> ownShapes() {
    List<KnownShape> own = new ArrayList<>();
    for (Source source : company.sources().values()) {
      for (Entity entity : source.entities().values()) {
        mapping(source.vendor(), entity.name())
            .ifPresent(
                mapping ->
                    own.add(
                        new KnownShape(
                            source.vendor(),
                            entity.name(),
                            entity.extract().name().toLowerCase(Locale.ROOT),
                            Optional.empty(),
                            fieldsRead(mapping))));
      }
    }
    return own;
  }

  private static Set<String> fieldsRead(SqlModel mapping) {
    Set<String> read = new LinkedHashSet<>();
    mapping.contract().reads().values().forEach(it -> read.addAll(List.of(it.fieldNames())));
    return read;
  }

  /**
   * What makes files alike: the shape that is known, else the columns.
   *
   * @param columns only of files whose shape is unknown
   */
  private record Kind(Format format, Optional<KnownShape> shape, Set<String> columns) {}

  /**
   * Inspects a file, or every file of a folder; files of one kind are told once.
   *
   * @throws dev.tenure.TenureException with exit code 2 if there is nothing to inspect
   */
  public List<Inspection> inspect(Path place) {
    Path whole = place.toAbsolutePath().normalize();
    List<Path> lake = TableSamples.lakeTables(whole);
    if (!lake.isEmpty()) {
      try (TableSamples samples = TableSamples.ofLake(session.get(), lake)) {
        return samples.tables().stream().map(this::inspection).toList();
      }
    }
    Path base = Files.isDirectory(whole) ? whole : whole.getParent();
    Map<Kind, Map<String, SniffedFile>> kinds = new LinkedHashMap<>();
    for (Path file : files(whole)) {
      SniffedFile sniffed = sniff(file);
      Optional<KnownShape> shape = shapes.of(sniffed);
      Kind kind =
          new Kind(sniffed.format(), shape, shape.isPresent() ? Set.of() : sniffed.columns());
      kinds
          .computeIfAbsent(kind, it -> new LinkedHashMap<>())
          .put(slashed(base.relativize(file)), sniffed);
    }
    List<Inspection> inspections = new ArrayList<>();
    kinds.forEach((kind, files) -> inspections.add(inspection(base, kind, files)));
    return inspections;
  }

  /**
   * Inspects the tables of a database's schema, or one of them.
   *
   * @throws dev.tenure.TenureException with exit code 2 if it cannot be read or has no such table
   */
  public List<Inspection> inspect(Database database, Optional<String> table) {
    try (TableSamples samples = TableSamples.ofDatabase(session.get(), database, table)) {
      return samples.tables().stream().map(this::inspection).toList();
    }
  }

  private Inspection inspection(TableSample sample) {
    Format format = new Format.Table(sample.name(), Optional.empty(), 0, Optional.empty());
    Optional<KnownShape> shape =
        shapes.of(new SniffedFile(format, sample.columns(), Optional.empty()));
    Kind kind = new Kind(format, shape, sample.columns());
    Entity entity = entity(kind);
    TableExtract extract =
        new TableExtract(SOURCE, entity.name(), today, sample.name(), sample.payloads());
    return inspection(
        kind,
        entity,
        Set.of(sample.name()),
        sample.columns(),
        sample.input(),
        (trial, mapping) -> trial.run(extract, mapping));
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static List<Path> files(Path place) {
    if (!Files.exists(place)) {
      throw Errors.missingFile(place, "The file or folder to inspect", "Correct the path.");
    }
    try (Stream<Path> all = Files.walk(place)) {
      List<Path> files = all.filter(Inspector::isRead).sorted().toList();
      if (files.isEmpty() || (files.size() == 1 && Files.size(files.get(0)) == 0)) {
        throw Errors.nothingToInspect(place);
      }
      return files;
    } catch (IOException e) {
      throw Errors.unreadable(place, e);
    }
  }

  private static boolean isRead(Path path) {
    String name = path.getFileName().toString();
    return Files.isRegularFile(path) && !name.startsWith(".") && !name.startsWith("_");
  }

  /** Parquet tells its columns in a footer, which Spark reads. */
  private SniffedFile sniff(Path file) {
    SniffedFile sniffed = FormatSniffer.sniff(file);
    if (!(sniffed.format() instanceof Format.Parquet)) {
      return sniffed;
    }
    return new SniffedFile(sniffed.format(), parquetColumns(file), sniffed.object());
  }

  private Set<String> parquetColumns(Path file) {
    try {
      String[] names = session.get().read().parquet(file.toString()).schema().fieldNames();
      return new LinkedHashSet<>(List.of(names));
    } catch (Exception e) {
      // Undeclared out of Scala: a footer that is broken is told by the reader of the records.
      return Set.of();
    }
  }

  private Inspection inspection(Path base, Kind kind, Map<String, SniffedFile> files) {
    Set<String> columns = new LinkedHashSet<>();
    files.values().forEach(file -> columns.addAll(file.columns()));
    return inspection(
        kind,
        entity(kind),
        files.keySet(),
        columns,
        new Input.Files(Optional.of(base), Optional.of(today)),
        (trial, mapping) -> trial.run(files.keySet(), today, mapping));
  }

  private Inspection inspection(
      Kind kind,
      Entity entity,
      Set<String> names,
      Set<String> columns,
      Input input,
      BiFunction<MappingTrial, Optional<SqlModel>, MappingTrial.Outcome> run) {
    Optional<SqlModel> mapping =
        kind.shape().flatMap(shape -> mapping(shape.vendor(), shape.entity()));
    String vendor = kind.shape().map(KnownShape::vendor).orElse("unknown");
    MappingTrial trial =
        new MappingTrial(session.get(), catalogue, companyOf(vendor, entity, input));
    return new Inspection(
        List.copyOf(names),
        kind.format(),
        kind.shape().map(it -> guess(it, columns)),
        mapping.flatMap(it -> it.contract().feeds()),
        columns(columns, mapping),
        run.apply(trial, mapping),
        kind.shape().map(it -> ConfText.of(it, entity, input, columns)).orElse(""));
  }

  /** The mapping of an entity; that of accounts last, since only their master feeds it. */
  private Optional<SqlModel> mapping(String vendor, String entity) {
    String view = RawViews.name(vendor, entity);
    return catalogue.models().stream()
        .filter(model -> model.contract().reads().containsKey(view))
        .min(Comparator.comparing(model -> model.contract().feeds().equals(Optional.of(ACCOUNTS))));
  }

  private static Guess guess(KnownShape shape, Set<String> columns) {
    List<String> because = new ArrayList<>();
    for (String column : columns) {
      if (shape.columns().contains(KnownShape.plain(column))) {
        because.add(column);
      }
    }
    shape.object().ifPresent(object -> because.add("object = " + object));
    return new Guess(shape.vendor(), shape.entity(), shape.extract(), because);
  }

  private static Entity entity(Kind kind) {
    String extract = kind.shape().map(KnownShape::extract).orElse("full");
    return new Entity(
        kind.shape().map(KnownShape::entity).orElse("records"),
        kind.format(),
        ExtractKind.valueOf(extract.toUpperCase(Locale.ROOT)),
        Optional.of("**"));
  }

  /** The company with a single source: what is inspected. */
  private Company companyOf(String vendor, Entity entity, Input input) {
    Source source =
        new Source(
            SOURCE,
            vendor,
            Connector.NONE,
            Optional.empty(),
            input,
            Expectation.USUAL,
            Map.of(entity.name(), entity));
    return company.withSources(SOURCE, Map.of(SOURCE, source));
  }

  private static Columns columns(Set<String> found, Optional<SqlModel> mapping) {
    if (mapping.isEmpty()) {
      return new Columns(List.of(), List.of(), List.copyOf(found));
    }
    Set<String> read = fieldsRead(mapping.get());
    Set<String> mapped = new LinkedHashSet<>(read);
    mapped.retainAll(found);
    Set<String> missing = new TreeSet<>(read);
    missing.removeAll(found);
    Set<String> unread = new LinkedHashSet<>(found);
    unread.removeAll(read);
    return new Columns(List.copyOf(mapped), List.copyOf(missing), List.copyOf(unread));
  }
}
