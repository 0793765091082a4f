package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.config.Company;
import dev.tenure.config.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ParquetScanTest extends LandingTestBase {
  private static final Company PARQUET = company(new Format.Parquet());
  private static final String FOLDER = "crm/things/2026-01-31/";

  /** Writes the rows of a query as the one file of a path. */
  private void writeParquet(String path, String... expressions) throws IOException {
    Path folder = home.resolve("written");
    session
        .range(1)
        .selectExpr(expressions)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .parquet(folder.toString());
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(it -> it.toString().endsWith(".parquet")).findFirst().orElseThrow();
      write(path, Files.readAllBytes(file));
    }
  }

  @Test
  void valuesAreWrittenWithoutLoss() throws IOException {
    writeParquet(
        FOLDER + "a.parquet",
        "1L AS id",
        "TIMESTAMP '2026-01-31 05:04:14.123456Z' AS at",
        "TIMESTAMP_NTZ '2026-01-31 05:04:14.1' AS local_at",
        "DATE '2026-01-31' AS day",
        "CAST('0.00000001' AS DECIMAL(20, 8)) AS small",
        "CAST('123456789012345678901234567890.12345678' AS DECIMAL(38, 8)) AS large",
        "X'00FF10' AS bytes",
        "0.1D AS ratio",
        "true AS flag",
        "'Zoë \"Z\"' AS name",
        "CAST(NULL AS STRING) AS nothing");
    assertThat(read(PARQUET))
        .containsExactly(
            Read.sound(
                FOLDER + "a.parquet",
                1,
                "{\"id\":1,\"at\":\"2026-01-31T05:04:14.123456Z\","
                    + "\"local_at\":\"2026-01-31T05:04:14.100000\",\"day\":\"2026-01-31\","
                    + "\"small\":\"0.00000001\","
                    + "\"large\":\"123456789012345678901234567890.12345678\","
                    + "\"bytes\":\"AP8Q\",\"ratio\":0.1,\"flag\":true,"
                    + "\"name\":\"Zoë"
                    + " \\\"Z\\\"\"}"));
  }

  @Test
  void nestedValuesKeepTheirShape() throws IOException {
    writeParquet(
        FOLDER + "a.parquet",
        "named_struct('amount', 1.50BD, 'at', TIMESTAMP '2026-01-01 00:00:00Z') AS price",
        "array(named_struct('amount', 2.0BD), NULL) AS items",
        "map('a', 0.10BD) AS rates",
        "named_struct('x', CAST(NULL AS DECIMAL(5,2))) AS empty",
        "IF(id < 0, named_struct('y', 1.0BD), NULL) AS gone",
        "'v' AS `a.b``c`");
    assertThat(read(PARQUET))
        .extracting(Read::payload)
        .containsExactly(
            "{\"price\":{\"amount\":\"1.50\",\"at\":\"2026-01-01T00:00:00.000000Z\"},"
                + "\"items\":[{\"amount\":\"2.0\"},null],\"rates\":{\"a\":\"0.10\"},"
                + "\"empty\":{},\"a.b`c\":\"v\"}");
  }

  @Test
  void filesOfDifferentSchemasAndStrangeNames() throws IOException {
    writeParquet(FOLDER + "a b%20[1]é.parquet", "explode(sequence(1, 3)) AS id");
    writeParquet(FOLDER + "b{1,2}*?.parquet", "'x' AS id", "1 AS more");
    writeParquet("crm/things/2026-01-30/b.parquet", "7 AS id");
    assertThat(read(PARQUET))
        .containsExactly(
            Read.sound("crm/things/2026-01-30/b.parquet", 1, "{\"id\":7}"),
            Read.sound(FOLDER + "a b%20[1]é.parquet", 1, "{\"id\":1}"),
            Read.sound(FOLDER + "a b%20[1]é.parquet", 2, "{\"id\":2}"),
            Read.sound(FOLDER + "a b%20[1]é.parquet", 3, "{\"id\":3}"),
            Read.sound(FOLDER + "b{1,2}*?.parquet", 1, "{\"id\":\"x\",\"more\":1}"));
  }

  @Test
  void aFileThatIsNoParquetIsOneMalformedRecord() throws IOException {
    writeParquet(FOLDER + "a.parquet", "1 AS id");
    write(FOLDER + "b.parquet", "id,name\n1,this is a CSV file with another name\n");
    List<Read> records = read(PARQUET);
    assertThat(records).hasSize(2);
    assertThat(records.get(0)).isEqualTo(Read.sound(FOLDER + "a.parquet", 1, "{\"id\":1}"));
    assertThat(records.get(1).problem()).isEqualTo("parquet syntax");
    assertThat(records.get(1).reason()).contains("is not a Parquet file");
  }

  @Test
  void aFileThatChangedSinceItWasFoundIsRefused() throws IOException {
    writeParquet(FOLDER + "a.parquet", "1 AS id");
    Inbox inbox = new Inbox(PARQUET, home);
    List<InboxFile> files = inbox.files(DATE);
    writeParquet(FOLDER + "a.parquet", "2 AS id");
    Dataset<Row> records = new Records(session, inbox).read(files);
    assertThatThrownBy(records::count)
        .hasStackTraceContaining("crm/things/2026-01-31/a.parquet changed while it was landed");
  }
}
