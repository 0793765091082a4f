package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** The archive that was written. */
record PackageAnswer(Path archive, int files, long bytes) implements Answer {
  @Override
  public String text() {
    return """
        %s: %d files, %s
        Elsewhere: tar -xzf %s && tenure/tenure demo"""
        .formatted(archive, files, Bytes.told(bytes), archive.getFileName());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("archive", archive.toString());
    json.put("files", files);
    json.put("bytes", bytes);
    return json;
  }
}
