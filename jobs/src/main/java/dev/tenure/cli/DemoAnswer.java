package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What the demo did; each night was told when it was over. */
record DemoAnswer(List<NightAnswer> nights, double sampleSeconds, double seconds)
    implements Answer {
  DemoAnswer {
    nights = List.copyOf(nights);
  }

  @Override
  public String text() {
    return String.format(Locale.ROOT, "The demo took %.1f s.", seconds);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("seconds", seconds);
    json.put("sample_seconds", sampleSeconds);
    nights.stream().map(NightAnswer::json).forEach(json.putArray("nights")::add);
    return json;
  }
}
