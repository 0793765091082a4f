package dev.tenure.trace;

import static dev.tenure.publish.NightMarts.literal;

import dev.tenure.Errors;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Leaves;
import dev.tenure.contract.TraceRule;
import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import dev.tenure.night.RunDefinitions;
import dev.tenure.publish.NightMarts;
import dev.tenure.publish.NightMarts.Row;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.Home;
import dev.tenure.trace.LeafQuery.Closed;
import dev.tenure.trace.MetricTrace.MetricLeaf;
import dev.tenure.trace.MetricTrace.Total;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Explains rows of metric_values by the rows of the ledger behind them. What these are stands in
 * the metric's contract; they are found anew in the published marts, without the models of the
 * night.
 */
public final class MetricTracer {
  private static final String ALL = "all";
  private static final String NUMERATOR = "numerator";
  private static final String DENOMINATOR = "denominator";
  private static final String VALUE = "value";

  private final Home home;
  private final Catalogue catalogue;
  private final TracedNight night;

  /**
   * @param asOf a past night; the newest one when empty
   * @throws dev.tenure.TenureException with exit code 2 if the night was not published
   */
  public MetricTracer(Home home, Catalogue catalogue, Optional<LocalDate> asOf) {
    this.home = home;
    this.catalogue = catalogue;
    this.night = TracedNight.of(home.published(), asOf);
  }

  /** The keys of a row of metric_values, beside the metric. */
  private record Key(LocalDate period, String window, String dimension, String value) {
    static Key of(Row row) {
      return new Key(
          row.date("period"),
          row.text("window"),
          row.text("dimension"),
          row.text("dimension_value"));
    }

    String told() {
      return dimension.equals(ALL) ? ALL : dimension + "=" + value;
    }
  }

  /** Where rows are read, and where their leaves. */
  private record Scope(String mart, String filter, NightMarts leafMarts, LeafQuery query) {
    String rows(String metric) {
      return "FROM %s SELECT period, \"window\", dimension, dimension_value WHERE metric = %s AND %s"
          .formatted(mart, literal(metric), filter);
    }
  }

  /**
   * What a metric of a month is made of.
   *
   * @param window such as 12m
   * @param dimension as {@code segment=Enterprise}; {@code all} for all accounts
   * @throws dev.tenure.TenureException with exit code 2 if the night has no such row
   */
  public MetricTrace metric(String metric, YearMonth month, String window, String dimension) {
    return one(
        metric,
        new Scope("metric_values", filter(month, window, dimension), night.marts(), query()),
        month,
        window,
        dimension);
  }

  /** What each row of a metric is made of, from a month on. */
  public List<MetricTrace> metric(String metric, YearMonth from) {
    return traces(
        metric,
        new Scope(
            "metric_values",
            "period >= DATE '%s'".formatted(from.atDay(1)),
            night.marts(),
            query()));
  }

  /**
   * What a metric of a closed month is made of, as it was reported.
   *
   * @throws dev.tenure.TenureException with exit code 2 if it was not reported, or if what was
   *     known then is not at hand any more
   */
  public MetricTrace reported(String metric, YearMonth month, String window, String dimension) {
    TraceRule rule = rule(metric);
    String filter = filter(month, window, dimension);
    List<Row> closings =
        night
            .marts()
            .rows(
                "FROM reported_metric_values SELECT closing_date WHERE metric = %s AND %s"
                    .formatted(literal(metric), filter));
    if (closings.isEmpty()) {
      throw Errors.notReported(metric, month, window, dimension, night.asOfDate());
    }
    LocalDate closing = closings.get(0).date("closing_date");
    boolean isWithHistory = isReadable(closing);
    if (!isWithHistory && !isOfClosedMonth(rule, window, dimension)) {
      throw Errors.closingNotReadable(metric, month, closing);
    }
    NightMarts leafMarts =
        isWithHistory ? new NightMarts(home.published(), closing) : night.marts();
    LeafQuery query =
        new LeafQuery(catalogue, closing, Optional.of(new Closed(month, closing, isWithHistory)));
    return one(
        metric,
        new Scope("reported_metric_values", filter, leafMarts, query),
        month,
        window,
        dimension);
  }

  private LeafQuery query() {
    return new LeafQuery(catalogue, night.asOfDate(), Optional.empty());
  }

  private MetricTrace one(
      String metric, Scope scope, YearMonth month, String window, String dimension) {
    return traces(metric, scope).stream()
        .findFirst()
        .orElseThrow(() -> Errors.noMetricRow(metric, month, window, dimension, night.asOfDate()));
  }

