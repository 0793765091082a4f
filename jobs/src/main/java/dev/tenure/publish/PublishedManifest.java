package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one night published. {@code nights/<as_of_date>.json} keeps each night's; {@code
 * manifest.json} is the newest.
 *
 * @param runId names what was computed
 * @param asOfDate the day the night speaks of
 * @param publishedAt when readers could see it
 * @param marts by name
 */
public record PublishedManifest(
    String runId, LocalDate asOfDate, Instant publishedAt, Map<String, PublishedMart> marts) {
  public PublishedManifest {
    requireNonNull(runId, "runId is null");
    requireNonNull(asOfDate, "asOfDate is null");
    requireNonNull(publishedAt, "publishedAt is null");
    marts = Collections.unmodifiableMap(new TreeMap<>(marts));
  }

  /** The night that readers see now, if any was published. */
  public static Optional<PublishedManifest> current(Path published) {
    return read(published.resolve("manifest.json"));
  }

  /** A past night, if it was published. */
  public static Optional<PublishedManifest> night(Path published, LocalDate asOfDate) {
    return read(nightFile(published, asOfDate));
  }

  /** The days of all published nights, oldest first. */
  public static List<LocalDate> nights(Path published) {
    return Folders.list(published.resolve("nights")).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.matches("\\d{4}-\\d{2}-\\d{2}\\.json"))
        .map(name -> LocalDate.parse(name.substring(0, 10)))
        .toList();
  }

  /** Writes the night's file and then, last of all, {@code manifest.json}. */
  public void write(Path published) {
    writeNight(published);
    Folders.replace(published.resolve("manifest.json"), ManifestJson.write(this));
  }

  /** Writes the night's file only, for a night that is not the newest. */
  public void writeNight(Path published) {
    Folders.replace(nightFile(published, asOfDate), ManifestJson.write(this));
  }

  private static Path nightFile(Path published, LocalDate asOfDate) {
    return published.resolve("nights").resolve(asOfDate + ".json");
  }

  private static Optional<PublishedManifest> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ManifestJson.read(Files.readString(file)));
    } catch (IOException | RuntimeException e) {
      throw Errors.unreadable(file, e);
    }
  }
}
