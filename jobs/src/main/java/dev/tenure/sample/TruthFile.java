package dev.tenure.sample;

import dev.tenure.Errors;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A CSV file of the truth, {@code truth/<name>.csv}; null is an empty cell. */
final class TruthFile implements AutoCloseable {
  private final Path path;
  private final BufferedWriter writer;

  /**
   * Begins the file.
   *
   * @param header the columns' names, with commas between them
   */
  TruthFile(Path home, String name, String header) {
    this.path = home.resolve("truth").resolve(name + ".csv");
    try {
      Files.createDirectories(path.getParent());
      this.writer = Files.newBufferedWriter(path);
      writer.write(header + "\n");
    } catch (IOException e) {
      throw Errors.unwritable(path, e);
    }
  }

  static void write(Path home, String name, String header, List<Object[]> rows) {
    try (TruthFile file = new TruthFile(home, name, header)) {
      rows.forEach(file::row);
    }
  }

  void row(Object... cells) {
    try {
      writer.write(CsvText.row(cells));
    } catch (IOException e) {
      throw Errors.unwritable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw Errors.unwritable(path, e);
    }
  }
}
