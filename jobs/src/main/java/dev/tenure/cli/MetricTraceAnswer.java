package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.trace.MetricTrace;
import dev.tenure.trace.MetricTrace.MetricLeaf;
import dev.tenure.trace.MetricTrace.Total;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A metric and the rows that it is made of. */
record MetricTraceAnswer(MetricTrace trace) implements Answer {
  private static final int HASH_SHOWN = 12;

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s of %s, window %s, %s: %s%n"
            .formatted(
                trace.metric(), trace.month(), trace.window(), trace.dimension(), told("value")));
    text.append(
        "  %s, night of %s, run %s, definition %s%n"
            .formatted(
                trace.place(),
                trace.asOfDate(),
                trace.runId(),
                trace.definition().map(it -> it.substring(0, HASH_SHOWN)).orElse("not kept")));
    trace.leaves().stream()
        .map(MetricLeaf::table)
        .distinct()
        .forEach(table -> text.append(leaves(table)));
    text.append(String.format("%n"));
    trace
        .parts()
        .forEach(
            (part, sum) ->
                text.append("%s: leaves sum to %s%n".formatted(part, sum.toPlainString())));
    trace.totals().forEach(total -> text.append(line(total)));
    return text.append(
            "The items behind an account: ./tenure trace account <account_id> --month "
                + trace.month())
        .toString();
  }

  private String told(String name) {
    return trace.totals().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .flatMap(Total::published)
        .map(BigDecimal::toPlainString)
        .orElse("none, " + trace.status());
  }

  private String leaves(String table) {
    List<MetricLeaf> leaves =
        trace.leaves().stream().filter(it -> it.table().equals(table)).toList();
    List<String> parts = new ArrayList<>(leaves.get(0).amounts().keySet());
    StringBuilder text = new StringBuilder();
    text.append(
        "%n%s  of %s%n"
            .formatted(
                parts.stream().map("%18s"::formatted).collect(Collectors.joining("  ")), table));
    for (MetricLeaf leaf : leaves) {
      String amounts =
          leaf.amounts().values().stream()
              .map("%18.6f"::formatted)
              .collect(Collectors.joining("  "));
      String account =
          leaf.account()
              .filter(it -> !leaf.name().contains(it))
              .map(it -> ", account " + it)
              .orElse("");
      text.append("%s  %s%s%n".formatted(amounts, leaf.name(), account));
    }
    return text.toString();
  }

  private String line(Total total) {
    return "%s: leaves %s to %s, published %s%s%n"
        .formatted(
            total.name(),
            total.isSum() ? "sum" : "come",
            plain(total.sum()),
            total.published().isEmpty()
                ? "none (" + trace.status() + ")"
                : plain(total.published()),
            total.addsUp() ? "" : ": THEY DIFFER");
  }

  private static String plain(Optional<BigDecimal> number) {
    return number.map(BigDecimal::toPlainString).orElse("nothing");
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("metric", trace.metric());
    json.put("month", trace.month().toString());
    json.put("window", trace.window());
    json.put("dimension", trace.dimension());
    json.put("place", trace.place());
    json.put("as_of_date", trace.asOfDate().toString());
    json.put("run_id", trace.runId());
    json.put("definition", trace.definition().orElse(null));
    json.put("status", trace.status());
    json.put("adds_up", trace.addsUp());
    ObjectNode parts = json.putObject("parts");
    trace.parts().forEach(parts::put);
    var totals = json.putArray("totals");
    for (Total total : trace.totals()) {
      totals
          .addObject()
          .put("name", total.name())
          .put("published", total.published().orElse(null))
          .put("sum", total.sum().orElse(null))
          .put("adds_up", total.addsUp());
    }
    var leaves = json.putArray("leaves");
    for (MetricLeaf leaf : trace.leaves()) {
      ObjectNode amounts =
          leaves
              .addObject()
              .put("table", leaf.table())
              .put("name", leaf.name())
              .put("account", leaf.account().orElse(null))
              .putObject("amounts");
      leaf.amounts().forEach(amounts::put);
    }
    return json;
  }
}
