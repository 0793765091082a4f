package dev.tenure.night;

import dev.tenure.Copies;
import dev.tenure.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shipped models that a night's page needs and no more, for tests of how nights run and not of
 * what they compute: a night takes half as long.
 */
public final class LeanModels {
  private static final Pattern WORD = Pattern.compile("\\W+");
  private static final Pattern COMMENT_OR_TEXT = Pattern.compile("--[^\n]*|'[^']*'");

  private static final Set<String> OWN_MARTS = Set.of("data_quality.yml", "nights.yml");

  private static final Set<String> ALWAYS =
      Set.of(
          "account_months",
          "accounts",
          "cohort_retention",
          "data_quality",
          "metric_values",
          "mrr_movements",
          "nights",
          "renewals",
          "unlinked_records",
          "arpa",
          "gross_revenue_retention",
          "logo_churn_rate",
          "mrr",
          "net_revenue_retention",
          "paying_accounts");

  private LeanModels() {}

  /** A copy in a new folder, with some more marts and all that they read. */
  public static Path with(String... marts) {
    try {
      Path folder = Files.createTempDirectory("models").resolve("sql");
      Copies.copy(Path.of("../sql"), folder);
      Folders.remove(folder.resolve("quality"));
      Set<String> kept = new TreeSet<>(ALWAYS);
      kept.addAll(List.of(marts));
      for (Deque<String> next = new ArrayDeque<>(kept); !next.isEmpty(); ) {
        for (String read : read(folder, next.remove())) {
          if (kept.add(read)) {
            next.add(read);
          }
        }
      }
      for (Path file : files(folder)) {
        if (!kept.contains(name(file))) {
          Files.delete(file);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shipped mappings and core tables, and what a night says of itself; no other model. */
  static Path withoutMarts() {
    try {
      Path models = Files.createTempDirectory("models").resolve("sql");
      Copies.copy(Path.of("../sql"), models);
      for (String layer : List.of("metrics", "quality")) {
        Folders.remove(models.resolve(layer));
      }
      for (Path file : listed(models.resolve("marts"))) {
        if (!OWN_MARTS.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
      for (Path file : listed(models.resolve("core"))) {
        String name = file.getFileName().toString();
        if (name.endsWith(".sql") && !name.equals("usage_days.sql")) {
          Files.delete(file);
          Files.delete(file.resolveSibling(name.replace(".sql", ".yml")));
        }
      }
      return models;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> listed(Path layer) throws IOException {
    try (Stream<Path> files = Files.list(layer)) {
      return files.toList();
    }
  }

  /** The words of a model's statement, among which are the models that it reads. */
  private static List<String> read(Path folder, String model) throws IOException {
    for (Path file : files(folder)) {
      if (file.getFileName().toString().equals(model + ".sql")) {
        String names = COMMENT_OR_TEXT.matcher(Files.readString(file)).replaceAll(" ");
        return Arrays.asList(WORD.split(names));
      }
    }
    return List.of();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> marts = Files.walk(folder.resolve("marts"));
        Stream<Path> metrics = Files.walk(folder.resolve("metrics"))) {
      return Stream.concat(marts, metrics).filter(Files::isRegularFile).toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\..*$", "");
  }
}
