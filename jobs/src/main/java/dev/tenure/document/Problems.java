package dev.tenure.document;

import dev.tenure.Errors;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong, so that a person mends it in one go. */
public final class Problems {
  private final List<String> problems = new ArrayList<>();

  /** Adds a problem at a place, which reads {@code file:line}; the same one once. */
  public void add(String place, String message) {
    String problem = place + ": " + message;
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  public List<String> all() {
    return List.copyOf(problems);
  }

  /**
   * Ends with all problems in one error, where there are any.
   *
   * @throws dev.tenure.TenureException with exit code 2
   */
  public void throwIfAny(String subject) {
    if (!problems.isEmpty()) {
      throw Errors.problems(subject, all());
    }
  }
}
