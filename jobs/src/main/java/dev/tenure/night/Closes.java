package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.SqlModel;
import dev.tenure.spark.Sessions;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The months that a run closes: what it tells of each, computed from what was known on the closing
 * date, once for all marts and oldest first, since a month goes on from what was told of the last.
 */
final class Closes {
  private static final String REPORTED_ACCOUNT_MONTHS = "reported_account_months";

  private final Workspace work;
  private final RunFrame frame;
  private final BiFunction<AsOf, ModelGraph.Publisher, ModelGraph> graphs;
  private final Map<LocalDate, Map<String, Dataset<Row>>> told = new TreeMap<>();
  private final Map<LocalDate, AsOf> rates = new HashMap<>();
  private final Map<Integer, Day> years = new HashMap<>();

  /**
   * @param graphs all models on one day, over what is stored
   */
  Closes(
      Workspace work, RunFrame frame, BiFunction<AsOf, ModelGraph.Publisher, ModelGraph> graphs) {
    this.work = work;
    this.frame = frame;
    this.graphs = graphs;
  }

  /** The month that closes on a date, which lies in the next one. */
  static YearMonth month(LocalDate closingDate) {
    return YearMonth.from(closingDate).minusMonths(1);
  }

  /**
   * The closes that a run is the first to publish, oldest first.
   *
   * @param from the first closing date that may be due
   * @param first the first extract date, from which anything can be known
   * @param known the months that earlier nights closed
   */
  static List<AsOf> due(
      LocalDate from, LocalDate date, int closingDay, LocalDate first, Set<YearMonth> known) {
    List<AsOf> due = new ArrayList<>();
    for (YearMonth month = month(from); ; month = month.plusMonths(1)) {
      LocalDate closingDate = month.plusMonths(1).atDay(closingDay);
      if (closingDate.isAfter(date)) {
        return due;
      }
      if (!closingDate.isBefore(from) && !known.contains(month)) {
        LocalDate knownOn = closingDate.isBefore(first) ? first : closingDate;
        due.add(new AsOf(closingDate, knownOn, month.atEndOfMonth()));
      }
    }
  }

  /** What is told of a closed month in a mart. */
  synchronized Dataset<Row> rows(SqlModel mart, AsOf close) {
    if (told.isEmpty()) {
      frame.closes().forEach(it -> told.put(it.date(), compute(it)));
    }
    return told.get(close.date()).get(mart.name());
  }

  /** The day whose plan rates a closed month was converted at. */
  synchronized LocalDate ratesOn(AsOf close) {
    return rates.getOrDefault(close.date(), close).ratesOn();
  }

  private Map<String, Dataset<Row>> compute(AsOf close) {
    Day day = new Day(close);
    if (day.planRates().containsValue(null)) {
      // No rates were known for the month's own year when it closed.
      day = new Day(close.atRatesOn(close.date()));
    }
    rates.put(close.date(), day.asOf);
    day.capture.previous = previous(day);
    List<SqlModel> marts =
        work.catalogue().where(Contract::isTold).stream()
            .filter(it -> !it.isBuiltInJava())
            .toList();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (SqlModel mart : marts) {
      all.add(day.graph.ready(mart.name()));
    }
    Computation.join(all);
    Map<String, Dataset<Row>> rows = new HashMap<>();
    for (SqlModel mart : marts) {
      rows.put(mart.name(), day.capture.rows.get(mart.name()));
    }
    return rows;
  }

  /** What was told of the month before, with what is known of it now at the rates of then. */
  private Optional<Dataset<Row>> previous(Day close) {
    YearMonth month = month(close.asOf.date()).minusMonths(1);
    Optional<Dataset<Row>> reported = reported(month);
    if (reported.isEmpty()) {
      return reported;
    }
    Dataset<Row> closings = reported.get().select("account_id", "currency", "closing_mrr");
    int startsIn = work.company().fiscalYearStarts();
    boolean isSameYear = month.plusMonths(1).getMonthValue() != startsIn;
    Day then = isSameYear ? close : new Day(close.asOf.atRatesOn(month.atEndOfMonth()));
    if (then.hasRatesOf(close)) {
      return Optional.of(closings.withColumn("known_mrr", lit(null).cast("decimal(24,6)")));
    }
    Dataset<Row> known =
        then.table(BuiltTables.ACCOUNT_MONTHS)
            .filter(col("month").equalTo(lit(month.plusMonths(1).atDay(1))))
            .select(col("account_id"), col("currency"), col("opening_mrr").as("known_mrr"));
    String[] key = {"account_id", "currency"};
    return Optional.of(
        closings
            .join(known, key, "full_outer")
            .select("account_id", "currency", "closing_mrr", "known_mrr"));
  }

