package dev.tenure.inspect;

import static java.util.Objects.requireNonNull;

import dev.tenure.config.Format;
import dev.tenure.night.MappingTrial;
import java.util.List;
import java.util.Optional;

/**
 * What files of one kind are, as far as they tell.
 *
 * @param files relative to the folder that was inspected
 * @param guess what they look like, nothing where that cannot be told
 * @param table the core table that a mapping would load, nothing where they are landed only
 */
public record Inspection(
    List<String> files,
    Format format,
    Optional<Guess> guess,
    Optional<String> table,
    Columns columns,
    MappingTrial.Outcome outcome,
    String conf) {
  public Inspection {
    files = List.copyOf(files);
    requireNonNull(format, "format is null");
    requireNonNull(guess, "guess is null");
    requireNonNull(table, "table is null");
    requireNonNull(columns, "columns is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(conf, "conf is null");
  }

  /** The first of the files. */
  public String file() {
    return files.get(0);
  }

  /** How many files are of the kind. */
  public int alike() {
    return files.size();
  }

  /**
   * A likely vendor and entity.
   *
   * @param because the columns that tell
   */
  public record Guess(String vendor, String entity, String extract, List<String> because) {
    public Guess {
      because = List.copyOf(because);
    }
  }

  /**
   * The columns of the files beside those that the mapping reads.
   *
   * @param missing read by the mapping and not there
   * @param unread there and not read; each can become an attribute
   */
  public record Columns(List<String> mapped, List<String> missing, List<String> unread) {
    public Columns {
      mapped = List.copyOf(mapped);
      missing = List.copyOf(missing);
      unread = List.copyOf(unread);
    }
  }
}
