package dev.tenure.config;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A credential that conf names and does not hold. */
public sealed interface Secret {
  /**
   * The value, read anew each time.
   *
   * @throws dev.tenure.TenureException with exit code 2 if it is not there
   */
  String value();

  /** An environment variable. */
  record Variable(String name) implements Secret {
    public Variable {
      requireNonNull(name, "name is null");
    }

    @Override
    public String value() {
      String value = System.getenv(name);
      if (value == null) {
        throw Errors.missingSecret("the environment variable " + name);
      }
      return value;
    }
  }

  /** The first line of a file. */
  record Line(Path file) implements Secret {
    public Line {
      requireNonNull(file, "file is null");
    }

    @Override
    public String value() {
      try {
        return Files.readString(file).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw Errors.missingSecret("the file " + file);
      }
    }
  }
}
