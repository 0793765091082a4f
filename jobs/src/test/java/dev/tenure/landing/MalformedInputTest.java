package dev.tenure.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.config.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand files, each spoilt in one place: the parser never fails, the records before the fault
 * are whole, and one that cannot be read is told and not dropped.
 */
class MalformedInputTest {
  private static final int SEEDS = 1000;

  @TempDir private Path folder;

  private enum Fault {
    CUT_IN_A_ROW,
    CUT_GZIP,
    LONE_QUOTE,
    OTHER_DELIMITER,
    BROKEN_UTF8,
    NUL_BYTE,
    LONG_VALUE,
    TOO_DEEP,
    COLUMN_TWICE,
    EMPTY
  }

  /** A file before it is spoilt: what stands before, in and behind its rows. */
  private record Written(
      Format format, String head, List<String> rows, String between, String tail) {
    byte[] bytes(List<byte[]> parts) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      for (int index = 0; index < parts.size(); index++) {
        out.writeBytes((index == 0 ? "" : between).getBytes(StandardCharsets.UTF_8));
        out.writeBytes(parts.get(index));
      }
      out.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
      return out.toByteArray();
    }

    List<byte[]> parts() {
      List<byte[]> parts = new ArrayList<>();
      rows.forEach(row -> parts.add(row.getBytes(StandardCharsets.UTF_8)));
      return parts;
    }
  }

  @Test
  void noFaultCrashesTheParserOrDropsARecordSilently() throws IOException {
    Set<Fault> seen = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Written written = written(random);
      int spoilt = random.nextInt(written.rows().size());
      Fault fault = fault(random, written.format());
      seen.add(fault);
      Path file = folder.resolve("file-" + seed);
      Files.write(file, bytes(written, fault, spoilt, random));

      List<Row> records = read(file, written.format());

      assertNothingIsLost("seed %d, %s".formatted(seed, fault), records, written, fault, spoilt);
      Files.delete(file);
    }
    assertThat(seen).containsExactlyInAnyOrder(Fault.values());
  }

  private static void assertNothingIsLost(
      String seed, List<Row> records, Written written, Fault fault, int spoilt) {
    List<Row> malformed = records.stream().filter(row -> !row.isNullAt(7)).toList();
    List<String> sound =
        records.stream().filter(row -> row.isNullAt(7)).map(row -> row.getString(6)).toList();
    for (int index = 0; index < records.size(); index++) {
      assertThat(records.get(index).getLong(5)).as(seed).isEqualTo(index + 1);
    }
    assertThat(malformed)
        .as(seed)
        .allSatisfy(row -> assertThat(row.getString(7)).isNotBlank())
        .allSatisfy(row -> assertThat(row.getString(8)).isNotBlank());
    if (fault == Fault.EMPTY || fault == Fault.COLUMN_TWICE || fault == Fault.CUT_GZIP) {
      assertThat(
              sound.size() == written.rows().size() || fault == Fault.EMPTY || !malformed.isEmpty())
          .as(seed)
          .isTrue();
      return;
    }
    for (int index = 0; index < spoilt; index++) {
      assertThat(sound).as(seed).element(index).asString().contains("\"row-" + index + "\"");
    }
    if (sound.size() < written.rows().size()) {
      assertThat(malformed).as(seed).isNotEmpty();
    }
    boolean isLocal =
        fault == Fault.OTHER_DELIMITER || fault == Fault.BROKEN_UTF8 || fault == Fault.LONG_VALUE;
    if (isLocal) {
      for (int index = 0; index < written.rows().size(); index++) {
        if (index != spoilt || fault == Fault.LONG_VALUE) {
          String id = "\"row-" + index + "\"";
          assertThat(sound).as(seed).anyMatch(payload -> payload.contains(id));
        }
      }
      assertThat(malformed.isEmpty()).as(seed).isEqualTo(fault == Fault.LONG_VALUE);
    }
  }

  private static Written written(Random random) {
    int count = 2 + random.nextInt(20);
    List<String> rows = new ArrayList<>();
    int kind = random.nextInt(3);
    for (int index = 0; index < count; index++) {
      String name = "name " + random.nextInt(1000);
      rows.add(
          kind == 0
              ? "row-%d,\"%s\nÄrger\",x%d".formatted(index, name, index)
              : "{\"id\":\"row-%d\",\"name\":\"%s Ärger\",\"n\":%d}".formatted(index, name, index));
    }
    return switch (kind) {
      case 0 -> new Written(new Format.Csv(','), "id,name,n\n", rows, "\n", "\n");
      case 1 -> new Written(new Format.JsonLines(), "", rows, "\n", "\n");
      default ->
          new Written(
              new Format.Json("data"),
              "{\"data\":[",
              rows,
              ",",
              "],\"count\":%d}".formatted(count));
    };
  }

  private static Fault fault(Random random, Format format) {
    boolean isCsv = format instanceof Format.Csv;
    while (true) {
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      boolean fits =
          switch (fault) {
            case LONE_QUOTE, OTHER_DELIMITER, COLUMN_TWICE -> isCsv;
            case TOO_DEEP -> !isCsv;
            case BROKEN_UTF8 -> isCsv || format instanceof Format.JsonLines;
            case CUT_IN_A_ROW, CUT_GZIP, NUL_BYTE, LONG_VALUE, EMPTY -> true;
          };
      if (fits) {
        return fault;
      }
    }
  }

  private static byte[] bytes(Written written, Fault fault, int spoilt, Random random)
      throws IOException {
    List<byte[]> parts = written.parts();
    String row = written.rows().get(spoilt);
    return switch (fault) {
      case EMPTY -> new byte[0];
      case CUT_IN_A_ROW -> {
        byte[] whole = written.bytes(parts.subList(0, spoilt + 1));
        int rest =
            parts.get(spoilt).length + written.tail().getBytes(StandardCharsets.UTF_8).length;
        yield Arrays.copyOf(whole, whole.length - rest + 3);
      }
      case CUT_GZIP -> {
        byte[] packed = gzip(written.bytes(parts));
        yield Arrays.copyOf(packed, 12 + random.nextInt(packed.length - 12));
      }
      case LONE_QUOTE -> with(written, parts, spoilt, row.replaceFirst(",", ",\""));
      case OTHER_DELIMITER -> with(written, parts, spoilt, row.replace(',', ';'));
      case NUL_BYTE -> with(written, parts, spoilt, row.replaceFirst("name", "na\0me"));
      case LONG_VALUE ->
          with(written, parts, spoilt, row.replaceFirst("name", "n".repeat(300_000)));
      case TOO_DEEP ->
          with(written, parts, spoilt, "{\"id\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
      case COLUMN_TWICE ->
          new Written(written.format(), "id,name,id\n", written.rows(), "\n", "\n").bytes(parts);
      case BROKEN_UTF8 -> {
        byte[] broken = parts.get(spoilt);
        broken[row.indexOf("name") + 1] = (byte) 0xff;
        yield written.bytes(parts);
      }
    };
  }

  private static byte[] with(Written written, List<byte[]> parts, int spoilt, String row)
      throws IOException {
    parts.set(spoilt, row.getBytes(StandardCharsets.UTF_8));
    return written.bytes(parts);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private static List<Row> read(Path file, Format format) throws IOException {
    InboxFile found =
        new InboxFile(
            "s",
            "e",
            LocalDate.of(2025, 1, 1),
            file.getFileName().toString(),
            Files.size(file),
            0,
            Sha256.ofFile(file));
    FileTask task = new FileTask(found, file.toString(), format);
    List<Row> rows = new ArrayList<>();
    try (BatchRows batch = new BatchRows(new FileBatch(List.of(task)))) {
      batch.forEachRemaining(rows::add);
    }
    return rows;
  }
}
