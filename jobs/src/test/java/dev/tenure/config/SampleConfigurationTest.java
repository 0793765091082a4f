package dev.tenure.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SampleConfigurationTest {
  @Test
  void theDefaultConfigurationIsReadWithoutProblems() {
    Company company = CompanyReader.read(Path.of("../conf/sample"));
    assertThat(company.name()).isEqualTo("sample");
    assertThat(company.accountsMaster()).isEqualTo("crm");
    assertThat(company.sources().keySet())
        .containsExactly(
            "crm", "billing", "billing_eu", "support", "product", "mobile", "surveys", "reference");
    assertThat(company.attributes())
        .containsExactly(
            new Attribute("customer_tier", "crm", "Account", "Customer_Tier__c", "STRING", true));
  }
}
