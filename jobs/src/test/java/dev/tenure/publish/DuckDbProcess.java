package dev.tenure.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Another process that opens a DuckDB file anew for every look, since one process has it once. */
final class DuckDbProcess implements AutoCloseable {
  private final Process process;

  private DuckDbProcess(Process process) {
    this.process = process;
  }

  /** Answers every line with the nights that it finds in the file. */
  public static void main(String[] arguments) throws IOException, SQLException {
    while (System.in.read() >= 0) {
      Set<Integer> nights = new TreeSet<>();
      try (DuckDbSession session = DuckDbSession.readOnly(Path.of(arguments[0]))) {
        for (String mart : NumberedNights.MARTS) {
          try (ResultSet rows = session.query("FROM " + mart + " SELECT DISTINCT night")) {
            while (rows.next()) {
              nights.add(rows.getInt(1));
            }
          }
        }
      }
      System.out.println(
          nights.stream().map(night -> Integer.toString(night)).collect(Collectors.joining(",")));
    }
  }

  static DuckDbProcess start(Path file) throws IOException {
    return new DuckDbProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DuckDbProcess.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  Set<Integer> nights() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("the process of DuckDB has ended");
    }
    return Arrays.stream(line.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
