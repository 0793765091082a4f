package dev.tenure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.SparkSuite;
import dev.tenure.TenureException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of marts that some reader could not open, each made by what a person might set. */
class PortableProfileTest extends SparkSuite {
  private static final String ROWS =
      "SELECT 'A' AS account_id, DATE '2026-01-01' AS month, CAST(1 AS DECIMAL(24,6)) AS mrr, TIMESTAMP '2026-01-01 00:00:00' AS seen_at, array('a') AS tags";

  @TempDir private Path folder;

  @Test
  void whatANightWritesIsPortable() {
    String path = written("plain", ROWS, session());

    assertThatCode(() -> requirePortable(path)).doesNotThrowAnyException();
  }

  @Test
  void aTableWithDeletionVectorsIsRefusedWithWhatToDo() {
    String path = written("deleted", ROWS, session());
    set(path, "'delta.enableDeletionVectors' = 'true'");

    assertThatThrownBy(() -> requirePortable(path))
        .isInstanceOfSatisfying(
            TenureException.class, it -> assertThat(it.exitCode()).isEqualTo(ExitCode.BAD_DATA))
        .hasMessageContainingAll(
            path, "version 3 of Delta's readers", "[deletionVectors]", "DROP FEATURE");
  }

  @Test
  void aTableWithMappedColumnsIsRefused() {
    String path = written("mapped", ROWS, session());
    set(
        path,
        "'delta.columnMapping.mode' = 'name', 'delta.minReaderVersion' = '2', 'delta.minWriterVersion' = '5'");

    assertThatThrownBy(() -> requirePortable(path))
        .hasMessageContaining("version 2 of Delta's readers");
  }

  @Test
  void namesAndTypesThatNotEveryReaderKnowsAreAllTold() {
    String path = written("odd", "SELECT 1 AS Total, map('a', 1) AS counts", session());

    assertThatThrownBy(() -> requirePortable(path))
        .hasMessageContainingAll("column 'Total'", "column 'counts'", "MAP<STRING, INT>");
  }

  @Test
  void instantsInTheOldFormOfParquetAreRefused() {
    SparkSession old = session().newSession();
    old.conf().set("spark.sql.parquet.outputTimestampType", "INT96");
    String path = written("old", ROWS, old);

    assertThatThrownBy(() -> requirePortable(path)).hasMessageContaining("seen_at as INT96");
  }

  private String written(String name, String rows, SparkSession by) {
    String path = folder.resolve(name).toString();
    new DeltaStore(by).replaceAll(path, by.sql(rows).coalesce(1), Map.of());
    return path;
  }

  private static void set(String path, String properties) {
    session().sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES (%s)".formatted(path, properties));
  }

  private static void requirePortable(String path) {
    DeltaStore store = new DeltaStore(session());
    store.requirePortable(path, store.version(path));
  }
}
