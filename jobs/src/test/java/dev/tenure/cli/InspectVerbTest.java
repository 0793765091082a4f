package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verb prints of a file. */
class InspectVerbTest extends SparkSuite {
  @TempDir private Path folder;

  @Test
  void aFileIsToldWithTheConfToPaste() throws IOException {
    Path file = folder.resolve("rates.csv");
    Files.writeString(
        file,
        "from_currency;to_currency;rate_date;rate;kind\nEUR;USD;2025-01-01;1.1;plan\nEUR;USD;2025-01-01;much;plan\n");

    Call told = Call.of("inspect", file.toString());

    assertThat(told.err()).isEmpty();
    assertThat(told.exitCode()).isZero();
    assertThat(told.out())
        .isEqualTo(
            """
            rates.csv
              looks like  reference fx_rates, by the columns from_currency, to_currency, rate_date, rate, kind
              format      csv, cut by ;
              extract     full (usually)
              loads       1 records into fx_rates
              mapped      from_currency, to_currency, rate_date, rate, kind
              missing     none
              not read    none
              records     2
              fails       1: the rate is above zero
                          rates.csv, record 2: not loaded into fx_rates: the rate is above zero; rate is 'much'
              conf        paste into tenure.yml; the source's name is free
                sources:
                  reference:
                    vendor: reference
                    entities:
                      fx_rates: {format: csv, delimiter: ';', extract: full}
            """);

    Call json = Call.of("inspect", file.toString(), "--json");
    json.assertDocumented("inspect");
    assertThat(json.json().at("/files/0/vendor").asText()).isEqualTo("reference");
    assertThat(json.json().at("/files/0/failures/0/records").asInt()).isEqualTo(1);
  }

  @Test
  void aMissingFileEndsWith2() {
    Call none = Call.of("inspect", folder.resolve("none.csv").toString());

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("does not exist");
  }
}
