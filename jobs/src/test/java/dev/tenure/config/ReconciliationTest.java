package dev.tenure.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.TenureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {
  private static final String SAMPLE = "reconciliation: {warn_above: 0.001, fail_above: 0.01}";

  @TempDir private Path folder;

  @Test
  void theLimitsAndTheAttributeAreRead() throws IOException {
    Reconciliation read =
        with("reconciliation: {warn_above: 0.02, fail_above: 0.5, crm_attribute: customer_tier}")
            .reconciliation();

    assertThat(read.warnAbove()).isEqualTo(0.02);
    assertThat(read.failAbove()).isEqualTo(0.5);
    assertThat(read.crmAttribute()).contains("customer_tier");
  }

  @Test
  void whoSaysNothingHasATenthOfAPercentAndOnePercent() throws IOException {
    assertThat(with("").reconciliation()).isEqualTo(Reconciliation.USUAL);
  }

  @Test
  void anAttributeThatNobodyDeclaresIsAProblem() {
    assertThatThrownBy(() -> with("reconciliation: {crm_attribute: crm_mrr}"))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("'crm_mrr' is no attribute; add it below attributes:");
  }

  @Test
  void aLimitAboveOneIsAProblem() {
    assertThatThrownBy(() -> with("reconciliation: {fail_above: 5}"))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("fail_above is a share over 0 and up to 1, found '5'");
  }

  private Company with(String reconciliation) throws IOException {
    String text = Files.readString(Path.of("../conf/sample/tenure.yml"));
    assertThat(text).contains(SAMPLE);
    Files.writeString(folder.resolve("tenure.yml"), text.replace(SAMPLE, reconciliation));
    return CompanyReader.read(folder);
  }
}
