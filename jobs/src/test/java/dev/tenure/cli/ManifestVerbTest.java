package dev.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestVerbTest {
  @TempDir private Path folder;
  private Path conf;

  @BeforeEach
  void copyCompany() throws IOException {
    conf = folder.resolve("conf");
    Copies.copy(Place.root().resolve("conf/ravenstack"), conf);
  }

  @Test
  void aChangedPairIsDriftUntilTheFilesAreRenewed() throws IOException {
    Path rule = conf.resolve("sql/quality/repeated_usage_id.yml");
    Files.writeString(rule, Files.readString(rule).replace("owner: ", "owner: chief "));

    Call drifted = Call.of("manifest", "--check", "--json", "--conf", conf.toString());
    assertThat(drifted.exitCode()).isEqualTo(3);
    assertThat(drifted.out()).isEmpty();
    assertThat(drifted.err()).contains("CATALOG.md").contains("Run ./tenure manifest");

    Call renewed = Call.of("manifest", "--json", "--conf", conf.toString());
    assertThat(renewed.exitCode()).isZero();
    assertThat(renewed.json().at("/written"))
        .extracting(file -> Path.of(file.asText()))
        .containsExactly(conf.resolve("sql/manifest.json"), conf.resolve("sql/CATALOG.md"));

    Call checked = Call.of("manifest", "--check", "--conf", conf.toString());
    assertThat(checked.exitCode()).isZero();
    assertThat(checked.out()).isEqualTo("Every generated file is as the pairs say.\n");
  }
}