  private static Map<String, BigDecimal> byCurrency(Dataset<Row> planRates) {
    Map<String, BigDecimal> byCurrency = new HashMap<>();
    planRates
        .select("native_currency", "rate")
        .collectAsList()
        .forEach(row -> byCurrency.put(row.getString(0), row.getDecimal(1)));
    return byCurrency;
  }

  /**
   * The closed months of a mart as they are known now, each at the plan rates at which it was
   * closed, so that a new year's rates alone are no news.
   *
   * @param month the mart's column of the month's first day
   */
  Dataset<Row> current(String mart, String month, AsOfViews views) {
    Map<Integer, List<LocalDate>> byYear = new TreeMap<>();
    views
        .session()
        .table(BuiltTables.MONTH_CLOSES)
        .select("plan_fiscal_year", "month")
        .collectAsList()
        .forEach(
            row ->
                byYear
                    .computeIfAbsent(row.getInt(0), it -> new ArrayList<>())
                    .add(row.getLocalDate(1)));
    Dataset<Row> live = views.session().table(mart);
    Dataset<Row> all = live.limit(0);
    for (Map.Entry<Integer, List<LocalDate>> year : byYear.entrySet()) {
      Dataset<Row> known = isOwnYear(year.getKey(), views) ? live : year(year.getKey()).table(mart);
      all = all.unionByName(known.filter(col(month).isin(year.getValue().toArray())), true);
    }
    return all;
  }

  private boolean isOwnYear(int year, AsOfViews views) {
    if (year == work.company().fiscalYear(frame.date())) {
      return true;
    }
    Map<String, BigDecimal> then = year(year).planRates();
    return then.containsValue(null)
        || then.equals(byCurrency(views.session().table(BuiltTables.PLAN_RATES)));
  }

  private synchronized Day year(int year) {
    LocalDate starts = LocalDate.of(year, work.company().fiscalYearStarts(), 1);
    return years.computeIfAbsent(year, it -> new Day(frame.asOf().atRatesOn(starts)));
  }

  /** All models on one day of knowledge and rates. */
  private final class Day {
    private final AsOf asOf;
    private final Capture capture = new Capture();
    private final ModelGraph graph;

    Day(AsOf asOf) {
      this.asOf = asOf;
      this.graph = graphs.apply(asOf, capture);
      Sessions.inferNothing(graph.views().session());
    }

    Dataset<Row> table(String name) {
      Computation.join(graph.ready(name));
      return graph.views().session().table(name);
    }

    Map<String, BigDecimal> planRates() {
      return work.catalogue().find(BuiltTables.PLAN_RATES).isPresent()
          ? byCurrency(table(BuiltTables.PLAN_RATES))
          : Map.of();
    }

    /** Whether the plan rates of another day are the same, or its own are not known. */
    boolean hasRatesOf(Day other) {
      Map<String, BigDecimal> own = planRates();
      return this == other || own.containsValue(null) || own.equals(other.planRates());
    }
  }

  private Optional<Dataset<Row>> reported(YearMonth month) {
    for (AsOf close : frame.closes()) {
      if (month(close.date()).equals(month) && told.containsKey(close.date())) {
        return Optional.of(told.get(close.date()).get(REPORTED_ACCOUNT_MONTHS));
      }
    }
    return new ToldTables(work)
        .stored(REPORTED_ACCOUNT_MONTHS)
        .map(rows -> rows.filter(col("month").equalTo(lit(month.atDay(1)))).localCheckpoint())
        .filter(rows -> !rows.isEmpty());
  }

  /** Keeps what would be published. */
  private static final class Capture implements ModelGraph.Publisher {
    private final Map<String, Dataset<Row>> rows = new ConcurrentHashMap<>();
    private Optional<Dataset<Row>> previous = Optional.empty();

    @Override
    public Dataset<Row> publish(SqlModel mart, Dataset<Row> computed) {
      Dataset<Row> once = computed.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
      rows.put(mart.name(), once);
      return once;
    }

    @Override
    public void inspect(SqlModel view, Dataset<Row> computed) {}

    @Override
    public Dataset<Row> own(SqlModel mart, AsOfViews views) {
      if (mart.name().equals(BuiltTables.PREVIOUS_CLOSINGS) && previous.isPresent()) {
        return previous.get();
      }
      return views.session().createDataFrame(List.of(), mart.contract().schema());
    }
  }
}
