package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueFilesTest {
  private static final Path SHIPPED = Path.of("../sql");

  @Test
  void theGeneratedFilesAreAsThePairsSay() throws IOException {
    Company sample = CompanyReader.read(Path.of("../conf/sample"));
    Catalogue catalogue = CatalogueReader.read(SHIPPED, sample.withoutOwn());

    assertCurrent(SHIPPED, catalogue, "./tenure manifest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ravenstack", "telco"})
  void thoseOfACompanyAreToo(String name) throws IOException {
    Company company = CompanyReader.read(Path.of("../conf").resolve(name));

    assertCurrent(
        company.folder().resolve("sql"),
        CatalogueReader.read(SHIPPED, company),
        "./tenure manifest --conf conf/" + name);
  }

  private static void assertCurrent(Path folder, Catalogue catalogue, String command)
      throws IOException {
    Map<String, String> texts = new CatalogueFiles(folder, catalogue).texts();

    assertThat(texts).containsOnlyKeys("manifest.json", "CATALOG.md");
    for (Map.Entry<String, String> file : texts.entrySet()) {
      assertThat(Files.readString(folder.resolve(file.getKey())))
          .as("%s; run %s and commit it", file.getKey(), command)
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void everyPublishedMartIsTold() {
    Company sample = CompanyReader.read(Path.of("../conf/sample"));
    Catalogue catalogue = CatalogueReader.read(SHIPPED, sample.withoutOwn());

    assertThat(catalogue.published().stream().map(SqlModel::name))
        .contains(
            "accounts",
            "account_months",
            "mrr_movements",
            "mrr_reconciliations",
            "cohort_retention",
            "survival_curves",
            "survival_tests",
            "metric_values",
            "metrics_by_month",
            "metrics_by_segment_month",
            "account_360",
            "data_quality",
            "unlinked_records",
            "nights");
  }
}
