package dev.tenure.cli;

import dev.tenure.Errors;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where a benchmark makes the homes that it measures. */
final class BenchFolder {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the measured homes are made and stay (default: a folder that goes).")
  private Path folder;

  /** Measures in the folder; one that nobody named is gone afterwards. */
  <T> T measure(Function<Path, T> work) {
    Path homes = folder == null ? temporaryFolder() : folder.toAbsolutePath();
    try {
      return work.apply(homes);
    } finally {
      if (folder == null) {
        Folders.remove(homes);
      }
    }
  }

  /** A verb for one of the homes, told as JSON. */
  static List<String> verb(Path home, List<String> more, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(more);
    all.addAll(List.of("--home", home.toString(), "--json"));
    return all;
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("tenure-bench");
    } catch (IOException e) {
      throw Errors.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }
}
