package dev.tenure.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/** The generated files that were written; none where all was only checked. */
record ManifestAnswer(List<Path> written) implements Answer {
  ManifestAnswer {
    written = List.copyOf(written);
  }

  @Override
  public String text() {
    return written.isEmpty()
        ? "Every generated file is as the pairs say."
        : written.stream().map(file -> "written: " + file).collect(joining("\n"));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode files = json.putArray("written");
    written.forEach(file -> files.add(file.toString()));
    return json;
  }
}
