package dev.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a stranger meets it: any folder, any Java, the demo. */
class LauncherIT {
  private static final Path LAUNCHER = Place.root().toAbsolutePath().resolve("tenure");

  @TempDir private Path folder;

  private record Ended(int exitCode, String out, String err) {}

  @Test
  void anotherJavaIsRefusedWithTheCure() throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

    Ended ended =
        run(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), LAUNCHER.toString(), "help");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("needs Java 17 or 21").contains("is Java 11");
  }

  @Test
  void noJavaAtAllIsToldWithTheCure() throws Exception {
    Ended ended =
        run(Map.of("JAVA_HOME", folder.resolve("nothing").toString()), LAUNCHER.toString(), "help");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("Install a JDK 17");
  }

  @Test
  void itWorksFromAnyFolderAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("t"), LAUNCHER);

    Ended ended = run(Map.of(), link.toString(), "help", "run");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).startsWith("Usage: tenure run");
    assertThat(ended.err()).isEmpty();
  }

  /** The package has no build beside it, so that nothing of it can come from a registry. */
  @Test
  void thePackageRunsTheDemoElsewhereAndQueryShowsIt() throws Exception {
    Path archive = folder.resolve("tenure.tar.gz");
    Ended packed = run(Map.of(), LAUNCHER.toString(), "package", archive.toString());
    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(run(Map.of(), "tar", "-xzf", archive.toString()).exitCode()).isZero();
    String launcher = folder.resolve("tenure/tenure").toString();
    Map<String, String> environment =
        Map.of("TENURE_HOME", folder.resolve("home").toString(), "TENURE_HEAP", "2g");

    Ended demo =
        run(environment, launcher, "demo", "--accounts=8", "--from=2025-12-20", "--nights=0");
    assertThat(demo.exitCode()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("Look at it:").contains("published/marts.duckdb");

    Ended query =
        run(
            environment,
            launcher,
            "query",
            "FROM nights SELECT as_of_date::VARCHAR AS night",
            "--format=csv");
    assertThat(query.out()).isEqualTo("night\n2025-12-31\n");
    assertThat(query.exitCode()).isZero();
  }

  private Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    List<String> all = new ArrayList<>(List.of(command));
    ProcessBuilder builder =
        new ProcessBuilder(all).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }
}
