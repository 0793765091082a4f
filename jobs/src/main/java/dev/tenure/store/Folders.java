package dev.tenure.store;

import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Changes to folders and files that others read while they change. */
public final class Folders {
  private Folders() {}

  /** Removes a file or a folder with all it holds; nothing happens when there is none. */
  public static void remove(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw Errors.unwritable(path, e);
    }
  }

  /** Removes what a folder holds under names that begin so. */
  public static void removeMatching(Path folder, String prefix) {
    for (Path path : list(folder)) {
      if (path.getFileName().toString().startsWith(prefix)) {
        remove(path);
      }
    }
  }

  /** The bytes of all files in a folder at any depth; 0 when there is no such folder. */
  public static long size(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : below.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw Errors.unreadable(folder, e);
    }
  }

  /** What a folder holds, by name; nothing when there is no such folder. */
  public static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw Errors.unreadable(folder, e);
    }
  }

  /** Puts a text where readers see either the old one or all of the new one. */
  public static void replace(Path file, String text) {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Errors.unwritable(file, e);
    }
  }
}
