package dev.tenure.model;

import dev.tenure.config.Attribute;
import dev.tenure.config.Company;
import dev.tenure.contract.Check;
import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Layer;
import dev.tenure.contract.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The wide views of metric_values: a row per month, or per month and value of a dimension, and for
 * each metric and window its value, numerator and denominator, so that a chart needs no filter.
 */
public final class GeneratedMarts {
  /** The dimensions that every company has. */
  public static final List<String> DIMENSIONS = List.of("segment", "region", "plan");

  private static final DataType MONEY = DataTypes.createDecimalType(24, 6);

  private GeneratedMarts() {}

  static void add(Map<String, SqlModel> models, Company company) {
    SqlModel values = models.get(BuiltTables.METRIC_VALUES);
    if (values == null) {
      return;
    }
    List<Contract> metrics =
        models.values().stream().map(SqlModel::contract).filter(Contract::isMetric).toList();
    List<String> dimensions = new ArrayList<>(DIMENSIONS);
    company.attributes().stream()
        .filter(Attribute::isDimension)
        .map(Attribute::name)
        .forEach(dimensions::add);
    put(models, contract(values.contract(), Optional.empty(), metrics));
    dimensions.forEach(it -> put(models, contract(values.contract(), Optional.of(it), metrics)));
  }

  /** The name of the wide view of a dimension, or of the total. */
  public static String name(Optional<String> dimension) {
    return dimension.map(it -> "metrics_by_" + it + "_month").orElse("metrics_by_month");
  }

  /** The dimension of a wide view, {@code all} for the total; nothing for another table. */
  public static Optional<String> dimension(Contract contract) {
    if (!contract.builtBy().equals(Optional.of(GeneratedMarts.class.getName()))) {
      return Optional.empty();
    }
    return Optional.of(contract.grain().size() == 1 ? "all" : contract.grain().get(1));
  }

  /** The column of a metric's window: a month's is the metric's own name. */
  public static String column(String metric, String window) {
    return window.equals("1m") ? metric : metric + "_" + window;
  }

  private static void put(Map<String, SqlModel> models, Contract contract) {
    String hash = Hashes.sha256(contract.columns().toString());
    models.put(
        contract.name(),
        new SqlModel(
            contract, Optional.empty(), Set.of(BuiltTables.METRIC_VALUES), hash, Optional.empty()));
  }

  private static Contract contract(
      Contract values, Optional<String> dimension, List<Contract> metrics) {
    List<Column> columns = new ArrayList<>();
    columns.add(key("month", DataTypes.DateType, "The month's first day."));
    dimension.ifPresent(
        it -> columns.add(key(it, DataTypes.StringType, "The account's " + it + ".")));
    columns.add(
        new Column("is_partial", DataTypes.BooleanType, "The month is not over.", false, false));
    metrics.forEach(metric -> metric.windows().forEach(it -> addMetric(columns, metric, it)));
    String grain = dimension.map(it -> "month and " + it).orElse("month");
    return new Contract(
        name(dimension),
        Layer.MARTS,
        values.file(),
        "One row per %s. Each metric of metric_values as a column, safe to chart.".formatted(grain),
        values.owner(),
        dimension.map(it -> List.of("month", it)).orElse(List.of("month")),
        Write.REPLACE_ALL,
        columns,
        List.of(new Check.Fail("a month starts on its first day", "day(month) = 1")),
        List.of(),
        Optional.of(GeneratedMarts.class.getName()),
        Optional.empty(),
        Map.of(),
        Set.of(),
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  private static Column key(String name, DataType type, String meaning) {
    return new Column(name, type, meaning, true, false);
  }

  private static void addMetric(List<Column> columns, Contract metric, String window) {
    String name = column(metric.name(), window);
    String meaning = firstSentences(metric.description()) + " Window " + window + ".";
    columns.add(new Column(name, DataTypes.DoubleType, meaning, false, false));
    columns.add(
        new Column(name + "_numerator", MONEY, "Numerator of %s.".formatted(name), false, false));
    columns.add(
        new Column(
            name + "_denominator", MONEY, "Denominator of %s.".formatted(name), false, false));
  }

  private static String firstSentences(String description) {
    int grainEnds = description.indexOf(". ");
    String meaning = grainEnds < 0 ? description : description.substring(grainEnds + 2);
    return meaning.replaceAll("\\s+", " ").strip();
  }
}
