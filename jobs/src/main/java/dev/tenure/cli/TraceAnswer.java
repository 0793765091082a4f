package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.night.SourceRecord;
import dev.tenure.trace.Leaf;
import dev.tenure.trace.Trace;
import java.util.stream.Collectors;

/** A number, its leaves and their records. */
record TraceAnswer(Trace trace) implements Answer {
  private static final int SHOWN = 200;

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s %s%n"
            .formatted(trace.subject(), trace.published().toPlainString(), trace.currency()));
    text.append(
        "  %s, night of %s, run %s%n".formatted(trace.place(), trace.asOfDate(), trace.runId()));
    if (!trace.policies().isEmpty()) {
      text.append(
          "  by the company's choice of %s%n"
              .formatted(
                  trace.policies().stream()
                      .map(
                          it ->
                              "%s %s (version %s)"
                                  .formatted(
                                      it.name(),
                                      it.value().stripTrailingZeros().toPlainString(),
                                      it.version()))
                      .collect(Collectors.joining(", "))));
    }
    trace.leaves().forEach(leaf -> text.append(leaf(leaf)));
    return text.append(
            "%nleaves sum to %s, published %s%s"
                .formatted(
                    trace.sum().toPlainString(),
                    trace.published().toPlainString(),
                    trace.addsUp() ? "" : ": THEY DIFFER"))
        .toString();
  }

  private static String leaf(Leaf leaf) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%16s  %s, %s%n".formatted(leaf.amount().toPlainString(), leaf.name(), leaf.why()));
    text.append(
        "%18s%s%n"
            .formatted(
                "",
                leaf.facts().entrySet().stream()
                    .map(it -> it.getKey() + " " + it.getValue())
                    .collect(Collectors.joining(", "))));
    for (SourceRecord it : leaf.records()) {
      text.append(
          "%18s%s %s %s, extract of %s: %s, record %d, sha256 %s%n"
              .formatted(
                  "",
                  it.source(),
                  it.entity(),
                  it.id(),
                  it.extractDate(),
                  it.file(),
                  it.recordNumber(),
                  it.sha256()));
      text.append("%20s%s%n".formatted("", excerpt(it.payload())));
    }
    return text.toString();
  }

  private static String excerpt(String payload) {
    return payload.length() <= SHOWN ? payload : payload.substring(0, SHOWN) + " …";
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("subject", trace.subject());
    json.put("place", trace.place());
    json.put("as_of_date", trace.asOfDate().toString());
    json.put("run_id", trace.runId());
    json.put("published", trace.published());
    json.put("currency", trace.currency());
    json.put("sum", trace.sum());
    json.put("adds_up", trace.addsUp());
    var policies = json.putArray("policies");
    for (Trace.Policy policy : trace.policies()) {
      policies
          .addObject()
          .put("policy", policy.name())
          .put("value", policy.value())
          .put("version", policy.version());
    }
    var leaves = json.putArray("leaves");
    for (Leaf leaf : trace.leaves()) {
      ObjectNode it = leaves.addObject();
      it.put("amount", leaf.amount());
      it.put("name", leaf.name());
      it.put("why", leaf.why());
      ObjectNode facts = it.putObject("facts");
      leaf.facts().forEach(facts::put);
      var records = it.putArray("records");
      for (SourceRecord record : leaf.records()) {
        records
            .addObject()
            .put("source", record.source())
            .put("entity", record.entity())
            .put("id", record.id())
            .put("extract_date", record.extractDate().toString())
            .put("file", record.file())
            .put("record_number", record.recordNumber())
            .put("sha256", record.sha256())
            .put("payload", record.payload());
      }
    }
    return json;
  }
}
