package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.tenure.landing.ExpectedCounts;
import dev.tenure.landing.FileStamp;
import dev.tenure.landing.Inbox;
import dev.tenure.landing.InboxContents;
import dev.tenure.landing.InboxFile;
import dev.tenure.landing.Records;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Copies what arrived to the raw layer: each record once, with its file and number, in one commit.
 * A file is known by source, entity, extract_date and content; the same one again changes nothing.
 */
final class Landing {
  static final StructType RAW =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("entity", DataTypes.StringType)
          .add("extract_date", DataTypes.DateType)
          .add("file", DataTypes.StringType)
          .add("record_number", DataTypes.LongType)
          .add("payload", DataTypes.StringType)
          .add("problem", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("landing", DataTypes.LongType);

  private final Workspace work;
  private final Progress progress;

  Landing(Workspace work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /** Lands every file that is new, of extracts up to a date. */
  void land(Steps steps, LocalDate through) {
    Inbox inbox = new Inbox(work.company(), work.home().root());
    Landed landed = Landed.all(work);
    InboxContents contents = inbox.contents(through, hashes(landed));
    contents.warnings().forEach(warning -> progress.say("  note: " + warning));
    Arrivals arrivals = Arrivals.of(contents, landed);
    if (arrivals.isEmpty()) {
      progress.skipped("land");
      return;
    }
    String raw = work.home().table(Landed.RECORDS);
    String files = work.home().table(Landed.FILES);
    steps.runAnyway(
        "land", "", List.of(raw, files), () -> land(inbox, arrivals, landed, raw, files));
  }

  /** A file that has not changed since it was landed need not be read to be known. */
  private static Map<FileStamp, String> hashes(Landed landed) {
    Map<FileStamp, String> hashes = new HashMap<>();
    landed.withDuplicates().forEach(file -> hashes.put(file.stamp(), file.sha256()));
    return hashes;
  }

  /** What an inbox holds that was not landed yet. */
  private record Arrivals(List<InboxFile> fresh, List<InboxFile> repeated) {
    static Arrivals of(InboxContents contents, Landed landed) {
      Set<String> identities = new HashSet<>();
      Set<String> paths = new HashSet<>();
      landed.withDuplicates().forEach(file -> identities.add(file.identity()));
      landed.withDuplicates().forEach(file -> paths.add(place(file) + "|" + file.sha256()));
      List<InboxFile> fresh = new ArrayList<>();
      List<InboxFile> repeated = new ArrayList<>();
      for (InboxFile file : contents.files()) {
        if (paths.contains(place(file) + "|" + file.sha256())) {
          continue;
        }
        if (identities.add(identity(file))) {
          fresh.add(file);
        } else {
          repeated.add(file);
        }
      }
      return new Arrivals(fresh, repeated);
    }

    boolean isEmpty() {
      return fresh.isEmpty() && repeated.isEmpty();
    }
  }

  private StepResult land(Inbox inbox, Arrivals arrivals, Landed landed, String raw, String files) {
    long landing =
        1 + landed.withDuplicates().stream().mapToLong(LandedFile::landing).max().orElse(0);
    Map<String, Long> outputs = new HashMap<>();
    Map<String, Row> counted = new HashMap<>();
    if (!arrivals.fresh().isEmpty()) {
      long version = work.store().append(raw, records(inbox, arrivals.fresh(), landing));
      outputs.put(raw, version);
      counted = counts(work.store().read(raw, version), landing);
      checkExpectedCounts(inbox, arrivals.fresh(), counted);
    }
    List<LandedFile> landedNow = landedFiles(arrivals, landed, counted, landing);
    outputs.put(
        files,
        work.store()
            .append(
                files,
                work.session()
                    .createDataFrame(
                        landedNow.stream().map(LandedFile::row).toList(), LandedFile.SCHEMA)
                    .coalesce(1)));
    return new StepResult(
        outputs,
        Map.of(
            "files",
            (long) arrivals.fresh().size(),
            "duplicate files",
            (long) arrivals.repeated().size(),
            "records",
            landedNow.stream().filter(it -> !it.isDuplicate()).mapToLong(LandedFile::records).sum(),
            "malformed",
            landedNow.stream()
                .filter(it -> !it.isDuplicate())
                .mapToLong(LandedFile::malformed)
                .sum()),
        "");
  }

  private Dataset<Row> records(Inbox inbox, List<InboxFile> fresh, long landing) {
    return new Records(work.session(), inbox)
        .read(fresh)
        .withColumn("landing", lit(landing))
        .select(
            Arrays.stream(RAW.fieldNames())
                .map(name -> col(name))
                .toArray(org.apache.spark.sql.Column[]::new))
        .sortWithinPartitions("source", "entity", "extract_date", "file", "record_number");
  }

  /** What a sender says it wrote must have arrived; a difference takes the landing back. */
  private static void checkExpectedCounts(
      Inbox inbox, List<InboxFile> fresh, Map<String, Row> counted) {
    Map<InboxFile, Long> records = new HashMap<>();
    for (InboxFile file : fresh) {
      Row row = counted.get(place(file));
      records.put(file, row == null ? 0 : row.getLong(1));
    }
    ExpectedCounts.beside(inbox, fresh).check(records);
  }

  private static Map<String, Row> counts(Dataset<Row> raw, long landing) {
    Map<String, Row> counts = new HashMap<>();
    raw.filter(col("landing").equalTo(landing))
        .groupBy(concat_ws("|", col("source"), col("entity"), col("file")))
        .agg(count(lit(1)), count_if(col("problem").isNotNull()))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row));
    return counts;
  }

  private static List<LandedFile> landedFiles(
      Arrivals arrivals, Landed landed, Map<String, Row> counted, long landing) {
    List<LandedFile> now = new ArrayList<>();
    Map<String, LandedFile> firsts = new HashMap<>();
    landed.files().forEach(file -> firsts.put(file.identity(), file));
    for (InboxFile file : arrivals.fresh()) {
      Row row = counted.get(place(file));
      LandedFile first =
          landedFile(
              file,
              landing,
              row == null ? 0 : row.getLong(1),
              row == null ? 0 : row.getLong(2),
              false);
      firsts.put(first.identity(), first);
      now.add(first);
    }
    for (InboxFile file : arrivals.repeated()) {
      LandedFile first = firsts.get(identity(file));
      now.add(landedFile(file, landing, first.records(), first.malformed(), true));
    }
    return now;
  }

  private static LandedFile landedFile(
      InboxFile file, long landing, long records, long malformed, boolean isDuplicate) {
    return new LandedFile(
        file.source(),
        file.entity(),
        file.extractDate(),
        file.path(),
        file.size(),
        file.sha256(),
        landing,
        records,
        malformed,
        isDuplicate,
        file.modifiedMicros());
  }

  /** Sources with inboxes of their own may have files of one path. */
  private static String place(InboxFile file) {
    return String.join("|", file.source(), file.entity(), file.path());
  }

  private static String place(LandedFile file) {
    return String.join("|", file.source(), file.entity(), file.path());
  }

  private static String identity(InboxFile file) {
    return String.join(
        "|", file.source(), file.entity(), file.extractDate().toString(), file.sha256());
  }
}
