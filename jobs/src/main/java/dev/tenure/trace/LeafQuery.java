package dev.tenure.trace;

import static dev.tenure.publish.NightMarts.literal;

import dev.tenure.contract.LeafRows;
import dev.tenure.contract.Leaves;
import dev.tenure.model.Catalogue;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the query for the leaves of a metric: the query of a contract, with what it may read
 * beside the marts in front of it.
 *
 * @param asOfDate the day of the night whose marts are read
 * @param closed what was told of a closed month, in place of what is known of it now
 */
record LeafQuery(Catalogue catalogue, LocalDate asOfDate, Optional<Closed> closed) {
  private static final String DIMENSIONS = "account_dimensions";

  /** A contract may be of an account that was deleted before it paid. */
  private static final List<String> NAMING_ACCOUNTS =
      List.of("accounts", "account_months", "account_commitments", "renewals");

  /** What keeps what it told of a closed month: a mart, its months, and the frozen rows. */
  private record Frozen(String mart, String month, String rows) {}

  private static final List<Frozen> FROZEN =
      List.of(
          new Frozen("account_months", "month", "reported_account_months"),
          new Frozen("parent_months", "month", "reported_parent_months"),
          new Frozen(
              "mrr_movements", "date_trunc('month', movement_date)", "reported_mrr_movements"));

  /**
   * @param closingDate when the month was closed
   * @param isWithHistory whether the marts are those of that day's night, so that all other months
   *     are what was known then
   */
  record Closed(YearMonth month, LocalDate closingDate, boolean isWithHistory) {}

  /**
   * The leaves of rows, each with the keys of its row.
   *
   * @param rows a query for the rows' keys
   */
  String of(Leaves leaves, String rows) {
    LeafRows own = rowsOf(leaves.table());
    Map<String, String> before = new LinkedHashMap<>();
    closed.ifPresent(it -> FROZEN.forEach(mart -> before.put(mart.mart(), told(mart, it))));
    before.put(DIMENSIONS, dimensions());
    read(leaves.table(), own.query()).forEach(it -> before.put(it, rowsOf(it).query()));
    String amounts =
        leaves.parts().entrySet().stream()
            .map(part -> "(%s) AS \"%s\"".formatted(part.getValue(), part.getKey()))
            .collect(Collectors.joining(", "));
    String sums =
        leaves.parts().keySet().stream()
            .map("sum(leaves.\"%1$s\") AS \"%1$s\""::formatted)
            .collect(Collectors.joining(", "));
    String counting =
        leaves.parts().keySet().stream()
            .map("sum(leaves.\"%s\") <> 0"::formatted)
            .collect(Collectors.joining(" OR "));
    String views =
        before.entrySet().stream()
            .map(view -> "%s AS (%s)".formatted(view.getKey(), view.getValue()))
            .collect(Collectors.joining(", "));
    return """
        FROM (
          WITH %s
          FROM (%s)
          SELECT leaf, account_id, CAST(period AS DATE) AS period, CAST("window" AS VARCHAR) AS "window",
            dimension, dimension_value, %s
        ) AS leaves
        JOIN (%s) AS wanted
          ON wanted.period = leaves.period
          AND wanted."window" = coalesce(leaves."window", wanted."window")
          AND wanted.dimension = leaves.dimension
          AND wanted.dimension_value = leaves.dimension_value
        SELECT wanted.period, wanted."window", wanted.dimension, wanted.dimension_value,
          leaves.leaf, any_value(leaves.account_id) AS account_id, %s
        GROUP BY wanted.period, wanted."window", wanted.dimension, wanted.dimension_value, leaves.leaf
        HAVING %s
        """
        .formatted(views, own.query(), amounts, rows, sums, counting)
        .replace(":as_of_date", "DATE " + literal(asOfDate.toString()));
  }

  /** The views that a query reads and that no mart holds, each after those that it reads itself. */
  private Set<String> read(String name, String query) {
    Set<String> read = new LinkedHashSet<>();
    for (var model : catalogue.where(it -> it.fromMarts().isPresent())) {
      String view = model.name();
      boolean isMart = model.contract().write().isPublished();
      if (!isMart && !view.equals(name) && mentions(query, view)) {
        read.addAll(read(view, rowsOf(view).query()));
        read.add(view);
      }
    }
    return read;
  }

  private static boolean mentions(String query, String name) {
    return Pattern.compile("\\b(FROM|JOIN) " + name + "\\b").matcher(query).find();
  }

  private LeafRows rowsOf(String table) {
    return catalogue.model(table).contract().fromMarts().orElseThrow();
  }

  private static String told(Frozen mart, Closed closed) {
    String told =
        "FROM main.%s WHERE closing_date = DATE '%s'".formatted(mart.rows(), closed.closingDate());
    return closed.isWithHistory()
        ? told
            + " UNION ALL BY NAME FROM main.%s WHERE %s <> DATE '%s'"
                .formatted(mart.mart(), mart.month(), closed.month().atDay(1))
        : told;
  }

  /** What accounts are cut by: their columns, unknown where they are empty. */
  private String dimensions() {
    String everybody =
        NAMING_ACCOUNTS.stream()
            .filter(mart -> catalogue.find(mart).isPresent())
            .map("FROM %s SELECT account_id WHERE account_id IS NOT NULL"::formatted)
            .collect(Collectors.joining(" UNION "));
    return """
        FROM (%s) SELECT account_id, 'all' AS dimension, 'all' AS dimension_value
        UNION ALL
        FROM (
          UNPIVOT (FROM accounts SELECT account_id, coalesce(CAST(COLUMNS(* EXCLUDE (account_id)) AS VARCHAR), 'unknown'))
          ON * EXCLUDE (account_id) INTO NAME dimension VALUE dimension_value
        )
        SELECT account_id, dimension, dimension_value
        """
        .formatted(everybody);
  }
}
