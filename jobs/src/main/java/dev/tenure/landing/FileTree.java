package dev.tenure.landing;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Walks folders, passing over what is hidden or unfinished. */
final class FileTree {
  private FileTree() {}

  interface Visitor {
    void visit(Path file, BasicFileAttributes attributes);
  }

  /** What stands directly in a folder, by name. */
  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(path -> !isPassedOver(path)).sorted().toList();
    }
  }

  /** Visits every file at any depth; links are followed. */
  static void walk(Path folder, Visitor visitor) throws IOException {
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return isPassedOver(path) && !path.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (!isPassedOver(path)) {
              visitor.visit(path, attributes);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isPassedOver(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".")
        || name.startsWith("_")
        || name.endsWith(".tmp")
        || name.endsWith(".part");
  }
}
