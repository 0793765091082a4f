package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.trace.MetricTrace;
import dev.tenure.trace.MetricTrace.Share;

/** A metric and what each account adds to it. */
record MetricTraceAnswer(MetricTrace trace) implements Answer {
  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s of %s, window %s, %s: %s%n"
            .formatted(
                trace.metric(), trace.month(), trace.window(), trace.dimension(), trace.value()));
    text.append(
        "  metric_values, night of %s, run %s%n%n".formatted(trace.asOfDate(), trace.runId()));
    text.append("%16s  %16s  account%n".formatted("numerator", "denominator"));
    for (Share share : trace.shares()) {
      text.append(
          "%16.6f  %16.6f  %s%n"
              .formatted(share.numerator(), share.denominator(), share.account()));
    }
    text.append(
        "%nnumerators sum to %s, published %s; denominators sum to %s, published %s%s%n"
            .formatted(
                trace.numerators().toPlainString(),
                trace.numerator().toPlainString(),
                trace.denominators().toPlainString(),
                trace.denominator().toPlainString(),
                trace.addsUp() ? "" : ": THEY DIFFER"));
    return text.append(
            "The items behind an account: ./tenure trace account <account_id> --month "
                + trace.month())
        .toString();
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("metric", trace.metric());
    json.put("month", trace.month().toString());
    json.put("window", trace.window());
    json.put("dimension", trace.dimension());
    json.put("as_of_date", trace.asOfDate().toString());
    json.put("run_id", trace.runId());
    json.put("value", trace.value());
    json.put("numerator", trace.numerator());
    json.put("denominator", trace.denominator());
    json.put("adds_up", trace.addsUp());
    var shares = json.putArray("shares");
    for (Share share : trace.shares()) {
      shares
          .addObject()
          .put("account", share.account())
          .put("numerator", share.numerator())
          .put("denominator", share.denominator());
    }
    return json;
  }
}
