package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/** An account's net change of MRR on one day. */
record Movement(LocalDate day, Kind kind, BigDecimal opening, BigDecimal closing) {
  Movement {
    requireNonNull(day, "day is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(opening, "opening is null");
    requireNonNull(closing, "closing is null");
    if (opening.compareTo(closing) == 0) {
      throw new IllegalArgumentException("a movement on " + day + " does not move " + opening);
    }
  }

  /** The movement between two levels, for an account that has paid before or has not. */
  static Movement between(LocalDate day, BigDecimal opening, BigDecimal closing, boolean hasPaid) {
    return new Movement(day, kind(opening, closing, hasPaid), opening, closing);
  }

  /** Negative for a loss. */
  BigDecimal amount() {
    return closing.subtract(opening);
  }

  private static Kind kind(BigDecimal opening, BigDecimal closing, boolean hasPaid) {
    if (opening.signum() == 0) {
      return hasPaid ? Kind.REACTIVATION : Kind.NEW;
    }
    if (closing.signum() == 0) {
      return Kind.CHURN;
    }
    return closing.compareTo(opening) > 0 ? Kind.EXPANSION : Kind.CONTRACTION;
  }

  enum Kind {
    NEW,
    EXPANSION,
    CONTRACTION,
    CHURN,
    REACTIVATION;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
