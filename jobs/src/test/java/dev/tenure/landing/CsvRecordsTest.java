package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvRecordsTest extends ReaderTestBase {
  private List<RawRecord> read(String text) throws IOException {
    return read(text, ',');
  }

  private List<RawRecord> read(String text, char delimiter) throws IOException {
    return all(new CsvRecords(stream(text), json, delimiter));
  }

  @Test
  void aRowIsAnObjectOfTextsWithItsEmptyCellsInTheFirstAlone() throws IOException {
    assertThat(read("id,name,seats\n1,Ada,\n2,,007\n"))
        .containsExactly(
            sound("{\"id\":\"1\",\"name\":\"Ada\",\"seats\":null}"),
            sound("{\"id\":\"2\",\"seats\":\"007\"}"));
  }

  @Test
  void quotedCellsMayHoldDelimitersQuotesAndNewlines() throws IOException {
    assertThat(read("id,street\r\n1,\"12 \"\"A\"\", Main\r\nBerlin\"\r\n2,\"x\"\r\n"))
        .containsExactly(
            sound("{\"id\":\"1\",\"street\":\"12 \\\"A\\\", Main\\r\\nBerlin\"}"),
            sound("{\"id\":\"2\",\"street\":\"x\"}"));
  }

  @Test
  void otherDelimiters() throws IOException {
    assertThat(read("id^name\n1^a,b\n", '^'))
        .containsExactly(sound("{\"id\":\"1\",\"name\":\"a,b\"}"));
  }

  @Test
  void aRowOfAnotherLengthIsMalformedAndKeepsItsCells() throws IOException {
    assertThat(read("id,name\n1,\"a\nb\"\n2\n3,c,\"d\"\"\"\n4,e\n"))
        .containsExactly(
            sound("{\"id\":\"1\",\"name\":\"a\\nb\"}"),
            malformed("[\"2\"]", "csv columns", "the header has 2 columns, the row 1, at line 4"),
            malformed(
                "[\"3\",\"c\",\"d\\\"\"]",
                "csv columns",
                "the header has 2 columns, the row 3, at line 5"),
            sound("{\"id\":\"4\",\"name\":\"e\"}"));
  }

  @Test
  void aColumnNamedTwiceMakesEveryRecordMalformed() throws IOException {
    assertThat(read("id,id\n1,2\n3,4\n"))
        .containsExactly(
            malformed(
                "[\"1\",\"2\"]", "csv header", "the header names the column 'id' twice, at line 2"),
            malformed(
                "[\"3\",\"4\"]",
                "csv header",
                "the header names the column 'id' twice, at line 3"));
  }

  @Test
  void columnsWithoutANameMayBeEmpty() throws IOException {
    assertThat(read("id,,\n1,,\n2,,x\n"))
        .containsExactly(
            sound("{\"id\":\"1\"}"),
            malformed(
                "[\"2\",\"\",\"x\"]",
                "csv columns",
                "column 3 has a value but no name, at line 3"));
  }

  @Test
  void aFileThatEndsWithinAQuotedCellWasCutOff() throws IOException {
    for (String cut : new String[] {"\"b", "\"b\n3,c\n", "\"b\"\"", "\"", "\"\"\""}) {
      List<RawRecord> records = read("id,name\n1,a\n2," + cut);
      assertThat(records).as(cut).hasSize(2);
      assertThat(records.get(0)).isEqualTo(sound("{\"id\":\"1\",\"name\":\"a\"}"));
      assertThat(records.get(1))
          .isInstanceOfSatisfying(
              RawRecord.Malformed.class,
              it ->
                  assertThat(it.reason())
                      .isEqualTo("the file ends within a quoted cell, at line 3"));
    }
    for (String whole :
        new String[] {"\"b\"", "\"b\"\"\"\n", "\"\"", "\"\"\"\"\r\n", "b", "\"\n\""}) {
      assertThat(read("id,name\n2," + whole))
          .as(whole)
          .hasSize(1)
          .allMatch(record -> record instanceof RawRecord.Sound);
    }
  }

  @Test
  void aByteThatIsNoUtf8SpoilsOnlyItsRecord() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("id,name\n1,M".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xFC);
    bytes.write("ller\n2,Müller \uD83D\uDE00 \uFFFD\n".getBytes(StandardCharsets.UTF_8));
    List<RawRecord> records =
        all(new CsvRecords(new ByteArrayInputStream(bytes.toByteArray()), json, ','));
    assertThat(records.get(0))
        .isInstanceOfSatisfying(
            RawRecord.Malformed.class,
            it -> {
              assertThat(it.problem()).isEqualTo("utf-8");
              assertThat(it.reason())
                  .isEqualTo("the column 'name' is not written in UTF-8, at line 2");
            });
    assertThat(records.get(1))
        .isEqualTo(sound("{\"id\":\"2\",\"name\":\"Müller \uD83D\uDE00 \uFFFD\"}"));
  }

  @Test
  void filesWithoutRows() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("id,name\n")).isEmpty();
    assertThat(read("id,name")).isEmpty();
  }

  @Test
  void everyRowComesOutSoundOrMalformed() throws IOException {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      int columns = 2 + random.nextInt(4);
      int rows = random.nextInt(30);
      int wrong = 0;
      StringBuilder text = new StringBuilder(row(random, columns, "c"));
      for (int row = 0; row < rows; row++) {
        boolean isWrong = random.nextInt(5) == 0;
        wrong += isWrong ? 1 : 0;
        text.append(row(random, isWrong ? columns + 1 + random.nextInt(3) : columns, "v"));
      }
      List<RawRecord> records = read(text.toString());
      assertThat(records).as("seed %d", seed).hasSize(rows);
      assertThat(records.stream().filter(RawRecord.Malformed.class::isInstance))
          .as("seed %d", seed)
          .hasSize(wrong);
    }
  }

  private static String row(Random random, int cells, String prefix) {
    String[] endings = {"", "\n", "\r\n", ",", "\"\"", "\"\",\"\"", " ", "é", "\u2028", "\\", "'"};
    StringBuilder row = new StringBuilder();
    for (int cell = 0; cell < cells; cell++) {
      String value = prefix + cell;
      boolean isQuoted = random.nextBoolean();
      String ending = prefix.equals("c") ? "" : endings[random.nextInt(endings.length)];
      row.append(cell == 0 ? "" : ",");
      row.append(isQuoted ? "\"" + value + ending + "\"" : value);
    }
    return row.append(random.nextBoolean() ? "\n" : "\r\n").toString();
  }
}
