package dev.tenure.night;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.Errors;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells people what is wrong, each cause once when it comes and once when it is gone: the company's
 * own command gets one line of JSON on its input. What was told is kept in the home, so that a
 * cause which stays is not told every night.
 */
final class Notices {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 60;

  private final List<String> command;
  private final Path told;
  private final Progress progress;

  /**
   * @param command the program and its arguments
   * @param told the file that keeps what people know
   */
  Notices(List<String> command, Path told, Progress progress) {
    this.command = List.copyOf(command);
    this.told = told;
    this.progress = progress;
  }

  /** The notices of a company that wants them. */
  static Optional<Notices> of(Workspace work, Progress progress) {
    return work.company().notifyCommand().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Notices(
                work.company().notifyCommand(),
                work.home().warehouse().resolve("ops").resolve("told.json"),
                progress));
  }

  /** What is wrong with a warehouse after a run: cause → what a person is told of it. */
  static Map<String, String> causes(WarehouseStatus status, Optional<RuntimeException> failure) {
    Map<String, String> causes = new TreeMap<>();
    failure.ifPresent(it -> causes.put("run", String.valueOf(it.getMessage())));
    status.held().forEach(held -> causes.put("held " + held.split(":", 2)[0], held));
    status
        .stale()
        .forEach(
            it ->
                causes.put(
                    "stale " + it.source(),
                    "%s delivered nothing for %d days".formatted(it.source(), it.days())));
    return causes;
  }

  /** Tells what is new and what is gone since it was last called. */
  void tell(LocalDate date, Map<String, String> causes) {
    Map<String, String> before = read();
    for (Map.Entry<String, String> cause : causes.entrySet()) {
      if (!before.containsKey(cause.getKey())) {
        send(date, "new", cause.getKey(), cause.getValue());
      }
    }
    for (Map.Entry<String, String> cause : before.entrySet()) {
      if (!causes.containsKey(cause.getKey())) {
        send(date, "resolved", cause.getKey(), cause.getValue());
      }
    }
    ObjectNode now = JSON.createObjectNode();
    causes.forEach(now::put);
    Folders.replace(told, now.toPrettyString() + "\n");
  }

  private Map<String, String> read() {
    Map<String, String> before = new TreeMap<>();
    if (Files.exists(told)) {
      try {
        JsonNode causes = JSON.readTree(Files.readString(told));
        causes.properties().forEach(it -> before.put(it.getKey(), it.getValue().asText()));
      } catch (JsonProcessingException e) {
        progress.say("  note: %s is no JSON; every cause is told again".formatted(told));
      } catch (IOException e) {
        throw Errors.unreadable(told, e);
      }
    }
    return before;
  }

  /** A command that fails is told of and breaks no night. */
  private void send(LocalDate date, String state, String cause, String message) {
    ObjectNode notice = JSON.createObjectNode();
    notice.put("as_of_date", date.toString());
    notice.put("state", state);
    notice.put("cause", cause);
    notice.put("message", message);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream in = process.getOutputStream()) {
        in.write((notice + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        // A command need not read its input; how it ends tells whether it failed.
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        progress.say("  note: the notify command was not done in %d s".formatted(PATIENCE_SECONDS));
      } else if (process.exitValue() != 0) {
        progress.say(
            "  note: the notify command ended with exit code %d".formatted(process.exitValue()));
      }
    } catch (IOException e) {
      progress.say("  note: the notify command cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
