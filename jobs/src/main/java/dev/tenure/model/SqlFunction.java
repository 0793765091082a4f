package dev.tenure.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A shared SQL function of one session.
 *
 * @param statement its CREATE TEMPORARY FUNCTION
 * @param cases title → call and the text of its result
 */
public record SqlFunction(
    String name, Path file, String description, String statement, Map<String, FunctionCase> cases) {
  public SqlFunction {
    requireNonNull(name, "name is null");
    requireNonNull(file, "file is null");
    requireNonNull(description, "description is null");
    requireNonNull(statement, "statement is null");
    cases = Collections.unmodifiableMap(new LinkedHashMap<>(cases));
  }

  /**
   * A call and what it answers.
   *
   * @param call a SQL expression
   * @param expected the result as text; empty for NULL
   */
  public record FunctionCase(String call, String expected) {
    public FunctionCase {
      requireNonNull(call, "call is null");
      requireNonNull(expected, "expected is null");
    }
  }
}
