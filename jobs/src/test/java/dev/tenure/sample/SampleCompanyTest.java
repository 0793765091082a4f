package dev.tenure.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.TenureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCompanyTest {
  private static final LocalDate FROM = LocalDate.of(2024, 12, 16);
  private static final LocalDate TO = LocalDate.of(2025, 1, 8);

  @TempDir private Path one;
  @TempDir private Path other;

  @Test
  void theSameOptionsGiveTheSameBytes() throws IOException {
    write(one, 45, TO, 3);
    write(other, 45, TO, 3);
    assertThat(files(one)).isEqualTo(files(other)).hasSizeGreaterThan(200);
    assertSameBytes(files(one));
  }

  @Test
  void aLaterLastDayOnlyAddsExtracts() throws IOException {
    write(one, 45, TO, 3);
    write(other, 45, TO.plusDays(12), 3);
    List<String> inbox = files(one).stream().filter(it -> it.startsWith("inbox")).toList();
    assertThat(files(other)).containsAll(inbox);
    assertSameBytes(inbox);
  }

  @Test
  void anotherSeedIsAnotherCompany() throws IOException {
    write(one, 45, FROM, 3);
    write(other, 45, FROM, 4);
    String accounts = "inbox/crm/Account/" + FROM + "/Account.csv";
    assertThat(Files.readString(one.resolve(accounts)))
        .isNotEqualTo(Files.readString(other.resolve(accounts)));
  }

  @Test
  void usageIsParquetWithInstants() throws IOException {
    write(one, 45, FROM, 3);
    InputFile file =
        new LocalInputFile(one.resolve("inbox/product/events/" + FROM + "/events.parquet"));
    try (ParquetReader<Group> reader = new GroupReader(file).build()) {
      Group event = reader.read();
      assertThat(event.getType().getType("timestamp").getLogicalTypeAnnotation())
          .hasToString("TIMESTAMP(MICROS,true)");
      // 16 December begins at 05:00 UTC in New York and has 24 hours.
      assertThat(event.getLong("timestamp", 0))
          .isBetween(1_734_325_200_000_000L, 1_734_411_600_000_000L);
      assertThat(event.getString("account_id", 0)).startsWith("001").hasSize(18);
    }
  }

  @Test
  void oneAccountIsACompanyToo() throws IOException {
    write(one, 1, FROM.plusDays(2), 3);
    assertThat(CsvFile.truth(one, "movements")).hasSize(1);
  }

  @Test
  void aCompanyWithoutAccountsIsRefused() {
    assertThatThrownBy(() -> new SampleCompany.Options(0, FROM, TO, 1))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("at least 1 account, asked for 0");
  }

  @Test
  void aCompanyThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(() -> new SampleCompany.Options(1, TO, FROM, 1))
        .isInstanceOf(TenureException.class)
        .hasMessageContaining("would end on 2024-12-16, before it begins on 2025-01-08");
  }

  @Test
  void itIsFast() {
    long start = System.nanoTime();
    write(one, 200, FROM.plusDays(59), 3);
    System.out.printf("200 accounts x 60 days: %.1f s%n", (System.nanoTime() - start) / 1e9);
  }

  private static void write(Path home, int accounts, LocalDate to, long seed) {
    SampleCompany.write(home, new SampleCompany.Options(accounts, FROM, to, seed));
  }

  private void assertSameBytes(List<String> files) {
    assertThat(files)
        .allSatisfy(it -> assertThat(one.resolve(it)).hasSameBinaryContentAs(other.resolve(it)));
  }

  private static List<String> files(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> home.relativize(it).toString())
          .sorted()
          .toList();
    }
  }

  private static final class GroupReader extends ParquetReader.Builder<Group> {
    private GroupReader(InputFile file) {
      super(file);
    }

    @Override
    protected GroupReadSupport getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
