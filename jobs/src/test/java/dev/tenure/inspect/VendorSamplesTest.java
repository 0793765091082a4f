package dev.tenure.inspect;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.inspect.Inspection.Guess;
import dev.tenure.night.MappingTrial.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What becomes of every file of the vendors' samples, as docs/vendor-samples.md tells; the page is
 * written anew with -Dtenure.write-docs=true.
 */
class VendorSamplesTest extends SparkSuite {
  private static final Path SAMPLES = Path.of("../../shared/data/vendor_samples");
  private static final Path PAGE = Path.of("../docs/vendor-samples.md");
  private static final String HEAD =
      """
      # What becomes of the vendors' sample files

      Each file of the samples, what it is recognized as, and what a night makes of it. `landed only` files are kept record
      by record in the raw layer; no mapping reads them yet. A record that a mapping is not about, such as a response that
      was given up, is left out. A record that cannot be read is set aside with its rule.

      | file | recognized as | records | loads | left out | set aside |
      |---|---|---|---|---|---|
      """;

  @Test
  void everyFileIsToldAndNoRecordIsLost() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "the vendors' samples are not beside the project");
    Inspector inspector =
        new Inspector(
            SparkSuite::session,
            Path.of("../sql"),
            CompanyReader.read(Path.of("../conf/sample")),
            LocalDate.of(2025, 1, 1));

    List<Inspection> inspections = inspector.inspect(SAMPLES);

    for (Inspection inspection : inspections) {
      long setAside = inspection.outcome().failures().stream().mapToLong(Failure::records).sum();
      long whole = inspection.outcome().records();
      if (inspection.table().isPresent()) {
        long accounted = inspection.outcome().loaded() + inspection.outcome().leftOut() + setAside;
        assertThat(accounted).as(inspection.file()).isEqualTo(whole);
      }
    }
    String page =
        HEAD + inspections.stream().map(VendorSamplesTest::lines).sorted().collect(joining());
    if (Boolean.getBoolean("tenure.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String lines(Inspection inspection) {
    String guess =
        inspection.guess().map(VendorSamplesTest::told).orElse("unknown: no page of records");
    String table =
        inspection
            .table()
            .map(it -> "%,d into %s".formatted(inspection.outcome().loaded(), it))
            .orElse("landed only");
    long leftOut = inspection.outcome().leftOut();
    String setAside =
        inspection.outcome().failures().stream()
            .map(it -> "%d by %s".formatted(it.records(), it.rule()))
            .collect(joining(", "));
    return "| %s | %s | %,d | %s | %s | %s |\n"
        .formatted(
            String.join("<br>", inspection.files()),
            guess,
            inspection.outcome().records(),
            table,
            leftOut == 0 ? "none" : leftOut,
            setAside.isEmpty() ? "none" : setAside);
  }

  private static String told(Guess guess) {
    return guess.vendor() + " " + guess.entity();
  }
}
