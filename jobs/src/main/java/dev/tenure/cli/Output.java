package dev.tenure.cli;

import dev.tenure.night.Progress;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where and how a verb tells what it did. */
final class Output {
  @Option(names = "--json", description = "Tell the result as JSON, and nothing else.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb;

  boolean isJson() {
    return json;
  }

  PrintWriter out() {
    return verb.commandLine().getOut();
  }

  /** What is told while the work goes on, which a program does not want. */
  Progress progress() {
    return json ? Progress.quiet() : Progress.on(out(), this::completed);
  }

  void tell(Answer answer) {
    out().println(json ? answer.json().toPrettyString() : completed(answer.text().stripTrailing()));
  }

  private String completed(String text) {
    return Commands.completed(text, verb.commandLine().getParseResult());
  }
}
