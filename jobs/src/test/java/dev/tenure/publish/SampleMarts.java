package dev.tenure.publish;

import static dev.tenure.publish.DuckDbSession.text;

import dev.tenure.publish.MartFiles.Column;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small marts in Parquet files that DuckDB itself writes. */
final class SampleMarts {
  private final Path folder;

  SampleMarts(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code VALUES} rows as a Parquet file with the named columns. */
  Path file(String name, String columns, String... rows) throws SQLException {
    Path file = folder.resolve(name);
    try (DuckDbSession session = DuckDbSession.inMemory()) {
      session.execute(
          "COPY (FROM (VALUES %s) AS rows(%s)) TO %s (FORMAT parquet)"
              .formatted(String.join(", ", rows), columns, text(file)));
    }
    return file;
  }

  static MartFiles months(Path... files) {
    return new MartFiles(
        "account_months",
        List.of(
            new Column("account_id", "STRING", "The account's id in the master."),
            new Column("month", "DATE", "The month's first day."),
            new Column("closing_mrr", "DECIMAL(24,6)", "What's paid at the end."),
            new Column("run_id", "STRING", "The run.")),
        List.of("account_id", "month"),
        Set.of("run_id"),
        "One row per account and month.",
        Map.of(),
        List.of(files));
  }

  static final String MONTHS = "account_id, month, closing_mrr, run_id";
}
