package dev.tenure.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slices of a table by day, and which files a new one touches. */
class DeltaStoreTest extends SparkSuite {
  private static final LocalDate JANUARY = LocalDate.of(2026, 1, 31);
  private static final LocalDate FEBRUARY = LocalDate.of(2026, 2, 28);
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 31);

  /** More columns than a table keeps statistics of by itself, and the day behind them. */
  private static final StructType SCHEMA = schema();

  @TempDir private Path folder;

  private DeltaStore store;
  private String path;

  @BeforeEach
  void open() {
    store = new DeltaStore(session());
    path = folder.resolve("slices").toString();
  }

  @Test
  void aNewDayLeavesTheFilesOfOthers() {
    replace(List.of(JANUARY), row("a", JANUARY));
    List<Path> before = files();
    replace(List.of(FEBRUARY), row("b", FEBRUARY));

    assertThat(files()).containsAll(before).hasSize(2);
    assertThat(rows()).containsExactly("a of 2026-01-31", "b of 2026-02-28");
  }

  @Test
  void aDayThatFillsItsFilesIsReplacedAlone() {
    replace(List.of(JANUARY), row("a", JANUARY));
    List<Path> january = files();
    replace(List.of(FEBRUARY), row("b", FEBRUARY));
    replace(List.of(FEBRUARY), row("c", FEBRUARY), row("d", FEBRUARY));

    assertThat(files()).containsAll(january).hasSize(2);
    assertThat(rows()).containsExactly("a of 2026-01-31", "c of 2026-02-28", "d of 2026-02-28");
  }

  @Test
  void aDayThatSharesItsFileIsTakenOutOfIt() {
    replace(
        List.of(JANUARY, FEBRUARY, MARCH), row("a", JANUARY), row("b", FEBRUARY), row("c", MARCH));
    replace(List.of(FEBRUARY), row("d", FEBRUARY));

    assertThat(rows()).containsExactly("a of 2026-01-31", "c of 2026-03-31", "d of 2026-02-28");
  }

  @Test
  void aDayOfNoRowsTakesTheOldOnesAway() {
    replace(List.of(JANUARY), row("a", JANUARY));
    replace(List.of(FEBRUARY), row("b", FEBRUARY));
    replace(List.of(FEBRUARY));

    assertThat(rows()).containsExactly("a of 2026-01-31");
  }

  @Test
  void aRowWithoutADayKeepsTheFileFromBeingTakenForOneOfTheDay() {
    replace(List.of(JANUARY), row("a", JANUARY), row("nowhere", null));
    replace(List.of(JANUARY), row("b", JANUARY));

    assertThat(rows()).containsExactly("b of 2026-01-31", "nowhere of null");
  }

  private void replace(List<LocalDate> days, Row... rows) {
    Dataset<Row> slice = session().createDataFrame(List.of(rows), SCHEMA).coalesce(1);
    store.replaceDays(path, Map.of("as_of_date", days), slice, Map.of());
  }

  private List<Path> files() {
    return store.files(path, store.version(path));
  }

  private List<String> rows() {
    List<String> told = new ArrayList<>();
    for (Row row : store.read(path, store.version(path)).collectAsList()) {
      told.add(row.getString(0) + " of " + row.get(row.fieldIndex("as_of_date")));
    }
    told.sort(null);
    return told;
  }

  private static Row row(String name, LocalDate day) {
    Object[] values = new Object[SCHEMA.size()];
    values[0] = name;
    values[SCHEMA.size() - 1] = day;
    return RowFactory.create(values);
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (int column = 0; column < 10; column++) {
      schema = schema.add("text_" + column, DataTypes.StringType);
    }
    return schema.add("as_of_date", DataTypes.DateType);
  }
}
