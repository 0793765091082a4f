package dev.tenure.history;

import static dev.tenure.history.HistoryColumns.FILE;
import static dev.tenure.history.HistoryColumns.IS_DELETED;
import static dev.tenure.history.HistoryColumns.RECORD_NUMBER;
import static dev.tenure.history.HistoryColumns.SEEN_ON;
import static dev.tenure.history.HistoryColumns.VALID_FROM;
import static dev.tenure.history.HistoryColumns.VALID_TO;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What new extracts change in a history: versions with all their columns as they are to be stored,
 * and in {@code change} whether each is an {@code insert}, an {@code update} or a {@code delete}.
 * Unchanged versions are not among them; the file and record number alone make no difference.
 */
public record Change(Dataset<Row> rows) {
  static final String CHANGE = "change";
  static final String INSERT = "insert";
  static final String UPDATE = "update";
  static final String DELETE = "delete";

  private static final String STORED = "_stored";
  private static final String COMPUTED = "_computed";
  private static final String ORIGIN = "_origin";

  static Change between(HistoryColumns columns, Dataset<Row> stored, Dataset<Row> computed) {
    Column kind =
        when(col(STORED).isNull(), INSERT).when(col(COMPUTED).isNull(), DELETE).otherwise(UPDATE);
    Dataset<Row> changed =
        packed(columns, stored, STORED)
            .join(packed(columns, computed, COMPUTED), columns.versionKeys(), "full_outer")
            .filter(not(col(STORED).eqNullSafe(col(COMPUTED))))
            .select(
                columns.keysAnd(
                    col(VALID_FROM),
                    kind.as(CHANGE),
                    coalesce(col(COMPUTED), col(STORED)).as(COMPUTED),
                    coalesce(col(COMPUTED + ORIGIN), col(STORED + ORIGIN)).as(ORIGIN)));
    return new Change(
        changed
            .select(
                columns.keysAnd(
                    col(VALID_FROM), col(CHANGE), col(COMPUTED + ".*"), col(ORIGIN + ".*")))
            .select(
                Stream.concat(Stream.of(columns.stored()), Stream.of(col(CHANGE)))
                    .toArray(Column[]::new)));
  }

  private static Dataset<Row> packed(HistoryColumns columns, Dataset<Row> versions, String name) {
    Column[] state =
        Stream.concat(columns.values().stream(), Stream.of(VALID_TO, IS_DELETED, SEEN_ON))
            .map(column -> col(column))
            .toArray(Column[]::new);
    return versions.select(
        columns.keysAnd(
            col(VALID_FROM),
            struct(state).as(name),
            struct(FILE, RECORD_NUMBER).as(name + ORIGIN)));
  }
}
