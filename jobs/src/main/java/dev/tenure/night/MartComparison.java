package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import dev.tenure.model.StampedColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;

/** Lays a mart as it would be beside the mart as it is published, by its key. */
final class MartComparison {
  private static final String OLD = "published";
  private static final String NEW = "now";

  private final SqlModel mart;
  private final LocalDate date;
  private final List<String> key;
  private final List<StructField> values;

  /**
   * @param mart a published table
   * @param date the night that readers see
   */
  MartComparison(SqlModel mart, LocalDate date) {
    Contract contract = mart.contract();
    this.mart = mart;
    this.date = date;
    this.key = contract.grain();
    this.values =
        contract.columns().stream()
            .filter(column -> !key.contains(column.name()))
            .map(dev.tenure.contract.Column::field)
            .toList();
  }

  /**
   * @param published all rows of the published version, with their stamps
   * @param now the rows of the model
   * @param most how many rows that differ are told one by one
   */
  MartChange compare(Dataset<Row> published, Dataset<Row> now, int most, List<String> downstream) {
    Dataset<Row> slice =
        mart.contract().write() == Write.REPLACE_AS_OF
            ? published.where(col(StampedColumns.key(mart.contract()).get(0)).equalTo(lit(date)))
            : published;
    Dataset<Row> both = joined(slice, now).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Row totals = both.agg(lit(0), aggregates().toArray(Column[]::new)).head();
      List<MartChange.ColumnChange> columns = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        int at = 6 + 3 * i;
        columns.add(
            new MartChange.ColumnChange(
                values.get(i).name(),
                totals.getLong(at),
                Objects.toString(totals.get(at + 1), ""),
                Objects.toString(totals.get(at + 2), "")));
      }
      return new MartChange(
          mart.name(),
          date,
          key,
          totals.getLong(1),
          totals.getLong(2),
          totals.getLong(3),
          totals.getLong(4),
          totals.getLong(5),
          columns,
          examples(both, most),
          downstream);
    } finally {
      both.unpersist();
    }
  }

  /** The published tables that read a table, directly or through others, inputs first. */
  static List<String> downstream(Catalogue catalogue, String table) {
    Set<String> touched = new LinkedHashSet<>(List.of(table));
    List<String> published = new ArrayList<>();
    for (SqlModel model : catalogue.models()) {
      if (model.inputs().stream().anyMatch(touched::contains)) {
        touched.add(model.name());
        if (model.contract().write().isPublished()) {
          published.add(model.name());
        }
      }
    }
    return published;
  }

  private Dataset<Row> joined(Dataset<Row> slice, Dataset<Row> now) {
    Dataset<Row> before = sided(slice, OLD);
    Dataset<Row> after = sided(now, NEW);
    Column sameKey =
        key.stream()
            .map(name -> col(at(OLD, name)).eqNullSafe(col(at(NEW, name))))
            .reduce(Column::and)
            .orElse(lit(true));
    return before.join(after, sameKey, "full_outer");
  }

  /** The rows under names of their side, and a mark that they are there. */
  private Dataset<Row> sided(Dataset<Row> rows, String side) {
    List<Column> columns = new ArrayList<>();
    key.forEach(name -> columns.add(col(name).as(at(side, name))));
    values.forEach(value -> columns.add(col(value.name()).as(at(side, value.name()))));
    columns.add(lit(true).as(side));
    return rows.select(columns.toArray(Column[]::new));
  }

  private static String at(String side, String column) {
    return side + "_" + column;
  }

  private List<Column> aggregates() {
    List<Column> all = new ArrayList<>();
    all.add(count_if(col(OLD).isNotNull()));
    all.add(count_if(col(NEW).isNotNull()));
    all.add(count_if(col(OLD).isNull()));
    all.add(count_if(col(NEW).isNull()));
    all.add(count_if(isChanged()));
    for (var value : values) {
      boolean isNumber = value.dataType() instanceof NumericType;
      all.add(count_if(inBoth().and(differs(value.name()))));
      all.add(isNumber ? sum(col(at(OLD, value.name()))) : lit(null));
      all.add(isNumber ? sum(col(at(NEW, value.name()))) : lit(null));
    }
    return all;
  }

  private static Column inBoth() {
    return col(OLD).isNotNull().and(col(NEW).isNotNull());
  }

  private static Column differs(String column) {
    return not(col(at(OLD, column)).eqNullSafe(col(at(NEW, column))));
  }

  private Column isChanged() {
    Column anyDiffers =
        values.stream().map(value -> differs(value.name())).reduce(Column::or).orElse(lit(false));
    return inBoth().and(anyDiffers);
  }

  private List<MartChange.Example> examples(Dataset<Row> both, int most) {
    List<Column> order = new ArrayList<>();
    key.forEach(name -> order.add(coalesce(col(at(NEW, name)), col(at(OLD, name)))));
    List<Column> shown = new ArrayList<>();
    key.forEach(name -> shown.add(coalesce(col(at(NEW, name)), col(at(OLD, name))).cast("string")));
    shown.add(
        when(col(OLD).isNull(), "added").when(col(NEW).isNull(), "gone").otherwise("changed"));
    for (var value : values) {
      shown.add(col(at(OLD, value.name())).cast("string"));
      shown.add(col(at(NEW, value.name())).cast("string"));
    }
    return both
        .where(col(OLD).isNull().or(col(NEW).isNull()).or(isChanged()))
        .orderBy(order.toArray(Column[]::new))
        .limit(most)
        .select(shown.toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(this::example)
        .toList();
  }

  private MartChange.Example example(Row row) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      named.add(Objects.toString(row.get(i), "NULL"));
    }
    String what = row.getString(key.size());
    List<String> changed = new ArrayList<>();
    for (int i = 0; what.equals("changed") && i < values.size(); i++) {
      String before = Objects.toString(row.get(key.size() + 1 + 2 * i), "NULL");
      String after = Objects.toString(row.get(key.size() + 2 + 2 * i), "NULL");
      if (!before.equals(after)) {
        changed.add("%s %s → %s".formatted(values.get(i).name(), before, after));
      }
    }
    return new MartChange.Example(named, what, changed);
  }
}
