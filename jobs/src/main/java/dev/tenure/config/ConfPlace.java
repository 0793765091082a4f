package dev.tenure.config;

import dev.tenure.document.Document;
import dev.tenure.document.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where in a company's tenure.yml a value stands, for what turns out wrong after it was read. */
public final class ConfPlace {
  private ConfPlace() {}

  /**
   * {@code file:line} of the value below some keys, or of the last of them that is there.
   *
   * @param keys from the top of the file, such as sources, crm, inbox
   */
  public static String of(Company company, String... keys) {
    Path file = company.folder().resolve("tenure.yml");
    Optional<Document> place =
        Files.isRegularFile(file) ? Document.read(file, new Problems()) : Optional.empty();
    int line = 1;
    for (String key : keys) {
      line = place.map(Document::keyLines).map(lines -> lines.get(key)).orElse(line);
      place = place.filter(Document::isMapping).flatMap(it -> it.child(key));
    }
    return file + ":" + line;
  }
}
