package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.model.Hashes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Names what a run computes: the date, and a hash of what it reads, of the code, the models and the
 * configuration. The same work has the same name wherever and however often it is done.
 */
final class RunIdentity {
  private static final int HASH_LENGTH = 12;

  private RunIdentity() {}

  /**
   * @param kind what is computed, and what is told of the sources
   */
  static String of(LocalDate asOfDate, String kind, Collection<LandedFile> files, String codeHash) {
    TreeSet<String> identities = new TreeSet<>();
    files.forEach(file -> identities.add(file.identity()));
    String hash = Hashes.sha256(kind + "\n" + codeHash + "\n" + String.join("\n", identities));
    return asOfDate + "-" + hash.substring(0, HASH_LENGTH);
  }

  /** A hash of the program, the shipped models and the company's folder. */
  static String codeHash(Path models, Path companyFolder) {
    return Hashes.sha256(programHash() + folderHash(models) + folderHash(companyFolder));
  }

  /** A hash of the running classes, the same from a jar and from a folder. */
  static String programHash() {
    try {
      URI location = RunIdentity.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path code = Path.of(location);
      if (Files.isDirectory(code)) {
        return folderHash(code.resolve("dev"));
      }
      try (FileSystem jar = FileSystems.newFileSystem(code, Map.of())) {
        return folderHash(jar.getPath("/dev"));
      }
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException("the running code cannot be read", e);
    }
  }

  static String folderHash(Path folder) {
    MessageDigest digest = Hashes.digest();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .sorted((one, two) -> one.toString().compareTo(two.toString()))
              .toList();
      for (Path file : files) {
        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw Errors.unreadable(folder, e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