  private static String filter(YearMonth month, String window, String dimension) {
    String[] named = dimension.equals(ALL) ? new String[] {ALL, ALL} : dimension.split("=", 2);
    return "period = DATE '%s' AND \"window\" = %s AND dimension = %s AND dimension_value = %s"
        .formatted(
            month.atDay(1),
            literal(window),
            literal(named[0]),
            literal(named.length < 2 ? "" : named[1]));
  }

  private TraceRule rule(String metric) {
    List<String> traceable =
        catalogue.where(it -> it.trace().isPresent()).stream().map(SqlModel::name).toList();
    Optional<Contract> contract =
        catalogue.find(metric).map(SqlModel::contract).filter(Contract::isMetric);
    if (contract.isEmpty()) {
      throw Errors.unknownMetric(metric, traceable);
    }
    return contract
        .get()
        .trace()
        .orElseThrow(() -> Errors.untraceableMetric(metric, contract.get().file()));
  }

  private boolean isReadable(LocalDate date) {
    return PublishedManifest.night(home.published(), date).stream()
        .flatMap(it -> it.marts().values().stream())
        .findFirst()
        .filter(mart -> Files.isDirectory(home.published().resolve(mart.export().folder())))
        .isPresent();
  }

  /** Whether the frozen rows of one month tell it all, without the months before. */
  private boolean isOfClosedMonth(TraceRule rule, String window, String dimension) {
    return window.equals("1m")
        && dimension.equals(ALL)
        && rule.leaves().stream()
            .allMatch(
                it ->
                    catalogue
                        .model(it.table())
                        .contract()
                        .fromMarts()
                        .orElseThrow()
                        .isOfClosedMonth());
  }

  private List<MetricTrace> traces(String metric, Scope scope) {
    TraceRule rule = rule(metric);
    List<Row> rows =
        night
            .marts()
            .rows(
                "FROM %s WHERE metric = %s AND %s ORDER BY period, \"window\", dimension, dimension_value"
                    .formatted(scope.mart(), literal(metric), scope.filter()));
    if (rows.isEmpty()) {
      return List.of();
    }
    Map<Key, List<MetricLeaf>> leaves = leaves(metric, rule, scope, rows);
    List<Map<String, BigDecimal>> sums =
        rows.stream().map(row -> sums(rule, leaves.getOrDefault(Key.of(row), List.of()))).toList();
    List<Map<String, Optional<BigDecimal>>> formulas = formulas(rule, sums);
    Map<String, Optional<String>> definitions = new HashMap<>();
    List<MetricTrace> traces = new ArrayList<>();
    for (int place = 0; place < rows.size(); place++) {
      Row row = rows.get(place);
      Key key = Key.of(row);
      String runId = row.text("run_id").isEmpty() ? night.runId() : row.text("run_id");
      String closing = row.text("closing_date");
      Map<String, BigDecimal> parts = new LinkedHashMap<>(sums.get(place));
      List<Total> totals = totals(row, parts, formulas.get(place));
      parts.keySet().removeAll(List.of(NUMERATOR, DENOMINATOR));
      traces.add(
          new MetricTrace(
              metric,
              YearMonth.from(key.period()),
              key.window(),
              key.told(),
              scope.mart() + (closing.isEmpty() ? "" : ", closed on " + closing),
              night.asOfDate(),
              runId,
              definitions.computeIfAbsent(runId, it -> RunDefinitions.hash(home, it, metric)),
              row.text("status"),
              parts,
              totals,
              leaves.getOrDefault(key, List.of())));
    }
    return traces;
  }

