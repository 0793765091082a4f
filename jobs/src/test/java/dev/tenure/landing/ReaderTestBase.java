package dev.tenure.landing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads texts without Spark. */
abstract class ReaderTestBase {
  final JsonText json = new JsonText();

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<RawRecord> all(RecordReader reader) throws IOException {
    List<RawRecord> records = new ArrayList<>();
    for (Optional<RawRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
      records.add(next.get());
    }
    return records;
  }

  static RawRecord sound(String payload) {
    return new RawRecord.Sound(payload);
  }

  static RawRecord malformed(String payload, String problem, String reason) {
    return new RawRecord.Malformed(payload, problem, reason);
  }
}
