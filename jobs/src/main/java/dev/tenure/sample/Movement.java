package dev.tenure.sample;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/**
 * An account's net change of MRR on one day, of what it pays or would pay were it not paused, or of
 * pauses.
 *
 * @param amount negative for a loss
 * @param opening what was paid before the day
 * @param closing what is paid from then on
 */
record Movement(
    LocalDate day, Kind kind, BigDecimal amount, BigDecimal opening, BigDecimal closing) {
  Movement {
    requireNonNull(day, "day is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(amount, "amount is null");
    requireNonNull(opening, "opening is null");
    requireNonNull(closing, "closing is null");
    if (amount.signum() == 0) {
      throw new IllegalArgumentException("a movement on " + day + " moves nothing");
    }
  }

  enum Kind {
    NEW,
    EXPANSION,
    CONTRACTION,
    CHURN,
    REACTIVATION,
    PAUSE,
    RESUME,
    /** From one parent to another. */
    TRANSFER;

    /** What leads from one level to another, for an account that has paid before or has not. */
    static Kind between(BigDecimal opening, BigDecimal closing, boolean hasPaid) {
      if (opening.signum() == 0) {
        return hasPaid ? REACTIVATION : NEW;
      }
      if (closing.signum() == 0) {
        return CHURN;
      }
      return closing.compareTo(opening) > 0 ? EXPANSION : CONTRACTION;
    }

    boolean isOfPause() {
      return this == PAUSE || this == RESUME;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
