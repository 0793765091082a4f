package dev.tenure.landing;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.ConfPlace;
import dev.tenure.config.Entity;
import dev.tenure.config.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the files of one source. */
final class SourceFiles {
  private final Company company;
  private final Source source;
  private final Path base;
  private final Path start;
  private final LocalDate through;
  private final List<FoundFile> found = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param base the folder to which paths are relative
   * @param start the folder that holds the source's files
   */
  SourceFiles(Company company, Source source, Path base, Path start, LocalDate through) {
    this.company = company;
    this.source = source;
    this.base = base;
    this.start = start;
    this.through = through;
  }

  List<FoundFile> found() {
    return found;
  }

  List<String> warnings() {
    return warnings;
  }

  void find() {
    if (!Files.isDirectory(start)) {
      source.inbox().ifPresent(inbox -> throwMissing(inbox));
      return;
    }
    try {
      for (Entity entity : source.entities().values()) {
        if (entity.path().isPresent()) {
          findByPattern(entity, PathPattern.of(entity, entity.path().get()));
        }
      }
      if (source.entities().values().stream().anyMatch(entity -> entity.path().isEmpty())) {
        findInFolders();
      }
    } catch (IOException e) {
      throw Errors.unreadable(start, e);
    }
  }

  private void throwMissing(Path inbox) {
    throw Errors.missingFile(
        inbox,
        "The inbox of source '%s'".formatted(source.name()),
        "Mount or create the folder, or correct %s."
            .formatted(ConfPlace.of(company, "sources", source.name(), "inbox")));
  }

  private void findByPattern(Entity entity, PathPattern pattern) throws IOException {
    if (!pattern.holdsDate() && source.extractDate().isEmpty()) {
      throw Errors.noExtractDate(
          ConfPlace.of(company, "sources", source.name(), "entities", entity.name()),
          source.name(),
          entity.name(),
          pattern.text());
    }
    Path folder = pattern.start(start);
    int before = found.size();
    if (Files.isDirectory(folder)) {
      FileTree.walk(folder, (path, attributes) -> addIfMatching(entity, pattern, path, attributes));
    }
    if (found.size() == before) {
      warnings.add(
          "%s.%s has no files: nothing up to %s matches %s in %s"
              .formatted(source.name(), entity.name(), through, pattern.text(), start));
    }
  }

  private void addIfMatching(
      Entity entity, PathPattern pattern, Path path, BasicFileAttributes attributes) {
    String relative = slashed(start.relativize(path));
    if (pattern.matches(relative)) {
      Optional<LocalDate> date =
          pattern.holdsDate() ? pattern.date(relative) : source.extractDate();
      date.ifPresentOrElse(
          it -> add(entity, it, path, attributes),
          () -> warnings.add("%s is not read: its path holds no true date".formatted(path)));
    }
  }

  private void findInFolders() throws IOException {
    boolean hasOwnLayout =
        source.entities().values().stream().anyMatch(entity -> entity.path().isPresent());
    for (Path path : FileTree.children(start)) {
      Entity entity = source.entities().get(path.getFileName().toString());
      if (entity != null && entity.path().isEmpty() && Files.isDirectory(path)) {
        findInEntityFolder(entity, path);
      } else if (!hasOwnLayout) {
        warnings.add(
            "%s is not read: source '%s' has no entity '%s' in tenure.yml"
                .formatted(path, source.name(), path.getFileName()));
      }
    }
  }

  private void findInEntityFolder(Entity entity, Path folder) throws IOException {
    for (Path path : FileTree.children(folder)) {
      Optional<LocalDate> date =
          Files.isDirectory(path) ? date(path.getFileName().toString()) : source.extractDate();
      if (date.isEmpty()) {
        warnings.add(
            "%s is not read: files lie in folders named for the date of the extract, as 2026-01-31"
                .formatted(path));
      } else if (!date.get().isAfter(through)) {
        FileTree.walk(path, (file, attributes) -> add(entity, date.get(), file, attributes));
      }
    }
  }

  private static Optional<LocalDate> date(String name) {
    try {
      return Optional.of(LocalDate.parse(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private void add(Entity entity, LocalDate date, Path path, BasicFileAttributes attributes) {
    if (date.isAfter(through)) {
      return;
    }
    String relative = slashed(base.relativize(path));
    long modified = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    FileStamp stamp = new FileStamp(source.name(), relative, attributes.size(), modified);
    found.add(new FoundFile(path, entity.name(), date, stamp));
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
