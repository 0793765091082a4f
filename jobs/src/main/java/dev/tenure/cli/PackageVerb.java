package dev.tenure.cli;

import dev.tenure.Errors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Packs the launcher, the program with its libraries, the models and the companies' folders. */
@Command(
    name = "package",
    description =
        "Writes one archive that runs where no registry is reached: a JDK 17 and a folder to unpack it are all it needs.",
    footer = {"", "JSON: archive, files, bytes."})
final class PackageVerb implements Runnable {
  private static final String LAUNCHER = "tenure";
  private static final List<String> PARTS =
      List.of(
          LAUNCHER,
          "LICENSE",
          "README.md",
          "conf",
          "docs",
          "jobs/target/lib",
          "jobs/target/tenure.jar",
          "sql");
  private static final int EXECUTABLE = 0100755;

  @Mixin private Output output;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "tenure.tar.gz",
      description = "Where the archive is written (default: tenure.tar.gz here).")
  private Path archive;

  @Override
  public void run() {
    List<Path> files = new ArrayList<>();
    PARTS.forEach(part -> files.addAll(files(Place.root().resolve(part))));
    Path unfinished = archive.resolveSibling(archive.getFileName() + ".tmp");
    try {
      write(files, unfinished);
      Files.move(
          unfinished, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      output.tell(new PackageAnswer(archive, files.size(), Files.size(archive)));
    } catch (IOException e) {
      throw Errors.unwritable(archive, e);
    }
  }

  private static List<Path> files(Path part) {
    try (Stream<Path> all = Files.walk(part)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw Errors.unreadable(part, e);
    }
  }

  private static void write(List<Path> files, Path to) throws IOException {
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(to));
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path file : files) {
        String name = Place.root().relativize(file).toString();
        TarArchiveEntry entry = new TarArchiveEntry(file, "tenure/" + name);
        if (name.equals(LAUNCHER)) {
          entry.setMode(EXECUTABLE);
        }
        tar.putArchiveEntry(entry);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
    }
  }
}
