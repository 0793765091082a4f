package dev.tenure.readers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader found in a mart.
 *
 * @param columns names with the types of contracts, in order
 * @param digest of the rows, whatever their order
 */
record Found(List<String> columns, long rows, String digest) {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(128);

  /** The same, where a reader has times of UTC in the place of instants. */
  Found withoutZones() {
    List<String> plain =
        columns.stream().map(it -> it.replaceFirst(" TIMESTAMP$", " TIMESTAMP_NTZ")).toList();
    return new Found(plain, rows, digest);
  }

  /** Takes rows in any order, as read_marts.py does. */
  static final class Rows {
    private final List<String> columns;
    private final MessageDigest md5;
    private BigInteger total = BigInteger.ZERO;
    private long rows;

    Rows(List<String> columns) {
      this.columns = columns;
      try {
        this.md5 = MessageDigest.getInstance("MD5");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void add(List<Object> row) {
      byte[] digest = md5.digest(joined(row).getBytes(UTF_8));
      total = total.add(new BigInteger(1, digest)).mod(LIMIT);
      rows++;
    }

    Found found() {
      return new Found(columns, rows, "%032x".formatted(total));
    }

    private static String joined(List<?> values) {
      StringBuilder all = new StringBuilder();
      for (Object value : values) {
        String text = text(value);
        all.append(text.codePointCount(0, text.length())).append(':').append(text);
      }
      return all.toString();
    }

    private static String text(Object value) {
      if (value == null) {
        return "~";
      }
      if (value instanceof Double number) {
        return "%016x".formatted(Double.doubleToRawLongBits(number));
      }
      if (value instanceof BigDecimal number) {
        return number.toPlainString();
      }
      if (value instanceof Instant instant) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
      }
      if (value instanceof List<?> list) {
        return "[" + joined(new ArrayList<>(list)) + "]";
      }
      return value.toString();
    }
  }
}