  /** The leaves of each row, the largest first. */
  private Map<Key, List<MetricLeaf>> leaves(
      String metric, TraceRule rule, Scope scope, List<Row> rows) {
    // Of a closed month the rows are told by another night than their leaves.
    String wanted = scope.query().closed().isPresent() ? keys(rows) : scope.rows(metric);
    Map<Key, List<MetricLeaf>> all = new HashMap<>();
    for (Leaves leaves : rule.leaves()) {
      for (Row row : scope.leafMarts().rows(scope.query().of(leaves, wanted))) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        leaves.parts().keySet().forEach(part -> amounts.put(part, row.amount(part)));
        all.computeIfAbsent(Key.of(row), key -> new ArrayList<>())
            .add(
                new MetricLeaf(
                    leaves.table(),
                    row.text("leaf"),
                    Optional.of(row.text("account_id")).filter(it -> !it.isEmpty()),
                    amounts));
      }
    }
    all.values().forEach(it -> it.sort(largestFirst(rule)));
    return all;
  }

  private static Comparator<MetricLeaf> largestFirst(TraceRule rule) {
    List<String> tables = rule.leaves().stream().map(Leaves::table).toList();
    return Comparator.comparing((MetricLeaf leaf) -> tables.indexOf(leaf.table()))
        .thenComparing(leaf -> leaf.amounts().values().iterator().next(), Comparator.reverseOrder())
        .thenComparing(MetricLeaf::name);
  }

  private static String keys(List<Row> rows) {
    return "FROM (VALUES %s) AS keys (period, \"window\", dimension, dimension_value)"
        .formatted(
            rows.stream()
                .map(Key::of)
                .map(
                    key ->
                        "(DATE '%s', %s, %s, %s)"
                            .formatted(
                                key.period(),
                                literal(key.window()),
                                literal(key.dimension()),
                                literal(key.value())))
                .collect(Collectors.joining(", ")));
  }

  private static Map<String, BigDecimal> sums(TraceRule rule, List<MetricLeaf> leaves) {
    Map<String, BigDecimal> sums = new LinkedHashMap<>();
    rule.parts().forEach(part -> sums.put(part, BigDecimal.ZERO));
    leaves.forEach(
        leaf ->
            leaf.amounts().forEach((part, amount) -> sums.merge(part, amount, BigDecimal::add)));
    return sums;
  }

  /** What the parts of each row come to, of the numbers that are no sum. */
  private List<Map<String, Optional<BigDecimal>>> formulas(
      TraceRule rule, List<Map<String, BigDecimal>> sums) {
    if (rule.totals().isEmpty()) {
      return sums.stream().map(it -> Map.<String, Optional<BigDecimal>>of()).toList();
    }
    List<String> tuples = new ArrayList<>();
    for (Map<String, BigDecimal> parts : sums) {
      tuples.add(
          "(%d, %s)"
              .formatted(
                  tuples.size(),
                  parts.values().stream()
                      .map(it -> "CAST(%s AS DOUBLE)".formatted(it.toPlainString()))
                      .collect(Collectors.joining(", "))));
    }
    String names = rule.parts().stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    String formulas =
        rule.totals().entrySet().stream()
            .map(total -> "(%s) AS \"%s\"".formatted(total.getValue(), total.getKey()))
            .collect(Collectors.joining(", "));
    return night
        .marts()
        .rows(
            "FROM (FROM (VALUES %s) AS sums (place, %s) SELECT place, %s) ORDER BY place"
                .formatted(String.join(", ", tuples), names, formulas))
        .stream()
        .map(
            row ->
                rule.totals().keySet().stream()
                    .collect(Collectors.toMap(it -> it, it -> number(row, it))))
        .toList();
  }

  private static Optional<BigDecimal> number(Row row, String column) {
    return row.text(column).isEmpty() ? Optional.empty() : Optional.of(row.amount(column));
  }

  private static List<Total> totals(
      Row row, Map<String, BigDecimal> sums, Map<String, Optional<BigDecimal>> formulas) {
    List<Total> totals = new ArrayList<>();
    Map<String, Optional<BigDecimal>> found = new HashMap<>(formulas);
    for (String name : List.of(NUMERATOR, DENOMINATOR)) {
      Optional<BigDecimal> published = number(row, name);
      boolean isSum = !formulas.containsKey(name);
      if (isSum && sums.containsKey(name)) {
        found.put(name, Optional.of(sums.get(name)));
      } else {
        // A mart's amounts have six decimals.
        found.computeIfPresent(
            name, (it, amount) -> amount.map(sum -> sum.setScale(6, RoundingMode.HALF_UP)));
      }
      if (found.containsKey(name) || published.isPresent()) {
        totals.add(new Total(name, published, found.getOrDefault(name, Optional.empty()), isSum));
      }
    }
    Optional<BigDecimal> value =
        formulas.containsKey(VALUE) ? formulas.get(VALUE) : quotient(found);
    totals.add(new Total(VALUE, number(row, VALUE), value, false));
    return totals;
  }

  /** An amount has no denominator. */
  private static Optional<BigDecimal> quotient(Map<String, Optional<BigDecimal>> found) {
    Optional<BigDecimal> numerator = found.getOrDefault(NUMERATOR, Optional.empty());
    if (!found.containsKey(DENOMINATOR)) {
      return numerator;
    }
    return found
        .get(DENOMINATOR)
        .filter(it -> it.signum() != 0)
        .flatMap(it -> numerator.map(sum -> sum.divide(it, MathContext.DECIMAL64)));
  }
}
