package dev.tenure.contract;

import static java.util.Objects.requireNonNull;

/**
 * How the rows that metrics add up are found again from the published marts alone.
 *
 * @param query in DuckDB's dialect; its rows have leaf, account_id, period, window (NULL for any),
 *     dimension and dimension_value, beside what is added up
 * @param isOfClosedMonth whether the frozen rows of one closed month are enough for the window 1m
 *     of all accounts
 */
public record LeafRows(String query, boolean isOfClosedMonth) {
  public LeafRows {
    requireNonNull(query, "query is null");
  }
}
