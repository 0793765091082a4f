package dev.tenure.report;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How the ARR at the start of some months became that at their end.
 *
 * @param months what the months are called
 * @param steps the movements in their order, losses negative
 */
record Bridge(String months, BigDecimal opening, List<Step> steps, BigDecimal closing) {
  /** One kind of movement. */
  record Step(String name, BigDecimal amount) {
    Step {
      requireNonNull(name, "name is null");
      requireNonNull(amount, "amount is null");
    }
  }

  /** A line of the bridge as it is printed. */
  record Line(String name, Shown amount, boolean isTotal) {}

  Bridge {
    requireNonNull(months, "months is null");
    requireNonNull(opening, "opening is null");
    steps = List.copyOf(steps);
    requireNonNull(closing, "closing is null");
  }

  /** Opening and all movements less closing; zero, or the marts contradict each other. */
  BigDecimal remainder() {
    return steps.stream().map(Step::amount).reduce(opening, BigDecimal::add).subtract(closing);
  }

  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("Opening", Shown.money(opening), true));
    steps.forEach(step -> lines.add(new Line(step.name(), Shown.money(step.amount()), false)));
    lines.add(new Line("Closing", Shown.money(closing), true));
    lines.add(new Line("Check: opening + movements − closing", Shown.money(remainder()), false));
    return lines;
  }

  public String chart() {
    return new BridgeChart(this).svg();
  }
}
