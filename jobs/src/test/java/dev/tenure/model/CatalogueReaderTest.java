package dev.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a company adds under its own sql/, and what the rules of SQL say of it. */
class CatalogueReaderTest {
  private static final Path SHIPPED = Path.of("../sql");
  private static final String CONTRACT =
      """
      description: One row per account. A test's own mart.
      owner: finance
      grain: [account_id]
      write: replace_all
      columns: [account_id]
      checks:
        fail:
          an account has an id: account_id IS NOT NULL
      cases:
        an account is listed:
          given:
            account_profiles: |
              | account_id |
              | A          |
          expect: |
            | account_id |
            | A          |
      """;

  @TempDir private Path folder;

  @Test
  void aPairInTheCompanysFolderIsATableOfTheWarehouse() throws IOException {
    pair("own_accounts", "SELECT account_id FROM account_profiles");

    Catalogue catalogue = CatalogueReader.read(SHIPPED, company());

    assertThat(catalogue.model("own_accounts").inputs()).containsExactly("account_profiles");
    assertThat(catalogue.published()).contains(catalogue.model("own_accounts"));
  }

  @Test
  void aPairOfTheSameNameReplacesTheShippedOneAndRecordsItsHash() throws IOException {
    String original = CatalogueReader.read(SHIPPED, company()).model("csms").hash();
    Path core = Files.createDirectories(folder.resolve("sql").resolve("core"));
    String contract = Files.readString(SHIPPED.resolve("core").resolve("csms.yml"));
    Files.writeString(core.resolve("csms.yml"), contract + "\n");

    SqlModel replaced = CatalogueReader.read(SHIPPED, company()).model("csms");

    assertThat(replaced.replaces()).contains(original);
    assertThat(replaced.hash()).isNotEqualTo(original);
  }

  @Test
  void everyProblemIsToldAtOnceWithItsCure() throws IOException {
    pair(
        "bad",
        "SELECT * FROM accounts_of_nobody CROSS JOIN raw_stripe_customers WHERE current_date > :day");

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("bad.sql:1: current_date reads the clock")
        .hasMessageContaining(
            ":day is no parameter; a model knows :as_of_date and the columns of policy_values: booking_days")
        .hasMessageContaining("the final SELECT is a *")
        .hasMessageContaining("reads 'accounts_of_nobody', which is no table of the warehouse")
        .hasMessageContaining("reads the raw records raw_stripe_customers")
        .hasMessageContaining("the case gives 'account_profiles', which the model does not read");
  }

  @Test
  void twoMappingsOfOneRecordReadAFieldAlike() throws IOException {
    mapping("own_one", "number STRING, city STRING");
    mapping("own_two", "number STRING, street STRING");

    assertThat(
            CatalogueReader.read(SHIPPED, company())
                .rawFields("raw_homegrown_customers")
                .orElseThrow()
                .fieldNames())
        .containsExactlyInAnyOrder("number", "city", "street");

    mapping("own_two", "number INT");

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("reads 'number' of raw_homegrown_customers as INT, another pair")
        .hasMessageContaining("reads it as STRING; read it alike in both");
  }

