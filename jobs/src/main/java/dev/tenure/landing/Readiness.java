package dev.tenure.landing;

import dev.tenure.config.Company;
import dev.tenure.config.Database;
import dev.tenure.config.Entity;
import dev.tenure.config.Format;
import dev.tenure.config.Input;
import dev.tenure.config.Ready;
import dev.tenure.config.Source;
import io.delta.tables.DeltaTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** Whether the sources that conf makes a night wait for have delivered a date. */
public final class Readiness {
  private final SparkSession session;
  private final Company company;
  private final Inbox inbox;
  private final LocalDate date;

  public Readiness(SparkSession session, Company company, Path home, LocalDate date) {
    this.session = session;
    this.company = company;
    this.inbox = new Inbox(company, home);
    this.date = date;
  }

  /**
   * A source that is not ready.
   *
   * @param until when the night goes on without it
   * @param what what it has not delivered
   */
  public record Missing(String source, Instant until, String what) {}

  /** The sources that are not ready yet, whatever the hour. */
  public List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    for (Source source : company.sources().values()) {
      Optional<Ready> ready = source.expectation().ready();
      if (ready.isPresent()) {
        Instant until =
            date.plusDays(1).atTime(ready.get().until()).atZone(company.zone()).toInstant();
        missing(source, ready.get())
            .ifPresent(it -> missing.add(new Missing(source.name(), until, it)));
      }
    }
    return missing;
  }

  private Optional<String> missing(Source source, Ready ready) {
    if (ready.marker().isPresent()) {
      Path marker =
          inbox.start(source).resolve(ready.marker().get().replace(Ready.DATE, date.toString()));
      return Files.exists(marker) ? Optional.empty() : Optional.of(marker + " is not there");
    }
    List<String> late =
        source.isFiles()
            ? lateFiles(source)
            : source.entities().values().stream()
                .filter(entity -> !isFresh(source, entity))
                .map(Entity::name)
                .toList();
    return late.isEmpty()
        ? Optional.empty()
        : Optional.of("nothing of %s is there for %s".formatted(String.join(", ", late), date));
  }

  private List<String> lateFiles(Source source) {
    Set<String> delivered = inbox.entities(source, date);
    return source.entities().keySet().stream().filter(it -> !delivered.contains(it)).toList();
  }

  /** Whether a table was written after the date was over; one that cannot be asked was not. */
  private boolean isFresh(Source source, Entity entity) {
    Instant over = date.plusDays(1).atStartOfDay(company.zone()).toInstant();
    Format.Table table = (Format.Table) entity.format();
    try {
      if (source.input() instanceof Input.DeltaTables lake) {
        String path = lake.folder().resolve(table.table()).toString();
        Instant last = DeltaTable.forPath(session, path).history(1).head().getAs("timestamp");
        return !last.isBefore(over);
      }
      if (table.cursor().isEmpty()) {
        return true;
      }
      try (DatabaseSnapshot snapshot = DatabaseSnapshot.open((Database) source.input())) {
        return snapshot.hasChangedSince(table, over);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // A database that cannot be asked, or undeclared out of Scala: the table is not there yet.
      return false;
    }
  }
}
