package dev.tenure.landing;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Remembers how many quotes a text ends with, line ends apart, to tell a last cell that was closed
 * from one that was cut off.
 */
final class QuoteTail extends FilterReader {
  private long quotes;

  QuoteTail(Reader in) {
    super(in);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count > 0) {
      int from = offset + tailStart(target, offset, count);
      if (from == offset) {
        quotes += quotesIn(target, from, offset + count);
      } else {
        quotes = quotesIn(target, from, offset + count);
      }
    }
    return count;
  }

  /** Where the quotes and line ends begin with which the characters end. */
  private static int tailStart(char[] text, int offset, int count) {
    int start = count;
    while (start > 0 && isQuoteOrLineEnd(text[offset + start - 1])) {
      start--;
    }
    return start;
  }

  private static boolean isQuoteOrLineEnd(char c) {
    return c == '"' || c == '\n' || c == '\r';
  }

  private static long quotesIn(char[] text, int from, int to) {
    long count = 0;
    for (int i = from; i < to; i++) {
      count += text[i] == '"' ? 1 : 0;
    }
    return count;
  }

  /**
   * Whether a quoted cell, the last of a text that has been read to its end, was never closed: one
   * that was ends with each of its own last quotes doubled and the one that closes it.
   */
  boolean isCutOff(String cell) {
    int end = cell.length();
    long own = 0;
    while (end > 0 && isQuoteOrLineEnd(cell.charAt(end - 1))) {
      own += cell.charAt(end - 1) == '"' ? 1 : 0;
      end--;
    }
    long opening = end == 0 ? 1 : 0;
    return quotes != 2 * own + 1 + opening;
  }
}
