package dev.tenure.landing;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads UTF-8 and marks each byte that is none by a lone surrogate (U+DC80 to U+DCFF), which true
 * UTF-8 cannot hold. So a record with a broken byte is told from one that holds U+FFFD, and the
 * rest of the file can still be read.
 */
final class Utf8Reader extends Reader {
  private static final char MARK = 0xDC00;

  private final InputStream in;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 15).flip();
  private final CharBuffer chars = CharBuffer.allocate(1 << 15).flip();
  private boolean isAtEnd;

  Utf8Reader(InputStream in) {
    this.in = in;
  }

  /** Whether a text read by this class holds a byte that is no UTF-8. */
  static boolean isBroken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (isAtEnd && !bytes.hasRemaining()) {
        return -1;
      }
      decode();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  private void decode() throws IOException {
    fillBytes();
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, isAtEnd);
    if (result.isError()) {
      for (int i = 0; i < result.length() && chars.hasRemaining(); i++) {
        chars.put((char) (MARK | (bytes.get() & 0xFF)));
      }
      decoder.reset();
    }
    chars.flip();
  }

  private void fillBytes() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      isAtEnd = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
