package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.Attribute;
import dev.tenure.config.Company;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.Attributes;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.Catalogue;
import dev.tenure.model.GeneratedMarts;
import dev.tenure.model.SqlModel;
import dev.tenure.spark.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Builds the tables that SQL cannot: unions over all metrics, conf as a table, attributes. */
final class JavaTables {
  private final Company company;
  private final Catalogue catalogue;
  private final TriedPolicies tried;

  JavaTables(Company company, Catalogue catalogue) {
    this(company, catalogue, TriedPolicies.none());
  }

  /**
   * @param tried what holds in place of the policies in force
   */
  JavaTables(Company company, Catalogue catalogue, TriedPolicies tried) {
    this.company = company;
    this.catalogue = catalogue;
    this.tried = tried;
  }

  /** The policies of a day as values, which every model binds and no query has to look up. */
  Dataset<Row> policies(SparkSession session, Dataset<Row> inForce) {
    return session.createDataFrame(tried.on(inForce).collectAsList(), inForce.schema());
  }

  /** Conf's settings as one row, with the day whose plan rates convert. */
  Dataset<Row> settings(SparkSession session, AsOf asOf) {
    Contract contract = catalogue.model(BuiltTables.SETTINGS).contract();
    List<Object> values = new ArrayList<>();
    for (String column : contract.columnNames()) {
      values.add(column.equals("rates_date") ? asOf.ratesOn() : setting(column));
    }
    return session.createDataFrame(List.of(RowFactory.create(values.toArray())), contract.schema());
  }

  private Object setting(String column) {
    return switch (column) {
      case "company" -> company.name();
      case "reporting_currency" -> company.currency();
      case "reporting_zone" -> company.zone().getId();
      case "fiscal_year_starts" -> company.fiscalYearStarts();
      case "closing_day" -> company.closingDay();
      case "mrr_source" -> company.mrrSource();
      case "unexplained_warns_above" -> company.reconciliation().warnAbove();
      case "unexplained_fails_above" -> company.reconciliation().failAbove();
      case "crm_mrr_attribute" -> company.reconciliation().crmAttribute().orElse(null);
      case "accounts_master" -> company.accountsMaster();
      case "account_fields" -> accountFields();
      case "tracked_fields" -> trackedFields();
      case "own_domains" -> company.ownDomains().toArray(String[]::new);
      default -> throw new IllegalArgumentException("conf has no setting " + column);
    };
  }

  /** The sources whose accounts conf names a field for. */
  private Row[] accountFields() {
    return company.sources().values().stream()
        .filter(source -> source.accountIdField().isPresent())
        .map(source -> RowFactory.create(source.name(), source.accountIdField().orElseThrow()))
        .toArray(Row[]::new);
  }

  /** What conf names a field of the master's accounts for, each with the field. */
  private Row[] trackedFields() {
    List<Row> fields = new ArrayList<>();
    company.segmentField().ifPresent(it -> fields.add(RowFactory.create("segment", it)));
    company.regionField().ifPresent(it -> fields.add(RowFactory.create("region", it)));
    Attributes attributes = new Attributes(company);
    for (Attribute attribute : company.attributes()) {
      boolean isOfAccounts =
          attributes.tableOf(attribute, catalogue).filter("account_profiles"::equals).isPresent();
      if (isOfAccounts && attribute.source().equals(company.accountsMaster())) {
        fields.add(RowFactory.create(attribute.name(), attribute.field()));
      }
    }
    return fields.toArray(Row[]::new);
  }

  /** All metrics under each other. */
  Dataset<Row> metricValues(SparkSession session) {
    return union(session, BuiltTables.METRIC_VALUES, catalogue.where(Contract::isMetric));
  }

  /** All quality rules of SQL under each other. */
  Dataset<Row> qualityRules(SparkSession session) {
    Contract contract = catalogue.model(BuiltTables.DATA_QUALITY).contract();
    Dataset<Row> rules = session.createDataFrame(List.of(), contract.schema());
    for (SqlModel rule : catalogue.where(Contract::isQuality)) {
      Dataset<Row> counted = session.table(rule.name());
      rules =
          rules.unionByName(
              counted.withColumn(
                  "status", when(col("rows_failed").gt(0), lit("warn")).otherwise(lit("ok"))),
              true);
    }
    return rules;
  }

