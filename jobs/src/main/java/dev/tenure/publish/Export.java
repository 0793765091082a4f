package dev.tenure.publish;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The Parquet files of a mart in one run, which never change.
 *
 * @param folder relative to {@code published/}
 */
public record Export(String folder, List<ExportFile> files) {
  public Export {
    requireNonNull(folder, "folder is null");
    files = List.copyOf(files);
  }

  /**
   * A file of an export.
   *
   * @param sha256 digest of its bytes, hexadecimal
   */
  public record ExportFile(String name, String sha256, long bytes) {
    public ExportFile {
      requireNonNull(name, "name is null");
      requireNonNull(sha256, "sha256 is null");
    }
  }
}
