package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.SparkSuite;
import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Case;
import dev.tenure.model.ModelRun.Given;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are wrong on purpose: the properties that hold of every model must find them. */
class PlantedFaultsTest extends SparkSuite {
  private static final String CONTRACT =
      """
      description: One row per source. An account of it.
      owner: finance
      grain: [source]
      write: view
      columns: [source, account_id]
      checks:
        fail:
          an account has an id: account_id IS NOT NULL
      cases:
        two accounts were created and one of them left:
          as_of_date: 2025-03-31
          given:
            account_profiles_history: |
              | source | account_id | valid_from | valid_to   | is_deleted |
              | crm    | A          | 2025-01-01 |            | false      |
              | crm    | B          | 2025-01-01 | 2025-02-01 | false      |
              | crm    | B          | 2025-02-01 |            | true       |
          expect: |
            | source | account_id |
            | crm    | A          |
      """;

  @TempDir private Path folder;
  private AsOfSessions sessions;

  @Test
  void aModelThatDependsOnRowOrderIsCaught() throws IOException {
    SqlModel model =
        planted(
            "SELECT source, first(account_id) AS account_id FROM account_profiles_history GROUP BY source");
    Case example = model.contract().cases().get(0);

    List<String> today = CasesTestBase.texts(run(model).rows(Given.AS_WRITTEN));

    assertThatThrownBy(() -> CasesTestBase.assertProperties(example, run(model), today))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("row order is irrelevant");
  }

  @Test
  void aModelThatAsksForTomorrowsRowsGetsNone() throws IOException {
    SqlModel model =
        planted(
            "SELECT source, max(account_id) AS account_id FROM account_profiles_history WHERE valid_from > :as_of_date OR valid_to > :as_of_date GROUP BY source");

    assertThat(run(model).rows(Given.WITH_ROWS_LEARNT_TOMORROW).count()).isZero();
  }

  @Test
  void rowsThatAreLearntTomorrowAndReachAModelAreCaught() throws IOException {
    SqlModel model =
        planted(
            "SELECT source, max(account_id) AS account_id FROM account_profiles GROUP BY source");
    Case example = model.contract().cases().get(0);
    AsOf leaky = new AsOf(example.asOfDate(), example.asOfDate().plusDays(1));
    Dataset<Row> today = run(model).rows(Given.AS_WRITTEN);
    Dataset<Row> leaked = run(model).rows(sessions.on(leaky), Given.WITH_ROWS_LEARNT_TOMORROW);

    CasesTestBase.assertProperties(example, run(model), CasesTestBase.texts(today));
    assertThatThrownBy(() -> CasesTestBase.assertSameRows("rows learnt tomorrow", today, leaked))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("rows learnt tomorrow");
  }

  private SqlModel planted(String sql) throws IOException {
    Path core = Files.createDirectories(folder.resolve("sql").resolve("core"));
    Files.writeString(core.resolve("planted.yml"), CONTRACT);
    Files.writeString(core.resolve("planted.sql"), sql);
    Files.copy(Path.of("../conf/sample/tenure.yml"), folder.resolve("tenure.yml"));
    Catalogue catalogue = CatalogueReader.read(Path.of("../sql"), CompanyReader.read(folder));
    sessions = new AsOfSessions(session(), catalogue);
    return catalogue.model("planted");
  }

  private ModelRun run(SqlModel model) {
    return new ModelRun(session(), sessions, model, model.contract().cases().get(0));
  }
}
