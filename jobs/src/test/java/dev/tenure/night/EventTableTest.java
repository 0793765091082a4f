package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.contract.Contract;
import dev.tenure.store.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts are kept once, whatever the order of their extracts, and old files are left alone. */
class EventTableTest extends SparkSuite {
  private static final LocalDate MONDAY = LocalDate.of(2025, 3, 3);
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);
  private static final LocalDate WEDNESDAY = MONDAY.plusDays(2);

  @TempDir private Path folder;
  private Workspace work;
  private Contract contract;
  private String path;
  private EventTable table;

  /** An event of an extract: which one, when it happened and which record of the extract it is. */
  private record Fact(String id, LocalDate day, LocalDate extract, long number) {}

  @BeforeEach
  void openTable() {
    Company company = CompanyReader.read(Path.of("../conf/sample"));
    Home home = Home.open(folder.resolve("home"), company.name());
    work = Warehouse.open(session(), Path.of("../sql"), company, home, Clock.systemUTC()).work();
    contract = work.catalogue().model("events").contract();
    path = home.table("core/events");
    table = new EventTable(work, path);
    table.rebuild(
        contract, facts(new Fact("a", MONDAY, TUESDAY, 1), new Fact("b", TUESDAY, TUESDAY, 2)));
  }

  @Test
  void newFactsAreAppendedAndStoredFilesStay() {
    List<Path> before = files();

    long repeated =
        table.add(
            contract,
            facts(new Fact("c", MONDAY, WEDNESDAY, 1), new Fact("d", WEDNESDAY, WEDNESDAY, 2)));

    assertThat(repeated).isZero();
    assertThat(stored())
        .containsExactlyInAnyOrder(
            "a 2025-03-04 1", "b 2025-03-04 2", "c 2025-03-05 1", "d 2025-03-05 2");
    assertThat(files()).containsAll(before);
  }

  @Test
  void aFactThatWasThereIsDroppedAndCountedOnce() {
    long version = work.store().version(path);

    long repeated =
        table.add(
            contract,
            facts(new Fact("a", MONDAY, WEDNESDAY, 1), new Fact("a", MONDAY, WEDNESDAY, 2)));

    assertThat(repeated).as("the second is a duplicate of the first").isEqualTo(1);
    assertThat(stored()).containsExactlyInAnyOrder("a 2025-03-04 1", "b 2025-03-04 2");
    assertThat(work.store().version(path)).isEqualTo(version);
  }

  @Test
  void theSameExtractAgainIsNoRepetition() {
    long repeated =
        table.add(
            contract,
            facts(
                new Fact("a", MONDAY, TUESDAY, 1),
                new Fact("b", TUESDAY, TUESDAY, 2),
                new Fact("e", TUESDAY, TUESDAY, 3)));

    assertThat(repeated).isZero();
    assertThat(stored())
        .containsExactlyInAnyOrder("a 2025-03-04 1", "b 2025-03-04 2", "e 2025-03-04 3");
  }

  @Test
  void theFactOfAnEarlierExtractThatCameLateTakesTheStoredPlace() {
    table.add(contract, facts(new Fact("a", MONDAY, MONDAY, 9), new Fact("f", MONDAY, MONDAY, 10)));

    assertThat(stored())
        .containsExactlyInAnyOrder("a 2025-03-03 9", "b 2025-03-04 2", "f 2025-03-03 10");
  }

  private List<Path> files() {
    return work.store().files(path, work.store().version(path));
  }

  private List<String> stored() {
    return work.store().read(path, work.store().version(path)).collectAsList().stream()
        .map(
            row ->
                "%s %s %s"
                    .formatted(
                        row.getAs("event_id"),
                        row.getAs("extract_date"),
                        row.getAs("record_number")))
        .toList();
  }

  private Dataset<Row> facts(Fact... facts) {
    StructType schema =
        contract
            .schema()
            .add("file", DataTypes.StringType)
            .add("record_number", DataTypes.LongType)
            .add("landing", DataTypes.LongType);
    List<Row> rows = new ArrayList<>();
    for (Fact fact : facts) {
      List<Object> values = new ArrayList<>();
      for (String column : schema.fieldNames()) {
        values.add(value(fact, column));
      }
      rows.add(RowFactory.create(values.toArray()));
    }
    return session().createDataFrame(rows, schema);
  }

  private static Object value(Fact fact, String column) {
    return switch (column) {
      case "source" -> "product";
      case "event_id" -> fact.id();
      case "event_date" -> fact.day();
      case "extract_date" -> fact.extract();
      case "file" -> "events-" + fact.extract();
      case "record_number" -> fact.number();
      case "landing", "event_count" -> 1L;
      case "event_at" -> fact.day().atStartOfDay(ZoneOffset.UTC).toInstant();
      default -> null;
    };
  }
}
