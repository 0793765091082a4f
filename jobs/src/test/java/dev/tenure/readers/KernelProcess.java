package dev.tenure.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Delta Kernel in a process of its own, for it wants a newer Parquet than Spark has; the build puts
 * that one into target/kernel.
 */
public final class KernelProcess implements AutoCloseable {
  private static final Path PARQUET = Path.of("target/kernel");

  private final Process process;

  private KernelProcess(Process process) {
    this.process = process;
  }

  /** Answers lines of a version, a column or nothing, and a table's path. */
  public static void main(String[] arguments) throws IOException {
    KernelReader kernel = new KernelReader();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\t", -1);
      System.out.println(answer(kernel, words[2], Long.parseLong(words[0]), words[1]));
    }
  }

  private static ObjectNode answer(KernelReader kernel, String table, long version, String column)
      throws IOException {
    List<String> columns = kernel.columns(table, version);
    Found.Rows rows = new Found.Rows(columns);
    Set<String> values = new TreeSet<>();
    int place = columns.stream().map(it -> it.replaceFirst(" .*", "")).toList().indexOf(column);
    kernel.read(
        table,
        version,
        row -> {
          rows.add(row);
          if (place >= 0) {
            values.add(String.valueOf(row.get(place)));
          }
        });
    Found found = rows.found();
    ObjectNode answer = new ObjectMapper().createObjectNode();
    ArrayNode told = answer.putArray("columns");
    columns.forEach(told::add);
    answer.put("rows", found.rows()).put("digest", found.digest());
    ArrayNode distinct = answer.putArray("values");
    values.forEach(distinct::add);
    return answer;
  }

  public static KernelProcess start() throws IOException {
    List<String> path = new ArrayList<>();
    try (Stream<Path> jars = Files.list(PARQUET)) {
      jars.sorted().forEach(jar -> path.add(jar.toString()));
    }
    path.add(System.getProperty("java.class.path"));
    return new KernelProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(System.getProperty("path.separator"), path),
                KernelProcess.class.getName())
            .redirectError(ProcessBuilder.Redirect.to(Path.of("target/kernel.log").toFile()))
            .start());
  }

  /** What it finds in a version of a table. */
  Found found(String table, long version) throws IOException {
    JsonNode answer = ask(table, version, "");
    return new Found(
        texts(answer.at("/columns")), answer.at("/rows").asLong(), answer.at("/digest").asText());
  }

  /** The values that a column has in a version of a table. */
  public List<String> values(String table, long version, String column) throws IOException {
    return texts(ask(table, version, column).at("/values"));
  }

  private JsonNode ask(String table, long version, String column) throws IOException {
    String line = "%d\t%s\t%s\n".formatted(version, column, table);
    process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    String answer = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (answer == null) {
      throw new IOException("Delta Kernel has ended; see jobs/target/kernel.log");
    }
    return new ObjectMapper().readTree(answer);
  }

  private static List<String> texts(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
