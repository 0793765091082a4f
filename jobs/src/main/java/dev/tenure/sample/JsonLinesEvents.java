package dev.tenure.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Events as gzipped JSON lines; junk is a line that was cut off. */
final class JsonLinesEvents implements UsageTracker.Format {
  @Override
  public void write(Path path, List<UsageEvent> events, int junk) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (UsageEvent event : events) {
      lines.append(line(event)).append('\n');
    }
    lines.append("{\"message_id\":\"cut-off\",\"account_id\":\n".repeat(junk));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(UsageEvent event) {
    return Json.object()
        .put("message_id", event.messageId())
        .put("account_id", event.accountId())
        .put("user_id", event.userId())
        .put("event", event.event())
        .put("timestamp", Instant.ofEpochMilli(event.happenedAt()).toString())
        .raw("properties", event.properties())
        .end();
  }
}
