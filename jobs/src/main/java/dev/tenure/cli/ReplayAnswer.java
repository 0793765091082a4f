package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.Replay;
import java.nio.file.Path;

/** What became of the records that a person has mended. */
record ReplayAnswer(Path file, Replay.Result result) implements Answer {
  @Override
  public String text() {
    String told =
        "Replayed %,d records and dropped %,d, in %,d files; %,d are unchanged and stay in quarantine."
            .formatted(result.replayed(), result.dropped(), result.files(), result.unchanged());
    return result.files() == 0
        ? told
        : told + "\nThe next run loads them; run the last night again to have them now.";
  }

  @Override
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file.toString())
        .put("replayed", result.replayed())
        .put("dropped", result.dropped())
        .put("unchanged", result.unchanged())
        .put("files", result.files());
  }
}
