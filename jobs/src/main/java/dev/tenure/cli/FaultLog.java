package dev.tenure.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps the stack of an unforeseen failure in the log, out of the reader's sight. */
final class FaultLog {
  private FaultLog() {}

  static void write(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    String log = System.getProperty("tenure.log");
    if (log == null) {
      System.err.println(text);
      return;
    }
    try {
      Files.writeString(
          Path.of(log), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      System.err.println(text);
    }
  }
}
