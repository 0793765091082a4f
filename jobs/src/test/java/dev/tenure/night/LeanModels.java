package dev.tenure.night;

import dev.tenure.Copies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shipped models without marts that no other one reads, for tests of how nights run and not of
 * what they compute: a night takes a third less.
 */
final class LeanModels {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "account_controls",
          "billed_lines",
          "bridge_totals",
          "churn_events",
          "credited_shares",
          "entry_plans",
          "gross_revenue_retention_movement",
          "invoice_causes",
          "invoice_differences",
          "invoice_with_more_lines",
          "invoiced_lines",
          "invoiced_months",
          "known_prices",
          "logo_movements",
          "movement_windows",
          "mrr_bridges",
          "mrr_items",
          "mrr_reconciliations",
          "net_revenue_retention_movement",
          "quick_ratio",
          "quick_ratio_with_reactivation",
          "reconciliation_limits",
          "survival_curves",
          "survival_tests",
          "survival_times",
          "top_ten_share");

  private LeanModels() {}

  /** A copy of the models in a new folder. */
  static Path copy() {
    try {
      Path folder = Files.createTempDirectory("models").resolve("sql");
      Copies.copy(Path.of("../sql"), folder);
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> left =
            files.filter(Files::isRegularFile).filter(it -> LEFT_OUT.contains(name(it))).toList();
        for (Path file : left) {
          Files.delete(file);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\..*$", "");
  }
}
