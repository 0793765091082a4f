package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

/**
 * What tells, without reading it, that a file is still the one that was hashed.
 *
 * @param path relative to the inbox
 * @param size in bytes
 * @param modifiedMicros last modification, in microseconds since 1970
 */
public record FileStamp(String source, String path, long size, long modifiedMicros) {
  public FileStamp {
    requireNonNull(source, "source is null");
    requireNonNull(path, "path is null");
  }
}
