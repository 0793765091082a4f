package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Case;
import dev.tenure.model.ModelRun.Given;
import dev.tenure.spark.Sessions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases of pairs, and four properties that hold of each model without being written, tried on its
 * case with the most rows; {@code -Dtenure.cases=NAME,NAME} asks for those of some pairs.
 */
abstract class CasesTestBase extends SparkSuite {
  private final boolean isOfMappings;

  CasesTestBase(boolean isOfMappings) {
    this.isOfMappings = isOfMappings;
  }

  @TestFactory
  Stream<DynamicNode> shippedPairs() {
    return companies().stream().map(this::company);
  }

  private static List<Path> companies() {
    return List.of(
        Path.of("../conf/sample"), Path.of("../conf/ravenstack"), Path.of("../conf/telco"));
  }

  private DynamicContainer company(Path folder) {
    Company company = CompanyReader.read(folder);
    Catalogue catalogue = CatalogueReader.read(Path.of("../sql"), company);
    AsOfSessions sessions = new AsOfSessions(session(), catalogue);
    boolean isSample = folder.endsWith("sample");
    Stream<DynamicNode> models =
        catalogue.models().stream()
            .filter(model -> !model.contract().cases().isEmpty())
            .filter(model -> model.contract().isMapping() == isOfMappings)
            .filter(model -> isSample || model.contract().file().startsWith(company.folder()))
            .filter(model -> asked(model.name()))
            .map(model -> model(sessions, model));
    Stream<DynamicNode> functions =
        isSample && isOfMappings ? Stream.of(functions(catalogue)) : Stream.empty();
    return dynamicContainer(company.name(), Stream.concat(functions, models));
  }

  private static boolean asked(String model) {
    return List.of(System.getProperty("tenure.cases", model).split(",", -1)).contains(model);
  }

  private DynamicContainer functions(Catalogue catalogue) {
    SparkSession own = Sessions.beside(session(), catalogue.functions());
    return dynamicContainer(
        "functions",
        catalogue.functions().stream()
            .flatMap(
                function ->
                    function.cases().entrySet().stream()
                        .map(
                            entry ->
                                dynamicTest(
                                    function.name() + ": " + entry.getKey(),
                                    () ->
                                        assertThat(value(own, entry.getValue().call()))
                                            .isEqualTo(entry.getValue().expected())))));
  }

  private static String value(SparkSession own, String call) {
    Object value =
        own.range(1).select(org.apache.spark.sql.functions.expr(call).cast("string")).head().get(0);
    return value == null ? "" : value.toString();
  }

  private DynamicContainer model(AsOfSessions sessions, SqlModel model) {
    List<Case> cases = model.contract().cases();
    Case richest = Collections.max(cases, Comparator.comparingInt(CasesTestBase::givenRows));
    return dynamicContainer(
        model.name(),
        cases.stream()
            .map(
                example ->
                    test(
                        example,
                        new ModelRun(session(), sessions, model, example),
                        example.equals(richest))));
  }

  private static int givenRows(Case example) {
    return example.given().values().stream().mapToInt(table -> table.rows().size()).sum();
  }

  private DynamicTest test(Case example, ModelRun run, boolean isRichest) {
    return dynamicTest(
        example.title(),
        () -> {
          List<String> today = texts(run.rows(Given.AS_WRITTEN));
          assertThat(today)
              .as(example.place())
              .containsExactlyInAnyOrderElementsOf(texts(run.expected()));
          if (isRichest) {
            assertProperties(example, run, today);
          }
        });
  }

  /**
   * Each run of a model plans anew, which takes most of its time. So the last run is asked for all
   * properties at once, and only where it fails is it found out which of them is broken.
   *
   * @param today the model's rows
   */
  static void assertProperties(Case example, ModelRun run, List<String> today) {
    run.rows(Given.AS_WRITTEN, example.asOfDate().plusDays(1)).collectAsList();
    try {
      assertSameRows("all properties", today, run.rows(Given.WITH_TOMORROWS_ROWS_REVERSED));
    } catch (AssertionError e) {
      assertSameRows("same result twice, also after tomorrow's", today, run.rows(Given.AS_WRITTEN));
      assertSameRows(
          "rows learnt tomorrow change nothing today",
          today,
          run.rows(Given.WITH_ROWS_LEARNT_TOMORROW));
      assertSameRows("row order is irrelevant", today, run.rows(Given.ROWS_REVERSED));
      throw e;
    }
  }

  static void assertSameRows(String what, Dataset<Row> expected, Dataset<Row> actual) {
    assertSameRows(what, texts(expected), actual);
  }

  private static void assertSameRows(String what, List<String> expected, Dataset<Row> actual) {
    assertThat(texts(actual)).as(what).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Rows as texts, with numbers of binary fractions to their sixth decimal. */
  static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(CasesTestBase::text).toList();
  }

  private static String text(Row row) {
    Object[] values = new Object[row.length()];
    for (int i = 0; i < values.length; i++) {
      Object value = row.get(i);
      values[i] =
          value instanceof Double number && Double.isFinite(number)
              ? BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_UP).doubleValue()
              : value;
    }
    return RowFactory.create(values).toString();
  }
}
