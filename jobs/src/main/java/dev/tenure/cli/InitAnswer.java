package dev.tenure.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * A company's folder, made.
 *
 * @param file its tenure.yml
 * @param date the day of its first night
 */
record InitAnswer(Path file, LocalDate date) implements Answer {
  private String next() {
    return "./tenure run --conf %s --date %s".formatted(file.getParent(), date);
  }

  @Override
  public String text() {
    return """
        %s is written; read it, and correct what was guessed wrong.
        Then run the first night:
          %s
        """
        .formatted(file, next());
  }

  @Override
  public ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("file", file.toString()).put("next", next());
  }
}
