package dev.tenure.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The commands that a text tells a person to run next, for the same company and home. */
final class Commands {
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\./tenure (?:run|backfill|land|build|check|publish|replay|status|query|try|trace|reproduce|maintain)\\b(?! --conf)");

  private Commands() {}

  /** The text with the options in its commands by which the verb itself was told where to work. */
  static String completed(String text, ParseResult verb) {
    StringBuilder options = new StringBuilder();
    for (String name : List.of("--conf", "--home")) {
      OptionSpec option = verb.matchedOption(name);
      if (option != null) {
        options.append(' ').append(name).append(' ').append(option.stringValues().get(0));
      }
    }
    return COMMAND.matcher(text).replaceAll("$0" + Matcher.quoteReplacement(options.toString()));
  }
}
