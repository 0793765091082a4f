package dev.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenure.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A verb that ran in a process of its own, as a person starts it.
 *
 * @param seconds from its start to its end, the JVM's start among them
 * @param answer what it told as JSON
 */
record Launched(double seconds, JsonNode answer) {
  static Launched run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(Place.root().resolve("tenure").toString()));
    command.addAll(arguments);
    long start = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      byte[] told = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (exit != 0) {
        throw Errors.launchFailed(command, exit);
      }
      return new Launched(seconds, new ObjectMapper().readTree(told));
    } catch (IOException e) {
      throw Errors.notLaunched(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.interrupted("waiting for " + String.join(" ", command), e);
    }
  }
}