  private Dataset<Row> union(SparkSession session, String name, List<SqlModel> parts) {
    Contract contract = catalogue.model(name).contract();
    Column[] columns =
        contract.columnNames().stream().map(column -> col(column)).toArray(Column[]::new);
    if (parts.isEmpty()) {
      return session.createDataFrame(List.of(), contract.schema());
    }
    return Plans.union(
        parts.stream().map(part -> session.table(part.name()).select(columns)).toList());
  }

  /**
   * A wide view: the metrics of a dimension, one column for each metric and window. A month is
   * partial until it is over, whatever a single metric still waits for.
   */
  Dataset<Row> wideMetrics(SparkSession session, AsOf asOf, Contract contract) {
    String dimension = GeneratedMarts.dimension(contract).orElseThrow();
    List<Column> values = new ArrayList<>();
    values.add(max(last_day(col("period")).gt(lit(asOf.date()))).as("is_partial"));
    for (SqlModel metric : catalogue.where(Contract::isMetric)) {
      for (String window : metric.contract().windows()) {
        String name = GeneratedMarts.column(metric.name(), window);
        values.add(of(metric.name(), window, "value").as(name));
        values.add(of(metric.name(), window, "numerator").as(name + "_numerator"));
        values.add(of(metric.name(), window, "denominator").as(name + "_denominator"));
      }
    }
    List<Column> keys = new ArrayList<>();
    keys.add(col("period").as("month"));
    if (contract.grain().size() > 1) {
      keys.add(col("dimension_value").as(contract.grain().get(1)));
    }
    return session
        .table(BuiltTables.METRIC_VALUES)
        .filter(col("dimension").equalTo(dimension))
        .groupBy(keys.toArray(Column[]::new))
        .agg(values.get(0), values.subList(1, values.size()).toArray(Column[]::new));
  }

  private static Column of(String metric, String window, String part) {
    return max(when(col("metric").equalTo(metric).and(col("window").equalTo(window)), col(part)));
  }

  /** Registers what each account's attributes are and were. */
  void registerAttributes(AsOfViews views) {
    SparkSession session = views.session();
    String name = BuiltTables.ACCOUNT_ATTRIBUTES;
    Dataset<Row> versions =
        session.createDataFrame(List.of(), catalogue.schema(name + "_history").orElseThrow());
    for (Attribute attribute : company.attributes()) {
      Optional<String> table = new Attributes(company).tableOf(attribute, catalogue);
      if (table.isPresent()) {
        versions = versions.unionByName(versions(session, attribute, table.get()), true);
      }
    }
    views.computed(name + "_history", versions);
    views.computed(
        name,
        versions
            .filter(col("valid_to").isNull().and(col("is_deleted").equalTo(false)))
            .select(names(catalogue.model(name).contract().columnNames())));
  }

  private Dataset<Row> versions(SparkSession session, Attribute attribute, String table) {
    Contract contract = catalogue.model(table).contract();
    Dataset<Row> rows =
        session.table(table + "_history").filter(col("source").equalTo(attribute.source()));
    Dataset<Row> owned =
        contract.column("account_id").isPresent()
            ? rows
            : rows.join(
                session
                    .table(BuiltTables.ACCOUNT_LINKS)
                    .select(
                        col("source").as("link_source"),
                        col("external_id").as("link_id"),
                        col("account_id")),
                col(contract.grain().get(1))
                    .equalTo(col("link_id"))
                    .and(col("source").equalTo(col("link_source"))),
                "inner");
    return owned
        .groupBy("source", "account_id", "valid_from", "valid_to", "is_deleted")
        .agg(
            first(col(Attributes.PREFIX + attribute.name()).cast("string"), true)
                .as("attribute_value"))
        .withColumn("attribute", lit(attribute.name()))
        .withColumn("is_dimension", lit(attribute.isDimension()));
  }

  /** Joins the attributes of conf to a mart's rows, a column each. */
  Dataset<Row> withAttributes(SparkSession session, Dataset<Row> rows) {
    Dataset<Row> all = rows;
    for (Attribute attribute : company.attributes()) {
      Dataset<Row> values =
          session
              .table(BuiltTables.ACCOUNT_ATTRIBUTES)
              .filter(col("attribute").equalTo(attribute.name()))
              .groupBy("account_id")
              .agg(max("attribute_value").cast(attribute.type()).as(attribute.name()));
      String[] key = {"account_id"};
      all = all.join(values, key, "left");
    }
    return all;
  }

  /** The tables of a company that keep versions or facts. */
  static boolean isStored(Contract contract) {
    return contract.write() == Write.HISTORY || contract.write() == Write.EVENTS;
  }

  private static Column[] names(List<String> columns) {
    return columns.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
