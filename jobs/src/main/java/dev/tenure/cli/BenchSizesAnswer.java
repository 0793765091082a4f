package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What companies of several sizes need. */
record BenchSizesAnswer(List<Size> sizes) implements Answer {
  private static final int DAYS_A_MONTH = 30;

  BenchSizesAnswer {
    sizes = List.copyOf(sizes);
  }

  /**
   * A company's first two nights.
   *
   * @param first the night that loads all history
   * @param next the night after it, with one day's extracts
   * @param diskBytes of warehouse and published marts after both
   * @param nightBytes what the second night added
   */
  record Size(int accounts, Launched first, Launched next, long diskBytes, long nightBytes) {
    long peakBytes() {
      return Math.max(first.peakBytes(), next.peakBytes());
    }

    /** A month of such nights, before {@code maintain} takes old ones away. */
    long monthBytes() {
      return nightBytes * DAYS_A_MONTH;
    }
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("| accounts | first night | next night | memory | disk | disk a month |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (Size size : sizes) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %,d | %.1f min | %.1f min | %s | %s | %s |%n",
              size.accounts(),
              size.first().seconds() / 60,
              size.next().seconds() / 60,
              Bytes.told(size.peakBytes()),
              Bytes.told(size.diskBytes()),
              Bytes.told(size.monthBytes())));
    }
    return text.toString();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (Size size : sizes) {
      ObjectNode told = json.withArray("sizes").addObject();
      told.put("accounts", size.accounts())
          .put("peak_bytes", size.peakBytes())
          .put("disk_bytes", size.diskBytes())
          .put("disk_bytes_a_month", size.monthBytes());
      told.set("first_night", size.first().told());
      told.set("next_night", size.next().told());
    }
    return json;
  }
}
