package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.tenure.store.DeltaStore;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What has been landed so far: the files, and the records in them. A computation of the past sees
 * the files of its run alone.
 */
final class Landed {
  static final String RECORDS = "raw/records";
  static final String FILES = "ops/files";

  private final List<LandedFile> files;
  private final List<LandedFile> counting;
  private final Dataset<Row> records;
  private final Set<String> replaced;

  private Landed(List<LandedFile> files, Dataset<Row> records) {
    this.files = List.copyOf(files);
    this.records = records;
    this.replaced = new TreeSet<>();
    files.stream().map(LandedFile::replaces).filter(it -> !it.isEmpty()).forEach(replaced::add);
    this.counting =
        this.files.stream()
            .filter(
                file ->
                    !file.isDuplicate() && (replaced.isEmpty() || !replaced.contains(file.key())))
            .toList();
  }

  /** All that the ledger vouches for. */
  static Landed all(Workspace work) {
    String files = work.home().table(FILES);
    if (!work.exists(files)) {
      return new Landed(List.of(), work.session().createDataFrame(List.of(), Landing.RAW));
    }
    String records = work.home().table(RECORDS);
    List<LandedFile> landed =
        read(work, files).collectAsList().stream().map(LandedFile::of).toList();
    return new Landed(
        landed,
        work.exists(records)
            ? read(work, records)
            : work.session().createDataFrame(List.of(), Landing.RAW));
  }

  private static Dataset<Row> read(Workspace work, String table) {
    DeltaStore store = work.store();
    return store.read(table, work.ledger().version(table));
  }

  /** Only the files of the given identities, with their records. */
  Landed only(Set<String> identities) {
    List<LandedFile> kept =
        files.stream().filter(file -> identities.contains(file.identity())).toList();
    Object[] keys = kept.stream().map(LandedFile::key).toArray();
    return new Landed(kept, records.filter(LandedFile.KEY.isin(keys)));
  }

  /** Without the files of the given identities, and their records. */
  Landed without(Set<String> identities) {
    List<LandedFile> dropped =
        files.stream().filter(file -> identities.contains(file.identity())).toList();
    Object[] keys = dropped.stream().map(LandedFile::key).toArray();
    return new Landed(
        files.stream().filter(file -> !identities.contains(file.identity())).toList(),
        records.filter(not(LandedFile.KEY.isin(keys))));
  }

  /** Only what was known on a date. */
  Landed through(LocalDate date) {
    List<LandedFile> kept = files.stream().filter(it -> !it.extractDate().isAfter(date)).toList();
    return new Landed(kept, records.filter(col("extract_date").leq(lit(date))));
  }

  /** Files whose records count, without those that were delivered before or repaired since. */
  List<LandedFile> files() {
    return counting;
  }

  /** All that ever came, also what does not count. */
  List<LandedFile> all() {
    return files;
  }

  List<LandedFile> files(Collection<SourceEntity> origins) {
    return files().stream()
        .filter(file -> origins.contains(new SourceEntity(file.source(), file.entity())))
        .toList();
  }

  /** Records that could be read; malformed ones are in quarantine. */
  Dataset<Row> readable() {
    return records().filter(col("problem").isNull());
  }

  Dataset<Row> records() {
    return counting(records);
  }

  /** Only the rows that come of files which no other has replaced. */
  Dataset<Row> counting(Dataset<Row> rows) {
    return replaced.isEmpty() ? rows : rows.filter(not(LandedFile.KEY.isin(replaced.toArray())));
  }

  /** The number of the landing that comes next. */
  long nextLanding() {
    return 1 + files.stream().mapToLong(LandedFile::landing).max().orElse(0);
  }

  /** The last extract_date of every source that delivered anything. */
  Map<String, LocalDate> newestExtracts() {
    Map<String, LocalDate> newest = new TreeMap<>();
    for (LandedFile file : files()) {
      newest.merge(file.source(), file.extractDate(), (one, two) -> one.isAfter(two) ? one : two);
    }
    return newest;
  }

  /** The first extract_date of all, from which a reconstruction can know anything. */
  LocalDate firstExtract(LocalDate otherwise) {
    return files.stream().map(LandedFile::extractDate).min(LocalDate::compareTo).orElse(otherwise);
  }

  /** One entity of one source. */
  record SourceEntity(String source, String entity) {}
}
