package dev.tenure.landing;

import dev.tenure.config.Entity;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one entity where they do not lie in dated folders. In a pattern {@code {entity}} is
 * the entity's name, {@code {extract_date}} a date, {@code *} any part of a name and {@code **} any
 * path.
 */
record PathPattern(String text, Pattern pattern) {
  private static final Pattern VARIABLE = Pattern.compile("\\{extract_date}|\\*\\*/?|\\*");

  static PathPattern of(Entity entity, String pattern) {
    String text = pattern.replace("{entity}", entity.name());
    Matcher variables = VARIABLE.matcher(text);
    StringBuilder expression = new StringBuilder();
    int literal = 0;
    while (variables.find()) {
      expression.append(Pattern.quote(text.substring(literal, variables.start())));
      expression.append(expression(variables.group(), expression.indexOf("<date>") >= 0));
      literal = variables.end();
    }
    expression.append(Pattern.quote(text.substring(literal)));
    return new PathPattern(text, Pattern.compile(expression.toString()));
  }

  private static String expression(String variable, boolean isDateNamed) {
    return switch (variable) {
      case "{extract_date}" -> isDateNamed ? "\\k<date>" : "(?<date>\\d{4}-\\d{2}-\\d{2})";
      case "**/" -> "(?:.*/)?";
      case "**" -> ".*";
      default -> "[^/]*";
    };
  }

  boolean holdsDate() {
    return text.contains("{extract_date}");
  }

  /** The folder below which all the files lie. */
  Path start(Path inbox) {
    Matcher variables = VARIABLE.matcher(text);
    String literal = variables.find() ? text.substring(0, variables.start()) : text;
    return inbox.resolve(literal.substring(0, literal.lastIndexOf('/') + 1));
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** The date in the path of a file; nothing where it is none, such as 2025-02-30. */
  Optional<LocalDate> date(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(matcher.group("date")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
