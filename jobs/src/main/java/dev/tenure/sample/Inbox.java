package dev.tenure.sample;

import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The home's inbox, {@code inbox/<source>/<entity>/<extract_date>/<file>}; notes in the truth when
 * each file is delivered and which records are junk.
 */
final class Inbox implements AutoCloseable {
  private final Path home;
  private final LocalDate to;
  private final Faults faults;
  private final FeatureCounts features;
  private final TruthFile deliveries;
  private final TruthFile corrupt;

  Inbox(Path home, LocalDate to, Faults faults, FeatureCounts features) {
    this.home = home;
    this.to = to;
    this.faults = faults;
    this.features = features;
    this.deliveries =
        new TruthFile(home, "deliveries", "source,entity,extract_date,path,delivered_on");
    this.corrupt =
        new TruthFile(home, "corrupt", "source,entity,extract_date,file,record_number,kind");
  }

  /** The junk that a writer must add to this file, if any. */
  Optional<Corruption> corruption(String source, String entity, LocalDate day) {
    return faults.corruption(source, entity, day);
  }

  /** Notes a junk record; record numbers count from 1. */
  void noteJunk(
      String source, String entity, LocalDate day, String file, int record, Corruption kind) {
    features.count(kind.feature());
    corrupt.row(source, entity, day, file, record, kind.word());
  }

  /** Writes one file of the day's extract, and its duplicate if there is one. */
  void write(String source, String entity, LocalDate day, String file, byte[] content) {
    write(source, entity, day, file, path -> Files.write(path, content));
  }

  void write(String source, String entity, LocalDate day, String file, Content content) {
    Path folder = home.resolve("inbox").resolve(source).resolve(entity).resolve(day.toString());
    int delay = faults.delay(source, entity, day);
    if (delay > 0) {
      features.count(Feature.LATE_FILE);
    }
    LocalDate due = day.plusDays(delay);
    LocalDate deliveredOn = due.isAfter(to) ? to : due;
    Path path = folder.resolve(file);
    try {
      Files.createDirectories(folder);
      content.writeTo(path);
      deliver(source, entity, day, path, deliveredOn);
      if (faults.isDuplicated(source, entity, day)) {
        features.count(Feature.DUPLICATE_FILE);
        Path copy = folder.resolve("copy-of-" + file);
        Files.write(copy, Files.readAllBytes(path));
        deliver(source, entity, day, copy, deliveredOn);
      }
    } catch (IOException e) {
      throw Errors.unwritable(path, e);
    }
  }

  @Override
  public void close() {
    deliveries.close();
    corrupt.close();
  }

  private void deliver(
      String source, String entity, LocalDate day, Path path, LocalDate deliveredOn) {
    deliveries.row(source, entity, day, home.relativize(path), deliveredOn);
  }

  /** What a file holds. */
  interface Content {
    void writeTo(Path path) throws IOException;
  }
}
