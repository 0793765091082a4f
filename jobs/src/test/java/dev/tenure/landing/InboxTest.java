package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.TenureException;
import dev.tenure.config.Company;
import dev.tenure.config.Connector;
import dev.tenure.config.Entity;
import dev.tenure.config.Expectation;
import dev.tenure.config.ExtractKind;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import dev.tenure.config.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  private static final LocalDate DATE = LocalDate.parse("2026-01-31");

  private static final Format CSV = new Format.Csv(',');

  @TempDir Path home;

  private final Company company =
      LandingTestBase.company(
          LandingTestBase.source("crm", LandingTestBase.entity("Account", CSV)));

  private Path write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Company companyWith(Optional<LocalDate> extractDate, Path inbox, String pattern) {
    Entity entity = new Entity("accounts", CSV, ExtractKind.FULL, Optional.of(pattern));
    return LandingTestBase.company(
        new Source(
            "raven",
            "ravenstack",
            Connector.NONE,
            Optional.empty(),
            new Input.Files(Optional.of(inbox), extractDate),
            Expectation.USUAL,
            Map.of("accounts", entity)));
  }

  @Test
  void findsTheFilesOfAllExtractsThroughTheDate() throws IOException {
    write("inbox/crm/Account/2026-01-31/b.csv", "id\n1\n");
    write("inbox/crm/Account/2026-01-31/deep/a.csv", "id\n2\n");
    write("inbox/crm/Account/2026-01-30/c.csv", "id\n3\n");
    write("inbox/crm/Account/2026-02-01/d.csv", "id\n4\n");
    assertThat(new Inbox(company, home).files(DATE))
        .extracting(file -> file.extractDate() + " " + file.path() + " " + file.size())
        .containsExactly(
            "2026-01-30 crm/Account/2026-01-30/c.csv 5",
            "2026-01-31 crm/Account/2026-01-31/b.csv 5",
            "2026-01-31 crm/Account/2026-01-31/deep/a.csv 5");
  }

  @Test
  void namesTheBytesByTheirSha256() throws IOException {
    write("inbox/crm/Account/2026-01-31/abc.csv", "abc");
    InboxFile file = new Inbox(company, home).files(DATE).get(0);
    assertThat(file.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(file.fileId()).hasSize(16).matches("[0-9a-f]+");
  }

  @Test
  void passesOverHiddenAndUnfinishedFiles() throws IOException {
    for (String name : new String[] {".x.csv", "_SUCCESS", "_counts.json", "a.tmp", "a.part"}) {
      write("inbox/crm/Account/2026-01-31/" + name, "{}");
    }
    write("inbox/crm/Account/2026-01-31/_temporary/0/a.csv", "id\n");
    InboxContents contents = new Inbox(company, home).contents(DATE, Map.of());
    assertThat(contents.files()).isEmpty();
    assertThat(contents.warnings()).isEmpty();
  }

  @Test
  void warnsOfWhatIsNotRead() throws IOException {
    write("inbox/crm/Account/2026-02-30/a.csv", "id\n");
    write("inbox/crm/Account/loose.csv", "id\n");
    write("inbox/crm/Acount/2026-01-31/a.csv", "id\n");
    write("inbox/cmr/Account/2026-01-31/a.csv", "id\n");
    InboxContents contents = new Inbox(company, home).contents(DATE, Map.of());
    String inbox = home.resolve("inbox").toString();
    assertThat(contents.files()).isEmpty();
    assertThat(contents.warnings())
        .containsExactly(
            inbox + "/cmr is not read: tenure.yml names no source 'cmr'",
            inbox
                + "/crm/Account/2026-02-30 is not read: files lie in folders named for the date of"
                + " the extract, as 2026-01-31",
            inbox
                + "/crm/Account/loose.csv is not read: files lie in folders named for the date of"
                + " the extract, as 2026-01-31",
            inbox + "/crm/Acount is not read: source 'crm' has no entity 'Acount' in tenure.yml");
  }

  @Test
  void theFirstOfTwoEqualFilesIsRead() throws IOException {
    write("inbox/crm/Account/2026-01-31/b.csv", "id\n1\n");
    write("inbox/crm/Account/2026-01-31/a.csv", "id\n1\n");
    write("inbox/crm/Account/2026-01-30/a.csv", "id\n1\n");
    InboxContents contents = new Inbox(company, home).contents(DATE, Map.of());
    assertThat(contents.distinct())
        .extracting(InboxFile::path)
        .containsExactly("crm/Account/2026-01-30/a.csv", "crm/Account/2026-01-31/a.csv");
    Map<String, String> duplicates = new HashMap<>();
    contents.duplicates().forEach((file, first) -> duplicates.put(file.path(), first.path()));
    assertThat(duplicates)
        .containsExactly(Map.entry("crm/Account/2026-01-31/b.csv", "crm/Account/2026-01-31/a.csv"));
    assertThat(contents.distinct()).extracting(InboxFile::fileId).doesNotHaveDuplicates();
  }

  @Test
  void doesNotHashAgainWhatHasNotChanged() throws IOException {
    write("inbox/crm/Account/2026-01-31/a.csv", "id\n1\n");
    Inbox inbox = new Inbox(company, home);
    Map<FileStamp, String> known = new HashMap<>(inbox.contents(DATE, Map.of()).hashes());
    String told = "0".repeat(64);
    known.replaceAll((stamp, hash) -> told);
    assertThat(inbox.contents(DATE, known).files())
        .extracting(InboxFile::sha256)
        .containsOnly(told);
    write("inbox/crm/Account/2026-01-31/a.csv", "id\n12\n");
    assertThat(inbox.contents(DATE, known).files())
        .extracting(InboxFile::sha256)
        .doesNotContain(told);
  }

  @Test
  void aSourceMayKeepItsFilesElsewhereUnderItsOwnNames() throws IOException {
    write("data/ravenstack_accounts.csv", "id\n1\n");
    write("data/ravenstack_other.csv", "id\n1\n");
    Company raven =
        companyWith(
            Optional.of(LocalDate.parse("2024-12-31")),
            home.resolve("data"),
            "ravenstack_{entity}.csv");
    Inbox inbox = new Inbox(raven, home);
    InboxContents contents = inbox.contents(DATE, Map.of());
    assertThat(contents.files())
        .extracting(file -> file.extractDate() + " " + file.path())
        .containsExactly("2024-12-31 ravenstack_accounts.csv");
    assertThat(contents.warnings()).isEmpty();
    assertThat(inbox.locate(contents.files().get(0))).hasContent("id\n1\n");
    assertThat(inbox.files(LocalDate.parse("2024-12-30"))).isEmpty();
  }

  @Test
  void aPatternMayHoldTheDateAndStars() throws IOException {
    write("data/2026/accounts-2026-01-30-1.csv", "id\n1\n");
    write("data/2026/accounts-2026-01-31-2.csv", "id\n2\n");
    write("data/2026/accounts-2026-13-31-3.csv", "id\n3\n");
    Company raven =
        companyWith(Optional.empty(), home.resolve("data"), "*/{entity}-{extract_date}-*.csv");
    InboxContents contents = new Inbox(raven, home).contents(DATE, Map.of());
    assertThat(contents.files())
        .extracting(file -> file.extractDate() + " " + file.path())
        .containsExactly(
            "2026-01-30 2026/accounts-2026-01-30-1.csv",
            "2026-01-31 2026/accounts-2026-01-31-2.csv");
    assertThat(contents.warnings())
        .containsExactly(
            home.resolve("data/2026/accounts-2026-13-31-3.csv")
                + " is not read: its path holds no true date");
  }

  @Test
  void refusesFilesWithoutAnyDate() throws IOException {
    Files.createDirectories(home.resolve("data"));
    Company raven = companyWith(Optional.empty(), home.resolve("data"), "{entity}.csv");
    assertThatThrownBy(() -> new Inbox(raven, home).files(DATE))
        .isInstanceOfSatisfying(
            TenureException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("raven.accounts has no extract date")
        .hasMessageContaining("accounts.csv");
  }

  @Test
  void refusesAnInboxThatDoesNotExist() {
    Company raven = companyWith(Optional.of(DATE), home.resolve("nowhere"), "{entity}.csv");
    assertThatThrownBy(() -> new Inbox(raven, home).files(DATE))
        .isInstanceOfSatisfying(
            TenureException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("The inbox of source 'raven' does not exist")
        .hasMessageContaining("nowhere");
  }

  @Test
  void anAbsentHomeInboxIsNoInformation() {
    assertThat(new Inbox(company, home).contents(DATE, Map.of()).files()).isEmpty();
  }

  @Test
  void anInboxFileMustHaveAHash() {
    assertThatThrownBy(() -> new InboxFile("crm", "Account", DATE, "a.csv", 1, 0, "xyz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a SHA-256: xyz");
  }
}