  private void mapping(String name, String fields) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sql").resolve("sources"));
    Files.writeString(
        sources.resolve(name + ".sql"),
        """
        SELECT record, CAST(NULL AS TIMESTAMP) AS cursor_at, false AS is_deleted, CAST(number AS STRING) AS customer_id
        FROM raw_homegrown_customers
        """);
    Files.writeString(
        sources.resolve(name + ".yml"),
        """
        description: One row per customer.
        owner: finance
        feeds: billing_customers
        reads:
          raw_homegrown_customers: %s
        checks:
          reject:
            the customer has a number: customer_id IS NOT NULL
        cases:
          a customer has a number:
            given:
              raw_homegrown_customers: |
                | number |
                | 7      |
            expect: |
              | customer_id |
              | 7           |
        """
            .formatted(fields));
  }

  @Test
  void aTablePathOrACommaJoinCannotGoAroundTheViews() throws IOException {
    pair("bad", "SELECT a.account_id FROM account_profiles AS a, delta.`/tmp/x` AS b");

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("joined without a condition")
        .hasMessageContaining("is no table of the warehouse");
  }

  @Test
  void aPairWithoutCheckAndCaseIsRefused() throws IOException {
    Path marts = Files.createDirectories(folder.resolve("sql").resolve("marts"));
    Files.writeString(
        marts.resolve("bare.yml"),
        """
        description: Accounts.
        owner: finance
        grain: [account_id]
        write: sometimes
        columns: [account_id, never_heard_of]
        """);
    Files.writeString(marts.resolve("bare.sql"), "SELECT account_id FROM account_profiles");

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("bare.yml:1: the first sentence states the grain")
        .hasMessageContaining("bare.yml:4: unknown write kind 'sometimes'")
        .hasMessageContaining("bare.yml:5: the column 'never_heard_of' is not in columns.yml");
  }

  @Test
  void whatAMetricIsMadeOfIsReadWithFileAndLine() throws IOException {
    Path marts = Files.createDirectories(folder.resolve("sql").resolve("marts"));
    Files.writeString(marts.resolve("own.sql"), "SELECT account_id FROM account_profiles");
    Files.writeString(
        marts.resolve("own.yml"),
        """
        trace:
          leaves:
            account_months: {share: closing_mrr}
            nowhere: {Share: 1}
          totals: {share: 1}
        from_marts: UPDATE accounts
        """
            + CONTRACT);

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("own.yml:2: only a metric says trace:")
        .hasMessageContaining("own.yml:4: a part is named by lower case letters")
        .hasMessageContaining("own.yml:5: unknown key 'share'; known here: denominator, numerator")
        .hasMessageContaining("own.yml:6: from_marts: is a query of DuckDB's dialect");

    Files.writeString(
        marts.resolve("own.yml"),
        """
        metric: true
        trace:
          leaves:
            nowhere:
              numerator: 1
        """
            + CONTRACT);
    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("own.yml:5: the leaves 'nowhere' are no table whose contract says");
  }

  /** Whoever adds a metric says what it is made of, so that each number can be taken apart. */
  @Test
  void everyShippedMetricSaysWhatItIsMadeOf() throws IOException {
    Catalogue catalogue = CatalogueReader.read(SHIPPED, company());

    assertThat(catalogue.where(it -> it.isMetric() && it.trace().isEmpty())).isEmpty();
    assertThat(catalogue.where(it -> it.isMetric())).hasSizeGreaterThan(40);
  }

  @Test
  void aMartHasOnlyColumnsThatEveryReaderKnows() throws IOException {
    Path marts = Files.createDirectories(folder.resolve("sql").resolve("marts"));
    Files.writeString(
        marts.resolve("own_accounts.yml"),
        CONTRACT.replace(
            "columns: [account_id]",
            "columns: [account_id, counts: {type: 'MAP<STRING,INT>', meaning: Counts.}]"));
    Files.writeString(
        marts.resolve("own_accounts.sql"),
        "SELECT account_id, map(account_id, 1) AS counts FROM account_profiles");

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("the column 'counts' of a mart is MAP<STRING, INT>");
  }

  @Test
  void aModelOutsideTheLayersIsToldInsteadOfIgnored() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("sql")).resolve("accounts.sql"), "SELECT 1");

    assertThatThrownBy(() -> CatalogueReader.read(SHIPPED, company()))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("accounts.sql:1: it lies in no layer and would never run")
        .hasMessageContaining("to sources, core, metrics, quality, marts in " + folder);
  }

  private void pair(String name, String sql) throws IOException {
    Path marts = Files.createDirectories(folder.resolve("sql").resolve("marts"));
    Files.writeString(marts.resolve(name + ".yml"), CONTRACT);
    Files.writeString(marts.resolve(name + ".sql"), sql);
  }

  private Company company() throws IOException {
    Files.writeString(
        folder.resolve("tenure.yml"), Files.readString(Path.of("../conf/sample/tenure.yml")));
    return CompanyReader.read(folder);
  }
}
