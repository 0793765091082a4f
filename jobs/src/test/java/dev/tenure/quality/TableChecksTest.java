package dev.tenure.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Contract;
import dev.tenure.model.CatalogueReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Rows that are wrong on purpose: every rule counts its own, and tells five keys of them. */
class TableChecksTest extends SparkSuite {
  private static final String ONE_ROW = "one row per account_id, month";
  private static final String DATES = "dates lie between 1678 and 2261, NULL for none";
  private static final String ROLLS = "the month rolls forward";

  private static final Contract MONTHS =
      CatalogueReader.read(Path.of("../sql"), CompanyReader.read(Path.of("../conf/sample")))
          .model("account_months")
          .contract();

  @Test
  void rowsThatKeepEveryRuleBreakNone() {
    assertThat(check(month("A", 100, 100), month("B", 0, 0)).values())
        .allSatisfy(it -> assertThat(it.isBroken()).as(it.title()).isFalse());
  }

  @Test
  void aRuleCountsTheRowsThatBreakItAndTellsFiveOfThem() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int account = 1; account <= 7; account++) {
      rows.add(month("A" + account, 100, account == 7 ? 100 : 99));
    }
    CheckResult broken = check(rows).get(ROLLS);

    assertThat(broken.rowsChecked()).isEqualTo(7);
    assertThat(broken.rowsFailed()).isEqualTo(6);
    assertThat(broken.isFatal()).isTrue();
    assertThat(broken.keys()).hasSize(TableChecks.KEYS_TOLD).allMatch(key -> key.startsWith("[A"));
  }

  @Test
  void aKeyThatStandsTwiceIsTold() {
    CheckResult broken =
        check(month("A", 100, 100), month("A", 100, 100), month("B", 1, 1)).get(ONE_ROW);

    assertThat(broken.rowsFailed()).isEqualTo(1);
    assertThat(broken.keys()).containsExactly("[A,2025-01-01]");
  }

  @Test
  void aDateThatStandsForNoneIsTold() {
    CheckResult broken =
        check(month("A", 100, 100), month("B", LocalDate.of(9999, 12, 31), 1, 1)).get(DATES);

    assertThat(broken.rowsFailed()).isEqualTo(1);
    assertThat(broken.isFatal()).isTrue();
    assertThat(broken.keys()).containsExactly("[B,9999-12-31]");
  }

  private static Map<String, Object> month(String account, int opening, int closing) {
    return month(account, LocalDate.of(2025, 1, 1), opening, closing);
  }

  /** A month without movements. */
  private static Map<String, Object> month(
      String account, LocalDate month, int opening, int closing) {
    return Map.of(
        "account_id",
        account,
        "month",
        month,
        "opening_mrr",
        BigDecimal.valueOf(opening),
        "closing_mrr",
        BigDecimal.valueOf(closing));
  }

  @SafeVarargs
  private static Map<String, CheckResult> check(Map<String, Object>... rows) {
    return check(List.of(rows));
  }

  private static Map<String, CheckResult> check(List<Map<String, Object>> rows) {
    StructType schema = MONTHS.schema();
    List<Row> table = rows.stream().map(row -> row(schema, row)).toList();
    Dataset<Row> months = session().createDataFrame(table, schema);
    return TableChecks.check(MONTHS, months).stream()
        .collect(Collectors.toMap(CheckResult::title, it -> it));
  }

  private static Row row(StructType schema, Map<String, Object> given) {
    Object[] values = new Object[schema.size()];
    for (int index = 0; index < values.length; index++) {
      StructField field = schema.fields()[index];
      values[index] = given.getOrDefault(field.name(), otherwise(field));
    }
    return RowFactory.create(values);
  }

  private static Object otherwise(StructField field) {
    return switch (field.dataType().typeName().replaceAll("\\(.*", "")) {
      case "decimal" -> BigDecimal.ZERO;
      case "boolean" -> false;
      case "string" -> "USD";
      default -> null;
    };
  }
}
