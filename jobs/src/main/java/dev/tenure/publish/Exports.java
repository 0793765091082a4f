package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.name;
import static dev.tenure.publish.DuckDbSession.names;
import static dev.tenure.publish.DuckDbSession.parquet;
import static dev.tenure.publish.DuckDbSession.text;
import static java.util.stream.Collectors.joining;

import dev.tenure.Errors;
import dev.tenure.publish.Export.ExportFile;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parquet copies of the marts of a run, for every reader that opens neither Delta nor DuckDB. */
public final class Exports {
  private static final String DRAFT = ".writing-";

  private final Path published;
  private final String runId;

  private Exports(Path published, String runId) {
    this.published = published;
    this.runId = runId;
  }

  /**
   * Writes {@code exports/<mart>/run=<run_id>/} for every mart of a built file. A folder that the
   * same run has left with the same rows stays as it is.
   *
   * @return the exports by mart
   */
  public static Map<String, Export> write(Path published, String runId, DuckDbFile file) {
    Exports exports = new Exports(published.toAbsolutePath(), runId);
    Map<String, Export> written = new LinkedHashMap<>();
    try (DuckDbSession session = file.open()) {
      for (MartFiles mart : file.marts().values()) {
        written.put(mart.mart(), exports.write(session, mart, file.totals().get(mart.mart())));
      }
    } catch (SQLException | IOException e) {
      throw Errors.unwritable(published.resolve("exports"), e);
    }
    return written;
  }

  private Export write(DuckDbSession session, MartFiles mart, MartTotals totals)
      throws SQLException, IOException {
    Path marts = published.resolve("exports").resolve(mart.mart());
    Path folder = marts.resolve("run=" + runId);
    if (!holds(session, mart, totals, folder)) {
      Files.createDirectories(marts);
      Folders.removeMatching(marts, DRAFT);
      Path draft = Files.createDirectory(marts.resolve(DRAFT + runId));
      session.execute(copy(mart, draft.resolve("part-00000.parquet")));
      Folders.remove(folder);
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return describe(folder);
  }

  private static boolean holds(
      DuckDbSession session, MartFiles mart, MartTotals totals, Path folder) {
    List<Path> files = Folders.list(folder);
    if (files.isEmpty()) {
      return false;
    }
    try {
      String rows =
          "(FROM %s SELECT %s)"
              .formatted(
                  parquet(files.stream()),
                  mart.columns().stream().map(DuckDbTypes::cast).collect(joining(", ")));
      return new MartChecksum(mart).of(session, rows).equals(totals);
    } catch (SQLException e) {
      // A file that cannot be read, or has other columns, is replaced.
      return false;
    }
  }

  private static String copy(MartFiles mart, Path file) {
    String order = mart.key().isEmpty() ? "ALL" : names(mart.key().stream());
    String columns = mart.columns().stream().map(DuckDbTypes::exported).collect(joining(", "));
    return "COPY (FROM %s SELECT %s ORDER BY %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
        .formatted(name(mart.mart()), columns, order, text(file));
  }

  private Export describe(Path folder) throws IOException {
    String relative = published.relativize(folder).toString().replace('\\', '/');
    List<ExportFile> files = new ArrayList<>();
    for (Path file : Folders.list(folder)) {
      files.add(new ExportFile(file.getFileName().toString(), sha256(file), Files.size(file)));
    }
    return new Export(relative, files);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DigestInputStream digest =
            new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
