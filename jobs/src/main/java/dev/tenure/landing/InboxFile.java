package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;

/**
 * A file of an extract, as it was found.
 *
 * @param extractDate the day whose end the extract tells of
 * @param path relative to the inbox, with {@code /} between names
 * @param size in bytes
 * @param modifiedMicros last modification, in microseconds since 1970
 * @param sha256 of the bytes as they lie there, lower-case hexadecimal
 */
public record InboxFile(
    String source,
    String entity,
    LocalDate extractDate,
    String path,
    long size,
    long modifiedMicros,
    String sha256)
    implements Serializable {
  static final Comparator<InboxFile> NAME_ORDER =
      Comparator.comparing(InboxFile::source)
          .thenComparing(InboxFile::entity)
          .thenComparing(InboxFile::extractDate)
          .thenComparing(InboxFile::path);

  public InboxFile {
    requireNonNull(source, "source is null");
    requireNonNull(entity, "entity is null");
    requireNonNull(extractDate, "extractDate is null");
    requireNonNull(path, "path is null");
    if (size < 0) {
      throw new IllegalArgumentException("size is negative: " + size);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }

  /** What makes two files one: the same bytes delivered for the same entity and date. */
  public record Identity(String source, String entity, LocalDate extractDate, String sha256) {}

  public Identity identity() {
    return new Identity(source, entity, extractDate, sha256);
  }

  /** The identity as 16 hexadecimal digits. */
  public String fileId() {
    String text = String.join("\n", source, entity, extractDate.toString(), sha256);
    return Sha256.ofText(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
