package dev.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verb that ran in a process of its own, as a person starts it.
 *
 * @param seconds from its start to its end, the JVM's start among them
 * @param peakBytes the most memory that it held, 0 where the system does not tell
 * @param answer what it told as JSON
 */
record Launched(double seconds, long peakBytes, JsonNode answer) {
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  static Launched run(List<String> arguments) {
    return run(arguments, Map.of());
  }

  /** The same with environment variables of its own. */
  static Launched run(List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(Place.root().resolve("tenure").toString()));
    command.addAll(arguments);
    long start = System.nanoTime();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      Process process = builder.start();
      CompletableFuture<Long> peak = CompletableFuture.supplyAsync(() -> peak(process));
      byte[] told = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (exit != 0) {
        throw Errors.launchFailed(command, exit);
      }
      return new Launched(seconds, peak.join(), new ObjectMapper().readTree(told));
    } catch (IOException e) {
      throw Errors.notLaunched(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.interrupted("waiting for " + String.join(" ", command), e);
    }
  }

  /** What a night of its own process took. */
  ObjectNode told() {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("seconds", seconds).put("peak_bytes", peakBytes);
    told.set("steps", answer.get("steps"));
    return told;
  }

  /** Looks at a process until it is over, since what it held is gone with it. */
  private static long peak(Process process) {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    long peak = 0;
    while (process.isAlive()) {
      try {
        Matcher told = PEAK.matcher(Files.readString(status));
        peak = told.find() ? Math.max(peak, Long.parseLong(told.group(1)) << 10) : peak;
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (IOException e) {
        return peak;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return peak;
      }
    }
    return peak;
  }
}
