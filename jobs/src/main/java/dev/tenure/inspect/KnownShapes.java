package dev.tenure.inspect;

import dev.tenure.Errors;
import dev.tenure.document.Document;
import dev.tenure.document.Problems;
import dev.tenure.landing.SniffedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The extracts that are recognized. */
final class KnownShapes {
  private static final String FILE = "shapes.yml";

  private final List<KnownShape> shapes;

  private KnownShapes(List<KnownShape> shapes) {
    this.shapes = List.copyOf(shapes);
  }

  static KnownShapes read() {
    try (InputStream in = KnownShapes.class.getResourceAsStream(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Problems problems = new Problems();
      List<KnownShape> shapes = new ArrayList<>();
      Document.parse(FILE, text, problems)
          .ifPresent(
              root ->
                  root.entries()
                      .forEach((vendor, entities) -> shapes.addAll(shapes(vendor, entities))));
      problems.throwIfAny(FILE);
      return new KnownShapes(shapes);
    } catch (IOException e) {
      throw Errors.unreadable(Path.of(FILE), e);
    }
  }

  private static List<KnownShape> shapes(String vendor, Document entities) {
    List<KnownShape> shapes = new ArrayList<>();
    for (Map.Entry<String, Document> entity : entities.entries().entrySet()) {
      Document shape = entity.getValue();
      shapes.add(
          new KnownShape(
              vendor,
              entity.getKey(),
              shape.requiredText("extract"),
              shape.optionalText("object"),
              new LinkedHashSet<>(
                  shape.required("columns").map(Document::texts).orElse(List.of()))));
    }
    return shapes;
  }

  /** These shapes and those of vendors that are not among them. */
  KnownShapes and(List<KnownShape> own) {
    List<KnownShape> all = new ArrayList<>(shapes);
    own.stream()
        .filter(shape -> shapes.stream().noneMatch(it -> it.vendor().equals(shape.vendor())))
        .forEach(all::add);
    return new KnownShapes(all);
  }

  /** The shape of most columns that fits a file; nothing where none fits, or two as well. */
  Optional<KnownShape> of(SniffedFile file) {
    List<KnownShape> fitting = shapes.stream().filter(shape -> shape.fits(file)).toList();
    int most = fitting.stream().mapToInt(shape -> shape.columns().size()).max().orElse(0);
    List<KnownShape> best =
        fitting.stream().filter(shape -> shape.columns().size() == most).toList();
    return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }
}
