package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows that senders say they wrote: a {@code _counts.json} beside the files, {@code {"file
 * name": rows}}. A named file that did not arrive counts as a difference too.
 */
public final class ExpectedCounts {
  private final Map<Path, InboxFile> files;
  private final Map<Path, Long> expected;

  private ExpectedCounts(Map<Path, InboxFile> files, Map<Path, Long> expected) {
    this.files = files;
    this.expected = expected;
  }

  /**
   * Reads the counts that lie beside files.
   *
   * @throws dev.tenure.TenureException with exit code 3 if one is not as described
   */
  public static ExpectedCounts beside(Inbox inbox, List<InboxFile> files) {
    Map<Path, InboxFile> located = new LinkedHashMap<>();
    files.forEach(file -> located.put(inbox.locate(file).normalize(), file));
    Set<Path> folders = new TreeSet<>();
    located.keySet().forEach(path -> folders.add(path.getParent()));
    Map<Path, Long> expected = new LinkedHashMap<>();
    folders.stream()
        .map(folder -> folder.resolve("_counts.json"))
        .filter(Files::isRegularFile)
        .forEach(counts -> expected.putAll(read(counts)));
    return new ExpectedCounts(located, expected);
  }

  private static Map<Path, Long> read(Path counts) {
    Map<Path, Long> expected = new LinkedHashMap<>();
    JsonNode root = tree(counts);
    if (!root.isObject()) {
      throw Errors.unusableCounts(counts, "it is no JSON object");
    }
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getValue().canConvertToLong()
          || !entry.getValue().isIntegralNumber()
          || entry.getValue().asLong() < 0) {
        throw Errors.unusableCounts(
            counts, "'%s' has the count %s".formatted(entry.getKey(), entry.getValue()));
      }
      Path file = counts.resolveSibling(entry.getKey()).normalize();
      expected.put(file, entry.getValue().asLong());
    }
    return expected;
  }

  private static JsonNode tree(Path counts) {
    try {
      return new ObjectMapper().readTree(counts.toFile());
    } catch (JsonProcessingException e) {
      throw Errors.unusableCounts(counts, e.getOriginalMessage());
    } catch (IOException e) {
      throw Errors.unreadable(counts, e);
    }
  }

  public boolean isEmpty() {
    return expected.isEmpty();
  }

  /**
   * A file that is not as its sender counted.
   *
   * @param told what differs, in words
   * @param extract the files that lie with it
   */
  public record Difference(String told, List<InboxFile> extract) {
    public Difference {
      requireNonNull(told, "told is null");
      extract = List.copyOf(extract);
    }
  }

  /**
   * The files whose rows are not those expected.
   *
   * @param found all rows of each file, the malformed ones too; a file not named here has none
   */
  public List<Difference> differences(Map<InboxFile, Long> found) {
    List<Difference> differences = new ArrayList<>();
    expected.forEach(
        (path, rows) -> {
          InboxFile file = files.get(path);
          if (file == null && !Files.exists(path)) {
            String told = "%s: expected %d rows, but the file is missing".formatted(path, rows);
            differences.add(new Difference(told, beside(path)));
          } else if (file != null && found.getOrDefault(file, 0L).longValue() != rows) {
            String told =
                "%s: expected %d rows, found %d"
                    .formatted(file.path(), rows, found.getOrDefault(file, 0L));
            differences.add(new Difference(told, beside(path)));
          }
        });
    return differences;
  }

  private List<InboxFile> beside(Path path) {
    return files.entrySet().stream()
        .filter(file -> path.getParent().equals(file.getKey().getParent()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
