package dev.tenure.landing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits bytes into lines without keeping more of a line than is allowed. */
final class Lines {
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private byte[] line = new byte[1 << 12];
  private int length;
  private long fullLength;

  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Moves to the next line, without its end; false after the last. */
  boolean next() throws IOException {
    length = 0;
    fullLength = 0;
    boolean isLine = false;
    while (position < filled || fill()) {
      isLine = true;
      int end = lineEnd();
      append(end);
      position = Math.min(end + 1, filled);
      if (end < filled) {
        break;
      }
    }
    if (length > 0 && !isTooLong() && line[length - 1] == '\r') {
      length--;
    }
    return isLine;
  }

  private boolean fill() throws IOException {
    position = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  private int lineEnd() {
    int end = position;
    while (end < filled && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  private void append(int end) {
    int added = end - position;
    fullLength += added;
    int kept = Math.min(added, longest - length);
    if (length + kept > line.length) {
      line =
          Arrays.copyOf(line, (int) Math.min(longest, Math.max(2L * line.length, length + kept)));
    }
    System.arraycopy(buffer, position, line, length, kept);
    length += kept;
  }

  /** The bytes of the line; only the first {@link #length()} of them. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  /** The length of the whole line in bytes, also where not all of it is kept. */
  long fullLength() {
    return fullLength;
  }

  boolean isTooLong() {
    return fullLength > longest;
  }

  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t') {
        return false;
      }
    }
    return true;
  }
}
