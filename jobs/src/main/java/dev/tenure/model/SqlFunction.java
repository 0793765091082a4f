package dev.tenure.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.types.DataType;

/**
 * A shared SQL function of one session.
 *
 * @param cases title → call and the text of its result
 */
public record SqlFunction(
    String name, Path file, String description, Body body, Map<String, FunctionCase> cases) {
  /** How a function is made. */
  public sealed interface Body {}

  /**
   * Written in SQL.
   *
   * @param statement its CREATE TEMPORARY FUNCTION
   */
  public record Statement(String statement) implements Body {
    public Statement {
      requireNonNull(statement, "statement is null");
    }
  }

  /**
   * Written in Java, where SQL cannot say it clearly.
   *
   * @param builtBy a class that implements one of Spark's function interfaces
   */
  public record JavaClass(String builtBy, DataType returns) implements Body {
    public JavaClass {
      requireNonNull(builtBy, "builtBy is null");
      requireNonNull(returns, "returns is null");
    }
  }

  public SqlFunction {
    requireNonNull(name, "name is null");
    requireNonNull(file, "file is null");
    requireNonNull(description, "description is null");
    requireNonNull(body, "body is null");
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
