package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueFilesTest {
  private static final Path SHIPPED = Path.of("../sql");

  @Test
  void theGeneratedFilesAreAsThePairsSay() throws Exception {
    Company sample = CompanyReader.read(Path.of("../conf/sample"));
    Catalogue catalogue = CatalogueReader.read(SHIPPED, sample.withoutOwn());

    Map<String, String> texts = new CatalogueFiles(SHIPPED, catalogue).texts();

    assertThat(texts).containsOnlyKeys("manifest.json", "CATALOG.md");
    for (Map.Entry<String, String> file : texts.entrySet()) {
      assertThat(Files.readString(SHIPPED.resolve(file.getKey())))
          .as(file.getKey() + "; run ./tenure manifest and commit it")
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
            "metric_values",
            "metrics_by_month",
            "metrics_by_segment_month",
            "account_360",
            "data_quality",
            "unlinked_records",
            "nights");
  }
}
