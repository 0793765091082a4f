package dev.tenure.night;

import dev.tenure.contract.Contract;
import dev.tenure.model.BuiltTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The mart survival_tests: whether the values of a dimension live equally long. */
final class SurvivalTests {
  private SurvivalTests() {}

  private record Cut(String source, String dimension) {}

  /** The values of a dimension that are at risk, month by month. */
  private record Months(SortedMap<Integer, SortedMap<String, LogRank.Group>> byMonth) {
    Months() {
      this(new TreeMap<>());
    }

    void add(int month, String value, LogRank.Group group) {
      byMonth.computeIfAbsent(month, it -> new TreeMap<>()).put(value, group);
    }

    /** All are at risk in the first month. */
    long accounts() {
      return byMonth.get(byMonth.firstKey()).values().stream()
          .mapToLong(LogRank.Group::atRisk)
          .sum();
    }
  }

  /** A row for each dimension of survival_curves whose values can be compared. */
  static Dataset<Row> rows(SparkSession session, Contract contract) {
    List<Row> rows = new ArrayList<>();
    curves(session)
        .forEach(
            (cut, months) ->
                LogRank.test(months.byMonth().values())
                    .ifPresent(test -> rows.add(row(cut, test, months.accounts()))));
    return session.createDataFrame(rows, contract.schema());
  }

  private static Row row(Cut cut, LogRank test, long accounts) {
    return RowFactory.create(
        cut.source(),
        cut.dimension(),
        test.chiSquare(),
        test.degreesOfFreedom(),
        test.pValue(),
        accounts);
  }

  private static Map<Cut, Months> curves(SparkSession session) {
    Map<Cut, Months> curves = new LinkedHashMap<>();
    for (Row row :
        session
            .table(BuiltTables.SURVIVAL_CURVES)
            .select("source", "dimension", "tenure_months", "dimension_value", "at_risk", "churned")
            .collectAsList()) {
      curves
          .computeIfAbsent(new Cut(row.getString(0), row.getString(1)), it -> new Months())
          .add(row.getInt(2), row.getString(3), new LogRank.Group(row.getLong(4), row.getLong(5)));
    }
    return curves;
  }
}
