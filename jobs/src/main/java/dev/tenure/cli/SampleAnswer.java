package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.sample.SampleCompany;
import java.nio.file.Path;

/** Where a sample company was written, and which one it is. */
record SampleAnswer(Path home, SampleCompany.Options options) implements Answer {
  private Path inbox() {
    return home.resolve("inbox");
  }

  private Path truth() {
    return home.resolve("truth");
  }

  @Override
  public String text() {
    return "The extracts lie in %s, the truth in %s".formatted(inbox(), truth());
  }

  @Override
  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("accounts", options.accounts())
        .put("from", options.from().toString())
        .put("to", options.to().toString())
        .put("seed", options.seed())
        .put("inbox", inbox().toString())
        .put("truth", truth().toString());
  }
}
