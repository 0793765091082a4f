package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Where the records in quarantine were written for a person to mend. */
record QuarantineAnswer(Path file, long written) implements Answer {
  @Override
  public String text() {
    return written == 0
        ? "Nothing is in quarantine; %s is empty.".formatted(file)
        : "Wrote %,d records to %s. Mend the payloads, then: ./tenure replay %s"
            .formatted(written, file, file);
  }

  @Override
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file.toString())
        .put("written", written);
  }
}
