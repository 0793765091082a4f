package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One account's month: MRR at both ends, what moved it, and what is paused at its end. */
record AccountMonth(
    YearMonth month,
    BigDecimal opening,
    Map<Movement.Kind, BigDecimal> moved,
    BigDecimal closing,
    BigDecimal paused) {
  /** The columns of {@link #money}. */
  static final String MONEY =
      "opening_mrr,new_mrr,expansion_mrr,contraction_mrr,churn_mrr,reactivation_mrr,pause_mrr,"
          + "resume_mrr,closing_mrr";

  AccountMonth {
    requireNonNull(month, "month is null");
    requireNonNull(opening, "opening is null");
    moved = Map.copyOf(moved);
    requireNonNull(closing, "closing is null");
    requireNonNull(paused, "paused is null");
  }

  /** The months from the first movement to that of the last day, without gaps. */
  static List<AccountMonth> of(List<Movement> movements, LocalDate to) {
    List<AccountMonth> months = new ArrayList<>();
    if (movements.isEmpty()) {
      return months;
    }
    BigDecimal level = movements.get(0).opening();
    BigDecimal paused = BigDecimal.ZERO;
    int next = 0;
    YearMonth last = YearMonth.from(to);
    for (YearMonth month = YearMonth.from(movements.get(0).day());
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      BigDecimal opening = level;
      Map<Movement.Kind, BigDecimal> moved = new EnumMap<>(Movement.Kind.class);
      while (next < movements.size() && YearMonth.from(movements.get(next).day()).equals(month)) {
        Movement movement = movements.get(next++);
        moved.merge(movement.kind(), movement.amount(), BigDecimal::add);
        level = movement.closing();
        if (movement.kind().isOfPause()) {
          paused = paused.subtract(movement.amount());
        }
      }
      months.add(new AccountMonth(month, opening, moved, level, paused));
    }
    return months;
  }

  /** Its opening, what moved it, and its closing. */
  List<BigDecimal> money() {
    return List.of(
        opening,
        moved(Movement.Kind.NEW),
        moved(Movement.Kind.EXPANSION),
        moved(Movement.Kind.CONTRACTION),
        moved(Movement.Kind.CHURN),
        moved(Movement.Kind.REACTIVATION),
        moved(Movement.Kind.PAUSE),
        moved(Movement.Kind.RESUME),
        closing);
  }

  /** What movements of this kind came to, losses negative. */
  BigDecimal moved(Movement.Kind kind) {
    return moved.getOrDefault(kind, BigDecimal.ZERO.setScale(6));
  }
}
