package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfViews;
import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import dev.tenure.model.Hashes;
import dev.tenure.model.SqlModel;
import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What earlier nights told and later ones only add to: closed months, and the news of each night.
 */
final class ToldTables {
  private static final String CLOSING_DATE = "closing_date";

  private final Workspace work;

  ToldTables(Workspace work) {
    this.work = work;
  }

  /** The night that wrote a row, of which its run's name tells. */
  private static Column night() {
    return expr("CAST(left(run_id, 10) AS DATE)");
  }

  /** The months that readers see as closed by nights before a date. */
  Set<YearMonth> closedBefore(LocalDate date, Optional<Pointer> pointer) {
    Set<YearMonth> months = new TreeSet<>();
    MartVersion closes =
        pointer.map(Pointer::marts).map(it -> it.get(BuiltTables.MONTH_CLOSES)).orElse(null);
    if (closes != null) {
      work.store()
          .read(work.home().absolute(closes.path()), closes.version())
          .filter(night().lt(lit(date)))
          .select("month")
          .collectAsList()
          .forEach(row -> months.add(YearMonth.from(row.getLocalDate(0))));
    }
    return months;
  }

  /** All slices of a mart, as the ledger vouches for them. */
  Optional<Dataset<Row>> stored(String mart) {
    return work.catalogue()
        .find(mart)
        .map(it -> path(it.contract()))
        .filter(work::exists)
        .map(path -> work.store().read(path, work.ledger().version(path)));
  }

  /** Copies what nights before a date had told to another place, in which that night runs again. */
  void copyBefore(LocalDate date, Workspace again) {
    for (SqlModel mart : again.catalogue().where(it -> it.isTold() || it.isNews())) {
      Optional<Dataset<Row>> stored = stored(mart.name());
      if (stored.isPresent()) {
        String path = new ToldTables(again).path(mart.contract());
        Dataset<Row> before = stored.get().filter(night().lt(lit(date))).coalesce(1);
        long version = again.store().replaceAll(path, before, Map.of());
        again
            .ledger()
            .record(
                date,
                0,
                "",
                "told." + mart.name(),
                Step.Outcome.DONE,
                0,
                "",
                Map.of(path, version),
                Map.of(),
                "");
      }
    }
  }

  private String path(Contract contract) {
    return work.home().table(contract.layer(), contract.name());
  }

  /** The rows of a table that tells of closes. */
  Dataset<Row> own(SqlModel model, AsOfViews views, RunFrame frame, Closes closes) {
    Contract contract = model.contract();
    Column[] columns =
        contract.columnNames().stream().map(name -> col(name)).toArray(Column[]::new);
    return switch (model.name()) {
      case BuiltTables.MONTH_CLOSES ->
          local(views, contract, monthCloses(contract, views, frame, closes));
      case BuiltTables.CLOSE_CHECKS -> local(views, contract, checks(views));
      case BuiltTables.CURRENT_ACCOUNT_MONTHS ->
          closes.current(BuiltTables.ACCOUNT_MONTHS, "month", views).select(columns);
      case BuiltTables.CURRENT_METRIC_VALUES ->
          closes.current(BuiltTables.METRIC_VALUES, "period", views).select(columns);
      default -> local(views, contract, List.of());
    };
  }

  private static Dataset<Row> local(AsOfViews views, Contract contract, List<Row> rows) {
    return views.session().createDataFrame(rows, contract.schema());
  }

  static boolean isOwn(SqlModel model) {
    return switch (model.name()) {
      case BuiltTables.MONTH_CLOSES,
          BuiltTables.CLOSE_CHECKS,
          BuiltTables.PREVIOUS_CLOSINGS,
          BuiltTables.CURRENT_ACCOUNT_MONTHS,
          BuiltTables.CURRENT_METRIC_VALUES ->
          true;
      default -> false;
    };
  }

  private List<Row> monthCloses(Contract contract, AsOfViews views, RunFrame frame, Closes closes) {
    List<Row> rows = new ArrayList<>();
    if (frame.closes().isEmpty()) {
      return rows;
    }
    Map<LocalDate, String> checksums = checksums(views);
    for (AsOf close : frame.closes()) {
      List<Object> values = new ArrayList<>();
      for (String column : contract.columnNames()) {
        values.add(
            switch (column) {
              case "month" -> Closes.month(close.date()).atDay(1);
              case CLOSING_DATE -> close.date();
              case "plan_fiscal_year" -> work.company().fiscalYear(closes.ratesOn(close));
              case "checksum" -> checksums.getOrDefault(close.date(), Hashes.sha256(""));
              case "is_reconstructed" -> frame.isBackfill();
              default -> throw new IllegalArgumentException("a close has no " + column);
            });
      }
      rows.add(RowFactory.create(values.toArray()));
    }
    return rows;
  }

  /** What was told of each close, beside what its rows say now. */
  private List<Row> checks(AsOfViews views) {
    Map<LocalDate, String> now = checksums(views);
    List<Row> rows = new ArrayList<>();
    views
        .session()
        .table(BuiltTables.MONTH_CLOSES)
        .select(CLOSING_DATE, "checksum")
        .collectAsList()
        .forEach(
            row ->
                rows.add(
                    RowFactory.create(
                        row.getLocalDate(0),
                        row.getString(1),
                        now.getOrDefault(row.getLocalDate(0), Hashes.sha256("")))));
    return rows;
  }

  /** A digest of all that the marts tell of each close; a column without a value is not in it. */
  private Map<LocalDate, String> checksums(AsOfViews views) {
    Dataset<Row> all = null;
    for (SqlModel mart : work.catalogue().where(Contract::isTold)) {
      if (!mart.name().equals(BuiltTables.MONTH_CLOSES)) {
        Dataset<Row> rows = views.session().table(mart.name());
        Dataset<Row> hashed =
            rows.select(
                col(CLOSING_DATE), lit(mart.name()).as("mart"), xxhash64(values(rows)).as("hash"));
        all = all == null ? hashed : all.unionByName(hashed);
      }
    }
    Map<LocalDate, StringBuilder> texts = new TreeMap<>();
    if (all != null) {
      all.groupBy(CLOSING_DATE, "mart")
          .agg(count(lit(1)), sum(col("hash").cast("decimal(38,0)")).cast("string"))
          .orderBy(CLOSING_DATE, "mart")
          .collectAsList()
          .forEach(
              row ->
                  texts
                      .computeIfAbsent(row.getLocalDate(0), it -> new StringBuilder())
                      .append(row.getString(1))
                      .append(row.getLong(2))
                      .append(row.getString(3)));
    }
    Map<LocalDate, String> checksums = new TreeMap<>();
    texts.forEach((date, text) -> checksums.put(date, Hashes.sha256(text.toString())));
    return checksums;
  }

  private static Column values(Dataset<Row> rows) {
    Column[] values =
        Arrays.stream(rows.columns())
            .sorted()
            .map(
                name ->
                    when(col(name).isNotNull(), concat(lit(name + "="), col(name).cast("string"))))
            .toArray(Column[]::new);
    return coalesce(concat_ws("|", values), lit(""));
  }
}
