package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.Maintenance;

/** What maintenance removed, or would remove. */
record MaintenanceAnswer(Maintenance.Result result, boolean isDry) implements Answer {
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %,d exports and %,d files:%n"
            .formatted(isDry ? "Would remove" : "Removed", result.exports(), files()));
    result
        .bytes()
        .forEach((layer, bytes) -> text.append("  %-12s %s%n".formatted(layer, Bytes.told(bytes))));
    result.compacted().forEach(table -> text.append("  put together  %s%n".formatted(table)));
    return text.append(
            "%d nights can be read as they were published%s."
                .formatted(
                    result.kept().size(),
                    result.kept().isEmpty() ? "" : ", the oldest of " + result.kept().get(0)))
        .toString();
  }

  private long files() {
    return result.files().values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var kept = json.putArray("kept");
    result.kept().forEach(night -> kept.add(night.toString()));
    json.put("exports", result.exports());
    result.compacted().forEach(json.putArray("compacted")::add);
    result.files().forEach(json.putObject("files")::put);
    result.bytes().forEach(json.putObject("bytes")::put);
    json.put("dry_run", isDry);
    return json;
  }
}
