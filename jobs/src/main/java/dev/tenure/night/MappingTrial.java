package dev.tenure.night;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.Company;
import dev.tenure.landing.Inbox;
import dev.tenure.landing.InboxFile;
import dev.tenure.landing.Records;
import dev.tenure.landing.TableExtract;
import dev.tenure.model.Attributes;
import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads files and runs the mapping of their records, as a night would, and writes nothing. */
public final class MappingTrial {
  private final SparkSession session;
  private final Catalogue catalogue;
  private final Company company;

  /** Names a company whose sources are those to try. */
  public MappingTrial(SparkSession session, Catalogue catalogue, Company company) {
    this.session = requireNonNull(session, "session is null");
    this.catalogue = requireNonNull(catalogue, "catalogue is null");
    this.company = requireNonNull(company, "company is null");
  }

  /**
   * What became of the records.
   *
   * @param loaded records that their core table would hold, zero without a mapping
   * @param leftOut records that the mapping is not about, such as those of a test
   */
  public record Outcome(long records, long loaded, long leftOut, List<Failure> failures) {
    public Outcome {
      failures = List.copyOf(failures);
    }
  }

  /**
   * Records that break a rule.
   *
   * @param example file, record number and reason of the first
   */
  public record Failure(String rule, long records, String example) {}

  /**
   * Reads some files of the company's only source, and maps them if a mapping is given.
   *
   * @param names the files, relative to the source's inbox
   * @param date the date of their extract
   */
  public Outcome run(Set<String> names, LocalDate date, Optional<SqlModel> mapping) {
    Inbox inbox = new Inbox(company, company.folder());
    List<InboxFile> files =
        inbox.files(date).stream().filter(file -> names.contains(file.path())).toList();
    return run(
        new Records(session, inbox).read(files).withColumn("landing", lit(1L)), date, mapping);
  }

  /** Maps what was read of a table, as the company's only source, if a mapping is given. */
  public Outcome run(TableExtract table, Optional<SqlModel> mapping) {
    return run(Landing.records(table, 1), table.extractDate(), mapping);
  }

  private Outcome run(Dataset<Row> read, LocalDate date, Optional<SqlModel> mapping) {
    Dataset<Row> records = read.localCheckpoint();
    List<Failure> failures = new ArrayList<>(failures(records, "problem", "reason"));
    long loaded = 0;
    long leftOut = 0;
    if (mapping.isPresent()) {
      Dataset<Row> sound = records.filter(col("problem").isNull());
      Dataset<Row> mapped = mapped(sound, mapping.get(), date);
      failures.addAll(failures(mapped, Mapped.PROBLEM, Mapped.REASON));
      loaded = mapped.filter(col(Mapped.PROBLEM).isNull()).count();
      leftOut = sound.count() - mapped.count();
    }
    return new Outcome(records.count(), loaded, leftOut, failures);
  }

  private Dataset<Row> mapped(Dataset<Row> records, SqlModel mapping, LocalDate date) {
    var read = mapping.contract().reads().entrySet().iterator().next();
    RawRecordViews views = new RawRecordViews(company);
    Dataset<Row> view = views.view(records, views.origins(read.getKey()), read.getValue());
    return new Mapped(
            new AsOfSessions(session, catalogue), new Attributes(company), AsOf.night(date))
        .observations(mapping, view)
        .localCheckpoint();
  }

  private static List<Failure> failures(Dataset<Row> records, String rule, String reason) {
    return records
        .filter(col(rule).isNotNull())
        .withColumn(
            "example",
            concat_ws(
                "", col("file"), lit(", record "), col("record_number"), lit(": "), col(reason)))
        .groupBy(rule)
        .agg(count(lit(1)), min_by(col("example"), col("record_number")))
        .orderBy(rule)
        .collectAsList()
        .stream()
        .map(row -> new Failure(row.getString(0), row.getLong(1), row.getString(2)))
        .toList();
  }
}
