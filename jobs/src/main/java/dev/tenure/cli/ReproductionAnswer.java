package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.Reproduction;
import dev.tenure.night.Reproduction.Comparison;

/** Whether a past night was computed again as it was published. */
record ReproductionAnswer(Reproduction again) implements Answer {
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "The night of %s, run %s, computed again:%n".formatted(again.asOfDate(), again.runId()));
    if (!again.sameProgram()) {
      text.append("  note: the program is another one than that of the night\n");
    }
    again.marts().forEach((mart, it) -> text.append(line(mart, it)));
    return text.append(again.isEqual() ? "Every mart is equal." : "Some marts are not equal.")
        .toString();
  }

  private static String line(String mart, Comparison it) {
    return "  %-32s %s  %,d rows%s%n"
        .formatted(
            mart,
            it.isEqual() ? "equal    " : "NOT EQUAL",
            it.rows(),
            it.isEqual() ? "" : ", published " + it.publishedRows());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("as_of_date", again.asOfDate().toString());
    json.put("run_id", again.runId());
    json.put("same_program", again.sameProgram());
    json.put("equal", again.isEqual());
    ObjectNode marts = json.putObject("marts");
    again
        .marts()
        .forEach(
            (mart, it) ->
                marts
                    .putObject(mart)
                    .put("equal", it.isEqual())
                    .put("rows", it.rows())
                    .put("published_rows", it.publishedRows())
                    .put("checksum", it.checksum())
                    .put("published_checksum", it.publishedChecksum()));
    return json;
  }
}
