package dev.tenure.night;

import dev.tenure.Errors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A disk without space, found in whatever Spark, DuckDB or Java have made of it. */
final class FullDisk {
  private static final List<String> WORDS =
      List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

  private FullDisk() {}

  /**
   * Does work in a home.
   *
   * @throws dev.tenure.TenureException with exit code 1 and the cure where a full disk ended it
   */
  static <T> T told(Path home, Supplier<T> work) {
    try {
      return work.get();
    } catch (Throwable e) {
      // Hadoop throws an Error, and Spark checked exceptions that nobody declares.
      Optional<RuntimeException> told = told(e, home);
      if (told.isPresent()) {
        throw told.get();
      }
      throw e;
    }
  }

  private static Optional<RuntimeException> told(Throwable failure, Path home) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<String> line = line(cause.getMessage());
      if (line.isPresent()) {
        return Optional.of(Errors.diskFull(home, line.get(), failure));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(String message) {
    return message == null
        ? Optional.empty()
        : message
            .lines()
            .filter(line -> WORDS.stream().anyMatch(line::contains))
            .map(String::strip)
            .findFirst();
  }
}
