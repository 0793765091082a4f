package dev.tenure.night;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a person sees of a run: a line a step, with rows and seconds. */
public interface Progress {
  void step(String name, Map<String, Long> counts, double seconds);

  /** A step whose inputs and code are those of its last success. */
  void skipped(String name);

  void say(String line);

  /** Prints to a console, one line at a time. */
  static Progress on(PrintWriter out) {
    return on(out, UnaryOperator.identity());
  }

  /**
   * Prints to a console, one line at a time.
   *
   * @param completed what is printed of a line that is said, by it
   */
  static Progress on(PrintWriter out, UnaryOperator<String> completed) {
    return new ConsoleProgress(out, completed);
  }

  /** Says nothing. */
  static Progress quiet() {
    return new QuietProgress();
  }

  /** Prints steps in aligned columns. */
  final class ConsoleProgress implements Progress {
    private final PrintWriter out;
    private final UnaryOperator<String> completed;

    private ConsoleProgress(PrintWriter out, UnaryOperator<String> completed) {
      this.out = out;
      this.completed = completed;
    }

    @Override
    public void step(String name, Map<String, Long> counts, double seconds) {
      String told =
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() != 0 && !entry.getKey().equals("landing"))
              .sorted(Map.Entry.comparingByKey())
              .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
              .collect(Collectors.joining(", "));
      out.printf(Locale.ROOT, "  %-34s %6.1f s  %s%n", name, seconds, told);
    }

    @Override
    public void skipped(String name) {
      out.printf(Locale.ROOT, "  %-34s    done  unchanged, skipped%n", name);
    }

    @Override
    public void say(String line) {
      out.println(completed.apply(line));
    }
  }

  /** Says nothing, for a run whose result is asked for as JSON. */
  final class QuietProgress implements Progress {
    private QuietProgress() {}

    @Override
    public void step(String name, Map<String, Long> counts, double seconds) {}

    @Override
    public void skipped(String name) {}

    @Override
    public void say(String line) {}
  }
}
