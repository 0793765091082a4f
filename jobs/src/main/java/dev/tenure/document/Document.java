package dev.tenure.document;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A place in a YAML file: a value that knows its file and line, so that every message can name
 * them. Reading a value of the wrong shape adds a problem and answers with nothing.
 */
public final class Document {
  private final String file;
  private final Node node;
  private final Problems problems;

  private Document(String file, Node node, Problems problems) {
    this.file = requireNonNull(file, "file is null");
    this.node = requireNonNull(node, "node is null");
    this.problems = requireNonNull(problems, "problems is null");
  }

  /** Reads a file; a syntax error or an empty file is a problem and answers with nothing. */
  public static Optional<Document> read(Path file, Problems problems) {
    try {
      return parse(file.toString(), Files.readString(file), problems);
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  public static Optional<Document> parse(String file, String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Node node = new Yaml(options).compose(new StringReader(text));
      if (node == null) {
        problems.add(file + ":1", "the file is empty");
        return Optional.empty();
      }
      return Optional.of(new Document(file, node, problems));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      problems.add(file + ":" + line, "not valid YAML: " + e.getProblem());
      return Optional.empty();
    }
  }

  /** {@code file:line} of this value. */
  public String place() {
    return file + ":" + line();
  }

  public String file() {
    return file;
  }

  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  public void problem(String message) {
    problems.add(place(), message);
  }

  /** The entries of a mapping in the order of the file. */
  public Map<String, Document> entries() {
    if (!(node instanceof MappingNode mapping)) {
      problem("expected a mapping (key: value), found %s".formatted(describe()));
      return Map.of();
    }
    Map<String, Document> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (entries.put(key, new Document(file, tuple.getValueNode(), problems)) != null) {
        problems.add(
            file + ":" + (tuple.getKeyNode().getStartMark().getLine() + 1),
            "the key '%s' stands twice".formatted(key));
      }
    }
    return entries;
  }

  /** The lines at which the keys of a mapping stand. */
  public Map<String, Integer> keyLines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode scalar) {
          lines.put(scalar.getValue(), scalar.getStartMark().getLine() + 1);
        }
      }
    }
    return lines;
  }

  public List<Document> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem("expected a list, found %s".formatted(describe()));
      return List.of();
    }
    List<Document> items = new ArrayList<>();
    sequence.getValue().forEach(item -> items.add(new Document(file, item, problems)));
    return items;
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isText() {
    return node instanceof ScalarNode;
  }

  /** The scalar as written. */
  public String text() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    problem("expected a text, found %s".formatted(describe()));
    return "";
  }

  public List<String> texts() {
    return items().stream().map(Document::text).toList();
  }

  public Optional<Document> child(String key) {
    return Optional.ofNullable(entries().get(key));
  }

  /** The value of a key that must be there; its absence is a problem. */
  public Optional<Document> required(String key) {
    Optional<Document> child = child(key);
    if (child.isEmpty()) {
      problem("the key '%s' is missing".formatted(key));
    }
    return child;
  }

  public String requiredText(String key) {
    return required(key).map(Document::text).orElse("");
  }

  public Optional<String> optionalText(String key) {
    return child(key).map(Document::text);
  }

  public boolean flag(String key) {
    Optional<Document> child = child(key);
    if (child.isEmpty()) {
      return false;
    }
    String text = child.get().text();
    if (!text.equals("true") && !text.equals("false")) {
      child.get().problem("'%s' is true or false, found '%s'".formatted(key, text));
    }
    return text.equals("true");
  }

  /** Names every key that nobody knows, with the known ones. */
  public void allowOnly(Set<String> known) {
    Map<String, Integer> lines = keyLines();
    for (String key : entries().keySet()) {
      if (!known.contains(key)) {
        problems.add(
            file + ":" + lines.get(key),
            "unknown key '%s'; known here: %s".formatted(key, String.join(", ", sorted(known))));
      }
    }
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private String describe() {
    return switch (node.getNodeId()) {
      case scalar -> "the text '%s'".formatted(((ScalarNode) node).getValue());
      case sequence -> "a list";
      case mapping -> "a mapping";
      case anchor -> "an anchor";
    };
  }
}
