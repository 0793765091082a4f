package dev.tenure.landing;

import java.io.IOException;
import java.util.Optional;

/** Reads the records of one file in their order. */
interface RecordReader {
  /** More characters or bytes than this in one record are not read into memory. */
  int LONGEST_RECORD = 64 * 1024 * 1024;

  /** The next record; nothing after the last. */
  Optional<RawRecord> next() throws IOException;
}
