package dev.tenure.cli;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Asks a person for what no option tells, until an answer can be read. */
final class Questions {
  private final UnaryOperator<String> console;

  /**
   * @param console from a prompt to the line that answers it, NULL where nobody answers
   */
  Questions(UnaryOperator<String> console) {
    this.console = console;
  }

  /** Questions at the console, which nobody answers where there is none. */
  static Questions atConsole() {
    Console console = System.console();
    return new Questions(
        console == null ? prompt -> null : prompt -> console.readLine("%s", prompt));
  }

  /** An answer, nothing if nobody gives one. */
  <T> Optional<T> ask(String question, Function<String, T> reader) {
    return ask(question, "", reader);
  }

  /**
   * An answer.
   *
   * @param usual what an empty line means, and what holds if nobody answers
   */
  <T> T askOr(String question, String usual, Function<String, T> reader) {
    return ask(question, usual, reader).orElseGet(() -> reader.apply(usual));
  }

  private <T> Optional<T> ask(String question, String usual, Function<String, T> reader) {
    String prompt = question + (usual.isEmpty() ? ": " : " [" + usual + "]: ");
    String said = prompt;
    while (true) {
      String line = console.apply(said);
      if (line == null) {
        return Optional.empty();
      }
      String answer = line.isBlank() ? usual : line.strip();
      try {
        if (!answer.isEmpty()) {
          return Optional.of(reader.apply(answer));
        }
        said = prompt;
      } catch (IllegalArgumentException e) {
        said = e.getMessage() + System.lineSeparator() + prompt;
      }
    }
  }
}
