package dev.tenure.landing;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import dev.tenure.config.Company;
import dev.tenure.config.Format;
import dev.tenure.config.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The dated files that a company's sources deliver, in the home's inbox or in a source's own. */
public final class Inbox {
  private final Company company;
  private final Path folder;

  public Inbox(Company company, Path home) {
    this.company = requireNonNull(company, "company is null");
    this.folder = home.resolve("inbox").toAbsolutePath().normalize();
  }

  /** The files of all extracts up to and including a date; see {@link #contents}. */
  public List<InboxFile> files(LocalDate through) {
    return contents(through, Map.of()).files();
  }

  /**
   * The files of all extracts up to and including a date. Hidden files (whose name begins with a
   * dot or an underscore) and unfinished ones (.tmp, .part) are passed over.
   *
   * @param known hashes of an earlier call; a file with an equal stamp is not hashed again
   * @throws dev.tenure.TenureException with exit code 2 if a source's own inbox does not exist, or
   *     if files without a date in their path have none in conf
   */
  public InboxContents contents(LocalDate through, Map<FileStamp, String> known) {
    List<FoundFile> found = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    warnAboutUnknownSources(warnings);
    for (Source source : company.sources().values().stream().filter(Source::isFiles).toList()) {
      SourceFiles files = new SourceFiles(company, source, base(source), start(source), through);
      files.find();
      found.addAll(files.found());
      warnings.addAll(files.warnings());
    }
    return InboxContents.of(found, new FileHashing(known).hash(found), warnings);
  }

  /**
   * The entities of a source of which files of a date are there, hidden and unfinished ones aside.
   */
  Set<String> entities(Source source, LocalDate date) {
    SourceFiles files = new SourceFiles(company, source, base(source), start(source), date);
    files.find();
    return files.found().stream()
        .filter(file -> file.extractDate().equals(date))
        .map(FoundFile::entity)
        .collect(Collectors.toSet());
  }

  /** Where a file lies. */
  public Path locate(InboxFile file) {
    return base(source(file)).resolve(file.path());
  }

  /** How the records of a file are written. */
  public Format format(InboxFile file) {
    return source(file).entities().get(file.entity()).format();
  }

  private Source source(InboxFile file) {
    return company.sources().get(file.source());
  }

  private Path base(Source source) {
    return source.inbox().orElse(folder);
  }

  /** The folder that holds a source's files. */
  Path start(Source source) {
    return source.inbox().orElse(folder.resolve(source.name()));
  }

  private void warnAboutUnknownSources(List<String> warnings) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try {
      for (Path path : FileTree.children(folder)) {
        if (!company.sources().containsKey(path.getFileName().toString())) {
          warnings.add(
              "%s is not read: tenure.yml names no source '%s'"
                  .formatted(path, path.getFileName()));
        }
      }
    } catch (IOException e) {
      throw Errors.unreadable(folder, e);
    }
  }
}
