package dev.tenure.model;

import dev.tenure.contract.Contract;
import dev.tenure.contract.Layer;
import dev.tenure.contract.Write;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Every table of the warehouse, each after the tables that it reads, and the shared functions. */
public final class Catalogue {
  private static final String HISTORY = "_history";
  private static final StructType VERSION =
      new StructType()
          .add("valid_from", DataTypes.DateType)
          .add("valid_to", DataTypes.DateType)
          .add("is_deleted", DataTypes.BooleanType)
          .add("file", DataTypes.StringType)
          .add("record_number", DataTypes.LongType);

  private final Map<String, SqlModel> models;
  private final List<SqlFunction> functions;

  private final Set<String> attributes;

  Catalogue(Map<String, SqlModel> models, List<SqlFunction> functions, Set<String> attributes) {
    this.models = new LinkedHashMap<>(models);
    this.attributes = Set.copyOf(attributes);
    this.functions = List.copyOf(functions);
  }

  /** All models, inputs first. */
  public Collection<SqlModel> models() {
    return models.values();
  }

  public List<SqlFunction> functions() {
    return functions;
  }

  public Optional<SqlModel> find(String name) {
    return Optional.ofNullable(models.get(name));
  }

  public SqlModel model(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no table is named " + name));
  }

  public List<SqlModel> where(Predicate<Contract> condition) {
    return models.values().stream().filter(model -> condition.test(model.contract())).toList();
  }

  /** Whether a mart's column is an attribute that conf brings. */
  public boolean isAttribute(String column) {
    return attributes.contains(column);
  }

  public List<SqlModel> mappings() {
    return where(Contract::isMapping);
  }

  /** The mappings that feed a core table. */
  public List<SqlModel> feeding(String core) {
    return where(contract -> contract.feeds().filter(core::equals).isPresent());
  }

  /** The core tables that keep versions. */
  public List<SqlModel> histories() {
    return where(contract -> contract.write() == Write.HISTORY);
  }

  /** The tables that readers outside see. */
  public List<SqlModel> published() {
    return where(contract -> contract.write().isPublished());
  }

  /**
   * Which table of the catalogue a name in a FROM stands for: a history's versions are its table.
   */
  public static String tableOf(String name, Predicate<String> isTable) {
    boolean isVersions = name.endsWith(HISTORY) && !RawViews.isRaw(name) && !isTable.test(name);
    return isVersions ? name.substring(0, name.length() - HISTORY.length()) : name;
  }

  /** The columns that a model sees under a name; nothing for a name that nobody knows. */
  public Optional<StructType> schema(String name) {
    if (RawViews.isRaw(name)) {
      return rawFields(name).map(RawViews::schema);
    }
    String table = tableOf(name, models::containsKey);
    return find(table)
        .map(
            model ->
                table.equals(name)
                    ? visibleSchema(model.contract())
                    : versions(model.contract().schema()));
  }

  /** The fields that any pair reads of the records behind a raw view; nothing if none does. */
  public Optional<StructType> rawFields(String view) {
    Map<String, StructField> fields = new LinkedHashMap<>();
    models.values().stream()
        .map(model -> model.contract().reads().get(view))
        .filter(Objects::nonNull)
        .flatMap(read -> Stream.of(read.fields()))
        .forEach(field -> fields.putIfAbsent(field.name(), field));
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new StructType(fields.values().toArray(StructField[]::new)));
  }

  /** A history's columns with those of a version. */
  public static StructType versions(StructType schema) {
    StructType all = schema;
    for (var field : VERSION.fields()) {
      all = all.add(field);
    }
    return all;
  }

  private StructType visibleSchema(Contract contract) {
    if (contract.isMapping()) {
      return mappedSchema(contract);
    }
    return contract.layer() == Layer.MARTS ? StampedColumns.schema(contract) : contract.schema();
  }

  /**
   * What a mapping returns: the record, its cursor, whether it is a tombstone, and its core row.
   */
  public StructType mappedSchema(Contract mapping) {
    StructType schema =
        new StructType()
            .add("record", RawViews.RECORD)
            .add("cursor_at", DataTypes.TimestampType)
            .add("is_deleted", DataTypes.BooleanType);
    if (mapping.hasOwnVersions()) {
      schema =
          schema
              .add("version_started_at", DataTypes.TimestampType)
              .add("version_ended_at", DataTypes.TimestampType);
    }
    Contract core = model(mapping.feeds().orElseThrow()).contract();
    for (var column : core.columns()) {
      if (!isGiven(column.name())) {
        schema = schema.add(column.field());
      }
    }
    return schema;
  }

  /** Columns of a core table that do not come from its mapping. */
  public static boolean isGiven(String column) {
    return column.equals("source") || column.startsWith(Attributes.PREFIX);
  }
}
