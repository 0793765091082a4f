package dev.tenure.publish;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives a night's marts to readers: the DuckDB file, the exports and, last, the manifest. */
public final class MartPublication {
  private final Path published;

  /**
   * @param published the folder that readers know, {@code published/} of a home
   */
  public MartPublication(Path published) {
    this.published = published;
  }

  /**
   * Publishes a night. Each step replaces what readers see at once, and a night published again
   * ends in the same state, so that a crash between two steps is completed by doing it again.
   *
   * @param versions the Delta version of every mart, which the manifest pins
   */
  public PublishedManifest publish(
      String runId,
      LocalDate asOfDate,
      Instant publishedAt,
      List<MartFiles> marts,
      Map<String, DeltaVersion> versions) {
    try (DuckDbFile file = DuckDbFile.build(published.resolve("marts.duckdb"), marts)) {
      Map<String, Export> exports = Exports.write(published, runId, file);
      file.replaceTarget();
      PublishedManifest manifest =
          new PublishedManifest(
              runId, asOfDate, publishedAt, describe(file.totals(), exports, versions));
      manifest.write(published);
      return manifest;
    }
  }

  private static Map<String, PublishedMart> describe(
      Map<String, MartTotals> totals,
      Map<String, Export> exports,
      Map<String, DeltaVersion> versions) {
    Map<String, PublishedMart> marts = new TreeMap<>();
    totals.forEach(
        (mart, total) -> {
          DeltaVersion version = versions.get(mart);
          if (version == null) {
            throw new IllegalArgumentException("mart %s has no Delta version".formatted(mart));
          }
          marts.put(
              mart, new PublishedMart(version.path(), version.version(), exports.get(mart), total));
        });
    return marts;
  }
}
