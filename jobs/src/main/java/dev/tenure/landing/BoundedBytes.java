package dev.tenure.landing;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Collects the text of one record, and refuses to collect more than a record may hold. */
final class BoundedBytes extends OutputStream {
  private final int longest;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  BoundedBytes(int longest) {
    this.longest = longest;
  }

  @Override
  public void write(int next) throws IOException {
    check(1);
    bytes.write(next);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    check(length);
    bytes.write(source, offset, length);
  }

  private void check(int added) throws StreamConstraintsException {
    if (bytes.size() > longest - added) {
      throw new StreamConstraintsException("A record is longer than %d bytes".formatted(longest));
    }
  }

  void reset() {
    bytes.reset();
  }

  /** The text so far. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
