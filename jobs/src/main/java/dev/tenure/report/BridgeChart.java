package dev.tenure.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bridge as columns that stand on the zero line or hang between two levels. Gains are blue and
 * losses vermillion, and each carries its sign, so that nobody depends on colours.
 */
final class BridgeChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 300;
  private static final int TOP = 34;
  private static final int BOTTOM = 34;
  private static final double COLUMN_SHARE = 0.64;

  private final Bridge bridge;
  private final double lowest;
  private final double highest;

  private record Column(String name, String label, double from, double to, String kind) {}

  BridgeChart(Bridge bridge) {
    this.bridge = bridge;
    double low = 0;
    double high = 0;
    for (Column column : columns()) {
      low = Math.min(low, Math.min(column.from(), column.to()));
      high = Math.max(high, Math.max(column.from(), column.to()));
    }
    this.lowest = low;
    this.highest = high > low ? high : low + 1;
  }

  String svg() {
    List<Column> columns = columns();
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH,
            HEIGHT,
            told()));
    double slot = (double) WIDTH / columns.size();
    for (int i = 0; i < columns.size(); i++) {
      append(svg, columns.get(i), i * slot, slot);
      if (i + 1 < columns.size()) {
        double level = y(columns.get(i).to());
        svg.append(
            String.format(
                Locale.ROOT,
                "<line class=\"level\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                i * slot + slot * (1 + COLUMN_SHARE) / 2,
                (i + 1) * slot + slot * (1 - COLUMN_SHARE) / 2,
                level,
                level));
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"zero\" x1=\"0\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n</svg>",
            WIDTH,
            y(0),
            y(0)));
    return svg.toString();
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(total("Opening", bridge.opening()));
    BigDecimal level = bridge.opening();
    for (Bridge.Step step : bridge.steps()) {
      BigDecimal next = level.add(step.amount());
      String sign = step.amount().signum() > 0 ? "+" : "";
      columns.add(
          new Column(
              step.name(),
              sign + Shown.shortMoney(step.amount()).text(),
              level.doubleValue(),
              next.doubleValue(),
              step.amount().signum() < 0 ? "loss" : "gain"));
      level = next;
    }
    columns.add(total("Closing", bridge.closing()));
    return columns;
  }

  private static Column total(String name, BigDecimal amount) {
    return new Column(name, Shown.shortMoney(amount).text(), 0, amount.doubleValue(), "total");
  }

  private void append(StringBuilder svg, Column column, double left, double slot) {
    double top = y(Math.max(column.from(), column.to()));
    double bottom = y(Math.min(column.from(), column.to()));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
            column.kind(),
            left + slot * (1 - COLUMN_SHARE) / 2,
            top,
            slot * COLUMN_SHARE,
            Math.max(bottom - top, 1)));
    double middle = left + slot / 2;
    svg.append(text("amount", middle, top - 7, column.label()));
    svg.append(text("name", middle, HEIGHT - 10, column.name()));
  }

  private static String text(String kind, double x, double y, String text) {
    return String.format(
        Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", kind, x, y, text);
  }

  private double y(double value) {
    return TOP + (highest - value) / (highest - lowest) * (HEIGHT - TOP - BOTTOM);
  }

  /** The chart in words, for who cannot see it. */
  private String told() {
    StringBuilder told = new StringBuilder();
    told.append("ARR went from ").append(Shown.shortMoney(bridge.opening()).text());
    for (Bridge.Step step : bridge.steps()) {
      told.append(", ").append(step.name().toLowerCase(Locale.ROOT)).append(' ');
      told.append(Shown.shortMoney(step.amount()).text());
    }
    return told.append(", to ").append(Shown.shortMoney(bridge.closing()).text()).toString();
  }
}
