package dev.tenure.publish;

import static java.util.stream.Collectors.joining;

import dev.tenure.publish.MartFiles.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Counts and digests the rows of a mart. The digest depends on the values and nothing else: each is
 * written with its length, so that no two rows read the same, NULL apart from the empty text.
 */
final class MartChecksum {
  private final MartFiles mart;

  MartChecksum(MartFiles mart) {
    this.mart = mart;
  }

  /** The totals of a relation that has the mart's columns in their exact types. */
  MartTotals of(DuckDbSession session, String relation) throws SQLException {
    try (ResultSet result = session.query(statement(relation))) {
      result.next();
      return new MartTotals(result.getLong(1), result.getString(2));
    }
  }

  private String statement(String relation) {
    String keys = DuckDbSession.names(mart.key().stream());
    String order = Stream.of(keys, "digest").filter(s -> !s.isEmpty()).collect(joining(", "));
    String columns = keys.isEmpty() ? "" : keys + ", ";
    return "FROM (FROM %s SELECT %smd5(%s) AS digest) SELECT count(*), md5(coalesce(string_agg(digest, '' ORDER BY %s), ''))"
        .formatted(relation, columns, row(), order);
  }

  private String row() {
    return mart.columns().stream()
        .filter(column -> !mart.notInChecksum().contains(column.name()))
        .map(MartChecksum::value)
        .collect(joining(" || "));
  }

  private static String value(Column column) {
    String text = "CAST(" + DuckDbSession.name(column.name()) + " AS VARCHAR)";
    return "coalesce(length(" + text + ") || ':' || " + text + ", '-')";
  }
}
