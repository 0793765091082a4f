package dev.tenure.publish;

import dev.tenure.store.MartVersion;
import dev.tenure.store.Pointer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

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
   * @param night what the warehouse points at, whose versions the manifest pins
   * @param done told the name of each step when readers see it
   */
  public PublishedManifest publish(Pointer night, List<MartFiles> marts, Consumer<String> done) {
    try (DuckDbFile file = DuckDbFile.build(published.resolve("marts.duckdb"), marts)) {
      Map<String, Export> exports = Exports.write(published, night.runId(), file);
      done.accept("exports");
      file.replaceTarget();
      done.accept("duckdb");
      PublishedManifest manifest =
          new PublishedManifest(
              night.runId(),
              night.asOfDate(),
              night.publishedAt(),
              describe(file, exports, night.marts(), marts));
      manifest.write(published);
      done.accept("manifest");
      return manifest;
    }
  }

  private static Map<String, PublishedMart> describe(
      DuckDbFile file,
      Map<String, Export> exports,
      Map<String, MartVersion> versions,
      List<MartFiles> files) {
    Map<String, Map<String, Long>> stale = new TreeMap<>();
    files.forEach(mart -> stale.put(mart.mart(), mart.staleSources()));
    Map<String, PublishedMart> marts = new TreeMap<>();
    Map<String, MartTotals> own = file.ownTotals();
    file.totals()
        .forEach(
            (mart, total) -> {
              MartVersion version = versions.get(mart);
              if (version == null) {
                throw new IllegalArgumentException("mart %s has no Delta version".formatted(mart));
              }
              marts.put(
                  mart,
                  new PublishedMart(
                      version.path(),
                      version.version(),
                      exports.get(mart),
                      total,
                      own.get(mart),
                      stale.get(mart)));
            });
    return marts;
  }
}
