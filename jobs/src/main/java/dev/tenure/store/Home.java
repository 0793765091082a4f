package dev.tenure.store;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import dev.tenure.contract.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The folder in which a company's warehouse lives. Its layout is a promise to outsiders. */
public record Home(Path root) {
  private static final String STAMP = "tenure.home";
  private static final String DRAFT = ".tenure.home-";
  private static final String FORMAT = "3";
  private static final Set<String> MAY_COME_BEFORE = Set.of("inbox", "truth", "logs");

  public Home {
    requireNonNull(root, "root is null");
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Opens the home of a company; a folder that is new, or holds only an inbox, is stamped as its.
   *
   * @throws dev.tenure.TenureException with exit code 2 if it belongs to another company, has an
   *     unknown format, or holds something else
   */
  public static Home open(Path root, String company) {
    Home home = new Home(root);
    Path stamp = home.root().resolve(STAMP);
    try {
      if (!Files.exists(stamp)) {
        home.checkIsNew(stamp);
        home.stamp(stamp, company);
      }
      home.checkStamp(Files.readString(stamp).strip(), company);
      return home;
    } catch (IOException e) {
      throw Errors.unwritable(stamp, e);
    }
  }

  /** Two runs that open a new home at once find it unstamped or stamped whole, never in between. */
  private void stamp(Path stamp, String company) throws IOException {
    Files.createDirectories(root);
    Path draft = Files.createTempFile(root, DRAFT, "");
    try {
      Files.writeString(draft, stamp(company) + "\n");
      if (!Files.exists(stamp)) {
        Files.move(draft, stamp, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String stamp(String company) {
    return "company=%s format=%s".formatted(company, FORMAT);
  }

  private void checkStamp(String found, String company) {
    if (!found.equals(stamp(company))) {
      throw Errors.foreignHome(root, found, stamp(company));
    }
  }

  private void checkIsNew(Path stamp) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> children = Files.list(root)) {
      Set<String> others = new TreeSet<>();
      children
          .map(child -> child.getFileName().toString())
          .filter(name -> !MAY_COME_BEFORE.contains(name) && !name.startsWith(DRAFT))
          .forEach(others::add);
      // A run that began meanwhile stamps the home before it writes anything else.
      if (!others.isEmpty() && !Files.exists(stamp)) {
        throw Errors.unstampedHome(root, others);
      }
    }
  }

  public Path inbox() {
    return root.resolve("inbox");
  }

  public Path warehouse() {
    return root.resolve("warehouse");
  }

  public Path published() {
    return root.resolve("published");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /** A path within the home, which stays right when the home is moved. */
  public String relative(String path) {
    return root.relativize(Path.of(path)).toString();
  }

  /** The place of a path within the home. */
  public String absolute(String relative) {
    return root.resolve(relative).toString();
  }

  /** Where a run keeps its models, conf and policies. */
  public Path run(String runId) {
    return warehouse().resolve("runs").resolve(runId);
  }

  /** The Delta table of a model. */
  public String table(Layer layer, String name) {
    return warehouse().resolve(layer.folder()).resolve(name).toString();
  }

  /** A table of the machinery, such as {@code ops/steps}. */
  public String table(String name) {
    return warehouse().resolve(name).toString();
  }
}
