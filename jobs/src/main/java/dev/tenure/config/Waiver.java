package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A failing check that somebody lets pass for a while.
 *
 * @param until the last as-of date for which it passes
 */
public record Waiver(String table, String check, String who, String why, LocalDate until) {
  public Waiver {
    requireNonNull(table, "table is null");
    requireNonNull(check, "check is null");
    requireNonNull(who, "who is null");
    requireNonNull(why, "why is null");
    requireNonNull(until, "until is null");
  }

  /** The waiver in words. */
  public String told() {
    return "%s: %s, waived by %s until %s: %s".formatted(table, check, who, until, why);
  }
}
