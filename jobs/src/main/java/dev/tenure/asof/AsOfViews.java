package dev.tenure.asof;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.tenure.Errors;
import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.Catalogue;
import dev.tenure.model.RawViews;
import dev.tenure.model.SqlModel;
import dev.tenure.spark.Sessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a model sees: every input under its name, without anything learnt after {@code knownOn}. The
 * only way in which a model reaches data.
 */
public final class AsOfViews {
  private final SparkSession session;
  private final Catalogue catalogue;
  private final AsOf asOf;
  private Row policies;

  /**
   * @param session that knows the catalogue's functions, and holds these views alone
   */
  AsOfViews(SparkSession session, Catalogue catalogue, AsOf asOf) {
    this.session = session;
    this.catalogue = catalogue;
    this.asOf = asOf;
  }

  public AsOf asOf() {
    return asOf;
  }

  public SparkSession session() {
    return session;
  }

  /**
   * Registers a history: its versions as {@code <table>_history}, and those in force as {@code
   * <table>}.
   */
  public void history(String table, Dataset<Row> versions) {
    StructType schema = catalogue.model(table).contract().schema();
    Dataset<Row> known =
        versions
            .filter(col("valid_from").leq(lit(asOf.knownOn())))
            .withColumn(
                "valid_to",
                when(col("valid_to").leq(lit(asOf.knownOn())), col("valid_to"))
                    .otherwise(lit(null).cast("date")))
            .select(columns(Catalogue.versions(schema)));
    register(table + "_history", known);
    register(
        table,
        known.filter(col("valid_to").isNull().and(not(col("is_deleted")))).select(columns(schema)));
  }

  /** Registers facts, of which those that a later extract brought are left out. */
  public void events(String table, Dataset<Row> facts) {
    register(table, facts.filter(col("extract_date").leq(lit(asOf.knownOn()))));
  }

  /** Registers landed records under the name of their raw view. */
  public void raw(String view, Dataset<Row> records) {
    register(view, records.filter(col("record.extract_date").leq(lit(asOf.knownOn()))));
  }

  /** Registers a table that was computed from what these views hold. */
  public void computed(String table, Dataset<Row> rows) {
    register(table, rows);
  }

  /** Registers a table without rows, for what a company does not have. */
  public void empty(String name) {
    StructType schema = catalogue.schema(name).orElseThrow();
    Dataset<Row> none = session.createDataFrame(List.of(), schema);
    if (RawViews.isRaw(name)) {
      raw(name, none);
    } else {
      register(name, none);
    }
  }

  /**
   * Computes a model, in the columns and types of its contract.
   *
   * @throws dev.tenure.TenureException with exit code 2 if the model returns other columns or types
   */
  public Dataset<Row> compute(SqlModel model) {
    StructType promised =
        model.contract().isMapping()
            ? catalogue.mappedSchema(model.contract())
            : model.contract().schema();
    Dataset<Row> rows = session.sql(model.sql().orElseThrow(), parameters(model));
    return conformed(model, rows, promised);
  }

  private Map<String, Object> parameters(SqlModel model) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("as_of_date", asOf.date());
    if (model.inputs().contains(BuiltTables.POLICY_VALUES)) {
      Row policies = policies();
      for (String policy : policies.schema().fieldNames()) {
        parameters.put(policy, policies.getAs(policy));
      }
    }
    return parameters;
  }

  /** The company's policies as they are in force on the day. */
  private synchronized Row policies() {
    if (policies == null) {
      policies = session.table(BuiltTables.POLICY_VALUES).head();
    }
    return policies;
  }

  /** The version of the policies that models of the day go by. */
  public String policyVersion() {
    return catalogue.find(BuiltTables.POLICY_VALUES).isPresent()
        ? policies().getAs("policy_version")
        : "default";
  }

  private Dataset<Row> conformed(SqlModel model, Dataset<Row> rows, StructType promised) {
    List<String> returned = Arrays.asList(rows.columns());
    List<String> problems = new ArrayList<>();
    for (StructField field : promised.fields()) {
      if (isAddedLater(model, field.name())) {
        continue;
      }
      if (mayLeaveOut(model, field.name()) && !returned.contains(field.name())) {
        continue;
      }
      if (!returned.contains(field.name())) {
        problems.add("the column '%s' is promised but not returned".formatted(field.name()));
      } else if (!PromisedTypes.fits(
          rows.schema().apply(field.name()).dataType(), field.dataType())) {
        problems.add(
            "the column '%s' is %s, its contract says %s"
                .formatted(
                    field.name(),
                    rows.schema().apply(field.name()).dataType().sql(),
                    field.dataType().sql()));
      }
    }
    for (String column : returned) {
      if (!Arrays.asList(promised.fieldNames()).contains(column)) {
        problems.add("the column '%s' is returned but not promised".formatted(column));
      }
    }
    if (!problems.isEmpty()) {
      throw Errors.problems("The model " + model.name(), problems);
    }
    return rows.select(
        Arrays.stream(promised.fields())
            .filter(field -> !isAddedLater(model, field.name()))
            .map(field -> promised(rows, field))
            .toArray(Column[]::new));
  }

  private static Column promised(Dataset<Row> rows, StructField field) {
    if (!Arrays.asList(rows.columns()).contains(field.name())) {
      return lit(null).cast(field.dataType()).as(field.name());
    }
    DataType returned = rows.schema().apply(field.name()).dataType();
    return PromisedTypes.cast(col(field.name()), returned, field.dataType()).as(field.name());
  }

  /** A mapping says only what its source knows: what no row needs is NULL where it is left out. */
  private boolean mayLeaveOut(SqlModel model, String column) {
    if (!model.contract().isMapping()) {
      return false;
    }
    Contract core = catalogue.model(model.contract().feeds().orElseThrow()).contract();
    return !core.grain().contains(column)
        && core.columns().stream().anyMatch(it -> it.name().equals(column) && !it.isRequired());
  }

  /** Attributes of conf are joined to a mart behind its model. */
  private boolean isAddedLater(SqlModel model, String column) {
    return model.contract().takesAttributes() && catalogue.isAttribute(column);
  }

  private void register(String name, Dataset<Row> rows) {
    Sessions.within(session, rows).createOrReplaceTempView(name);
  }

  private static Column[] columns(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
  }
}
