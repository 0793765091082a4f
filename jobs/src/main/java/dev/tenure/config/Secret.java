package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A credential that conf names and does not hold. */
public sealed interface Secret {
  String VARIABLE = "env:";
  String FILE = "file:";

  /**
   * The value, read anew each time.
   *
   * @throws dev.tenure.TenureException with exit code 2 if it is not there
   */
  String value();

  /** How conf names it: {@code env:NAME} or {@code file:PATH}. */
  String named();

  /**
   * The credential that a text names; nothing where it names none.
   *
   * @param place {@code file:line} of the text
   */
  static Optional<Secret> named(String text, Path folder, String place) {
    if (text.startsWith(VARIABLE)) {
      return Optional.of(new Variable(text.substring(VARIABLE.length()), place));
    }
    if (text.startsWith(FILE)) {
      return Optional.of(
          new Line(folder.resolve(text.substring(FILE.length())).normalize(), place));
    }
    return Optional.empty();
  }

  /** An environment variable. */
  record Variable(String name, String place) implements Secret {
    public Variable {
      requireNonNull(name, "name is null");
      requireNonNull(place, "place is null");
    }

    @Override
    public String named() {
      return VARIABLE + name;
    }

    @Override
    public String value() {
      String value = System.getenv(name);
      if (value == null) {
        throw Errors.missingSecret(place, "the environment variable " + name);
      }
      return value;
    }
  }

  /** The first line of a file. */
  record Line(Path file, String place) implements Secret {
    public Line {
      requireNonNull(file, "file is null");
      requireNonNull(place, "place is null");
    }

    @Override
    public String named() {
      return FILE + file;
    }

    @Override
    public String value() {
      try {
        return Files.readString(file).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw Errors.missingSecret(place, "the file " + file);
      }
    }
  }
}
