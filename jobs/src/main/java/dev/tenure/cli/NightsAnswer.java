package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What several runs did, or that there was nothing to do. */
record NightsAnswer(List<NightAnswer> nights) implements Answer {
  NightsAnswer {
    nights = List.copyOf(nights);
  }

  @Override
  public String text() {
    return nights.isEmpty()
        ? "Nothing is missing: the night is published already."
        : "%d nights were run.%n%s".formatted(nights.size(), nights.get(nights.size() - 1).text());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode told = json.putArray("nights");
    nights.forEach(night -> told.add(night.json()));
    return json;
  }
}
