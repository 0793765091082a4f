package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedCountsTest {
  @TempDir Path home;

  private final Company company = LandingTestBase.company(new Format.Csv(','));
  private Path folder;

  @BeforeEach
  void deliverTwoFiles() throws IOException {
    folder = Files.createDirectories(home.resolve("inbox/crm/things/2026-01-31"));
    Files.writeString(folder.resolve("a.csv"), "id\n1\n2\n");
    Files.writeString(folder.resolve("b.csv"), "id\n");
  }

  private ExpectedCounts counts(String text, Map<InboxFile, Long> found) throws IOException {
    Files.writeString(folder.resolve("_counts.json"), text);
    Inbox inbox = new Inbox(company, home);
    List<InboxFile> files = inbox.files(LocalDate.parse("2026-01-31"));
    found.put(files.get(0), 2L);
    return ExpectedCounts.beside(inbox, files);
  }

  @Test
  void equalCountsPass() throws IOException {
    Map<InboxFile, Long> found = new HashMap<>();
    ExpectedCounts counts = counts("{\"a.csv\": 2, \"b.csv\": 0}", found);
    assertThat(counts.isEmpty()).isFalse();
    assertThat(counts.differences(found)).isEmpty();
  }

  @Test
  void everyDifferenceIsNamed() throws IOException {
    Map<InboxFile, Long> found = new HashMap<>();
    ExpectedCounts counts = counts("{\"a.csv\": 3, \"b.csv\": 1, \"c.csv\": 5}", found);
    assertThat(counts.differences(found))
        .extracting(ExpectedCounts.Difference::told)
        .containsExactlyInAnyOrder(
            "crm/things/2026-01-31/a.csv: expected 3 rows, found 2",
            "crm/things/2026-01-31/b.csv: expected 1 rows, found 0",
            folder.resolve("c.csv") + ": expected 5 rows, but the file is missing");
    assertThat(counts.differences(found))
        .allSatisfy(difference -> assertThat(difference.extract()).hasSize(2));
  }

  @Test
  void countsMustBeNumbers() {
    for (String text : new String[] {"{\"a.csv\": -1}", "{\"a.csv\": \"2\"}", "[]", "{"}) {
      assertThatThrownBy(() -> counts(text, new HashMap<>()))
          .isInstanceOfSatisfying(
              TenureException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_DATA))
          .hasMessageContaining("_counts.json is not a list of expected counts");
    }
  }

  @Test
  void withoutAListNothingIsExpected() {
    Inbox inbox = new Inbox(company, home);
    List<InboxFile> files = inbox.files(LocalDate.parse("2026-01-31"));
    assertThat(ExpectedCounts.beside(inbox, files).isEmpty()).isTrue();
  }
}
