package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonRecordsTest extends ReaderTestBase {
  private List<RawRecord> lines(String text) throws IOException {
    return all(new JsonLineRecords(stream(text), json));
  }

  /** Reads as the records of an entity are read: first the array is found, then its elements. */
  private List<RawRecord> document(String text) throws IOException {
    String name = new JsonPageArray("tickets").find(stream(text), json);
    return all(new JsonDocumentRecords(stream(text), json, name));
  }

  @Test
  void aLineIsItsOwnPayload() throws IOException {
    assertThat(lines("{\"id\": 1.50, \"n\":1e2}\r\n\n  \n{ \"id\":\"é\"}"))
        .containsExactly(sound("{\"id\": 1.50, \"n\":1e2}"), sound("{ \"id\":\"é\"}"));
  }

  @Test
  void aBrokenLineSpoilsOnlyItself() throws IOException {
    List<RawRecord> records =
        lines("{\"id\":1}\n{\"id\":\n[1]\n{\"id\":1} {\"id\":2}\n{\"id\":NaN}\n{\"id\":3}\n");
    assertThat(records).hasSize(6);
    assertThat(records.get(0)).isEqualTo(sound("{\"id\":1}"));
    assertThat(records.get(1))
        .isInstanceOfSatisfying(
            RawRecord.Malformed.class,
            it -> {
              assertThat(it.payload()).isEqualTo("\"{\\\"id\\\":\"");
              assertThat(it.problem()).isEqualTo("json syntax");
              assertThat(it.reason()).contains("Unexpected end-of-input").contains("line 2");
            });
    assertThat(records.get(2))
        .isEqualTo(malformed("\"[1]\"", "json object", "line 3 is no JSON object"));
    assertThat(records.get(3))
        .isEqualTo(
            malformed(
                "\"{\\\"id\\\":1} {\\\"id\\\":2}\"",
                "json syntax",
                "line 4 goes on after its object"));
    assertThat(records.get(4)).isInstanceOf(RawRecord.Malformed.class);
    assertThat(records.get(5)).isEqualTo(sound("{\"id\":3}"));
  }

  @Test
  void aLineThatIsTooLongIsNotKept() throws IOException {
    String text = "{\"id\":1}\n{\"id\":\"" + "x".repeat(200_000) + "\"}\n{\"id\":2}\n";
    List<RawRecord> records = all(new JsonLineRecords(stream(text), json, 100_000));
    assertThat(records)
        .containsExactly(
            sound("{\"id\":1}"),
            malformed(
                "\"{\\\"id\\\":\\\"" + "x".repeat(993) + "\"",
                "line size",
                "line 2 has 200009 bytes"),
            sound("{\"id\":2}"));
  }

  @Test
  void theElementsOfAnArrayOrOfAPage() throws IOException {
    List<RawRecord> expected = List.of(sound("{\"id\":1}"), sound("{\"id\":2}"));
    assertThat(document("[{\"id\":1}, {\"id\":2}]")).isEqualTo(expected);
    assertThat(document("{\"count\":2,\"tickets\":[{\"id\":1},{\"id\":2}],\"next\":null}"))
        .isEqualTo(expected);
    assertThat(document("{\"object\":\"list\",\"data\":[{\"id\":1},{\"id\":2}],\"x\":{}}"))
        .isEqualTo(expected);
    assertThat(document("{\"data\":[{\"id\":9}],\"tickets\":[{\"id\":1},{\"id\":2}]}"))
        .isEqualTo(expected);
    assertThat(document("{\"tickets\":[{\"id\":1}]}\n{\"tickets\":[{\"id\":2}]}"))
        .isEqualTo(expected);
    assertThat(document("[]")).isEmpty();
    assertThat(document("{\"data\":[]}")).isEmpty();
  }

  @Test
  void numbersKeepTheirText() throws IOException {
    String element =
        "{\"a\":1.50,\"b\":1e2,\"c\":-0.0,\"d\":12345678901234567890.123456789012345678901,"
            + "\"e\":[0.0000001,{\"f\":null,\"g\":true,\"h\":\"é\\n\"}]}";
    assertThat(document("[" + element + "]")).containsExactly(sound(element));
  }

  @Test
  void aSyntaxErrorKeepsTheRecordsBefore() throws IOException {
    List<RawRecord> records = document("{\"tickets\":[\n{\"id\":1},\n{\"id\":2,\"name\":\"x\"");
    assertThat(records).hasSize(2);
    assertThat(records.get(0)).isEqualTo(sound("{\"id\":1}"));
    assertThat(records.get(1))
        .isInstanceOfSatisfying(
            RawRecord.Malformed.class,
            it -> {
              assertThat(it.problem()).isEqualTo("json syntax");
              assertThat(it.payload()).isEqualTo("\"{\\\"id\\\":2,\\\"name\\\":\\\"x\\\"\"");
              assertThat(it.reason())
                  .startsWith("Unexpected end-of-input")
                  .contains("at line 3, column 19; after record 1 nothing more can be read");
            });
  }

  @Test
  void aDocumentWithoutTheArrayIsOneMalformedRecord() throws IOException {
    assertThat(document("{\"error\":\"rate limit\",\"code\":429}"))
        .containsExactly(
            malformed(
                "\"\"",
                "json records",
                "the document has no array 'tickets'; it has [error, code]"));
    assertThat(document(""))
        .containsExactly(malformed("\"\"", "json records", "the file holds no document"));
    assertThat(document("\"no\""))
        .containsExactly(
            malformed(
                "\"\\\"no\\\"\"",
                "json records",
                "the document is neither an array nor an object"));
    assertThat(document("[1,{\"id\":2}]"))
        .containsExactly(
            malformed("\"1\"", "json object", "element 1 of the array is no object"),
            sound("{\"id\":2}"));
  }

  @Test
  void everyLineAndElementComesOutSoundOrMalformed() throws IOException {
    String[] sound = {"{}", "{\"a\":[1,{\"b\":\"]}\"}]}", "{\"a\":\"\\u00e9\\\"\"}"};
    String[] wrong = {"1", "\"x\"", "null", "true", "[{\"a\":1}]", "-1.5"};
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      int count = random.nextInt(20);
      int wrongCount = 0;
      StringBuilder lines = new StringBuilder();
      StringBuilder array = new StringBuilder("[");
      for (int i = 0; i < count; i++) {
        boolean isWrong = random.nextInt(4) == 0;
        wrongCount += isWrong ? 1 : 0;
        String[] choices = isWrong ? wrong : sound;
        String value = choices[random.nextInt(choices.length)];
        lines.append(value).append(random.nextBoolean() ? "\n" : "\r\n");
        array.append(i == 0 ? "" : " , ").append(value);
      }
      for (List<RawRecord> records : List.of(lines(lines + ""), document(array + "]"))) {
        assertThat(records).as("seed %d", seed).hasSize(count);
        assertThat(records.stream().filter(RawRecord.Malformed.class::isInstance))
            .as("seed %d", seed)
            .hasSize(wrongCount);
      }
    }
  }
}
