package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import dev.tenure.landing.ExpectedCounts;
import dev.tenure.landing.FileStamp;
import dev.tenure.landing.Inbox;
import dev.tenure.landing.InboxContents;
import dev.tenure.landing.InboxFile;
import dev.tenure.landing.Records;
import dev.tenure.landing.TableExtract;
import dev.tenure.landing.TableInputs;
import dev.tenure.model.Hashes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
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

  private static final List<String> SKIPPED_BY =
      List.of("source", "entity", "extract_date", "record_number", "landing");

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
    try (TableInputs tables = tables(landed, through)) {
      tables.failures().forEach(failure -> progress.say("  note: " + failure));
      if (arrivals.isEmpty() && tables.extracts().isEmpty()) {
        progress.skipped("land");
        return;
      }
      String raw = work.home().table(Landed.RECORDS);
      String files = work.home().table(Landed.FILES);
      steps.runAnyway(
          "land",
          "",
          List.of(raw, files),
          () -> land(inbox, arrivals, tables.extracts(), landed, raw, files));
    }
  }

  /** Tables are read once for a night; a rerun goes on with what was read. */
  private TableInputs tables(Landed landed, LocalDate date) {
    Map<String, String> last = new HashMap<>();
    Set<String> done = new HashSet<>();
    List<LandedFile> inOrder =
        landed.files().stream().sorted(Comparator.comparing(LandedFile::extractDate)).toList();
    for (LandedFile file : inOrder) {
      String name = file.source() + "." + file.entity();
      last.put(name, file.path());
      if (file.extractDate().equals(date)) {
        done.add(name);
      }
    }
    return TableInputs.read(work.session(), work.company(), date, last, done);
  }

  /** A file that has not changed since it was landed need not be read to be known. */
  private static Map<FileStamp, String> hashes(Landed landed) {
    Map<FileStamp, String> hashes = new HashMap<>();
    landed.all().forEach(file -> hashes.put(file.stamp(), file.sha256()));
    return hashes;
  }

  /** What an inbox holds that was not landed yet. */
  private record Arrivals(List<InboxFile> fresh, List<InboxFile> repeated) {
    static Arrivals of(InboxContents contents, Landed landed) {
      Set<String> identities = new HashSet<>();
      Set<String> paths = new HashSet<>();
      landed.all().forEach(file -> identities.add(file.identity()));
      landed.all().forEach(file -> paths.add(place(file) + "|" + file.sha256()));
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

    /** All but the files of some extracts. */
    Arrivals without(Set<Extract> extracts) {
      return new Arrivals(
          fresh.stream().filter(file -> !extracts.contains(Extract.of(file))).toList(),
          repeated.stream().filter(file -> !extracts.contains(Extract.of(file))).toList());
    }

    boolean isEmpty() {
      return fresh.isEmpty() && repeated.isEmpty();
    }
  }

  private StepResult land(
      Inbox inbox,
      Arrivals arrivals,
      List<TableExtract> tables,
      Landed landed,
      String raw,
      String files) {
    long landing = landed.nextLanding();
    Map<String, Long> outputs = new HashMap<>();
    Map<String, RawCount> counted = new HashMap<>();
    Arrivals whole = arrivals;
    while (!whole.fresh().isEmpty() || !tables.isEmpty()) {
      long version =
          work.store().append(raw, records(inbox, whole.fresh(), tables, landing), SKIPPED_BY);
      counted = counted(work.store().read(raw, version), tables, landing);
      Arrivals complete = whole.without(unfinished(inbox, whole.fresh(), counted, landing));
      if (complete.equals(whole)) {
        outputs.put(raw, version);
        break;
      }
      work.ledger().takeBackCut(raw);
      whole = complete;
    }
    List<LandedFile> landedNow = landedFiles(whole, landed, counted, landing);
    landedNow.addAll(landedTables(tables, counted, landing));
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
            (long) whole.fresh().size() + tables.size(),
            "duplicate files",
            (long) whole.repeated().size(),
            "records",
            landedNow.stream().filter(it -> !it.isDuplicate()).mapToLong(LandedFile::records).sum(),
            "malformed",
            landedNow.stream()
                .filter(it -> !it.isDuplicate())
                .mapToLong(LandedFile::malformed)
                .sum()),
        "");
  }

  private Map<String, RawCount> counted(Dataset<Row> raw, List<TableExtract> tables, long landing) {
    return tables.isEmpty()
        ? RawCount.of(work.company(), raw, landing)
        : RawCount.withContent(work.company(), raw, landing);
  }

  private Dataset<Row> records(
      Inbox inbox, List<InboxFile> fresh, List<TableExtract> tables, long landing) {
    Dataset<Row> records =
        raw(new Records(work.session(), inbox).read(fresh).withColumn("landing", lit(landing)));
    for (TableExtract table : tables) {
      records = records.unionByName(records(table, landing));
    }
    return records;
  }

  /** What was read of a table, as records of the raw layer. */
  static Dataset<Row> records(TableExtract table, long landing) {
    return raw(
        table
            .payloads()
            .select(
                lit(table.source()).as("source"),
                lit(table.entity()).as("entity"),
                lit(table.extractDate()).as("extract_date"),
                lit(table.table()).as("file"),
                monotonically_increasing_id().plus(1).as("record_number"),
                col("payload"),
                lit(null).cast(DataTypes.StringType).as("problem"),
                lit(null).cast(DataTypes.StringType).as("reason"),
                lit(landing).as("landing")));
  }

  /** The columns of the raw layer in their order. */
  static Dataset<Row> raw(Dataset<Row> records) {
    return records.select(
        Arrays.stream(RAW.fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }

  /**
   * The extracts of which not all that their sender counted has arrived. None of their files is
   * landed, since the rest of a full extract would look deleted; the next run looks again.
   */
  private Set<Extract> unfinished(
      Inbox inbox, List<InboxFile> fresh, Map<String, RawCount> counted, long landing) {
    Map<InboxFile, Long> records = new HashMap<>();
    for (InboxFile file : fresh) {
      records.put(file, counted.getOrDefault(key(file, landing), RawCount.NONE).records());
    }
    Set<Extract> unfinished = new HashSet<>();
    for (ExpectedCounts.Difference difference :
        ExpectedCounts.beside(inbox, fresh).differences(records)) {
      progress.say("  note: not landed yet: " + difference.told());
      difference.extract().forEach(file -> unfinished.add(Extract.of(file)));
    }
    return unfinished;
  }

  private static List<LandedFile> landedFiles(
      Arrivals arrivals, Landed landed, Map<String, RawCount> counted, long landing) {
    List<LandedFile> now = new ArrayList<>();
    Map<String, LandedFile> firsts = new HashMap<>();
    landed.files().forEach(file -> firsts.put(file.identity(), file));
    for (InboxFile file : arrivals.fresh()) {
      RawCount count = counted.getOrDefault(key(file, landing), RawCount.NONE);
      LandedFile first = landedFile(file, landing, count, false);
      firsts.put(first.identity(), first);
      now.add(first);
    }
    for (InboxFile file : arrivals.repeated()) {
      LandedFile first = firsts.get(identity(file));
      RawCount count = new RawCount(first.records(), first.malformed(), first.columns(), "");
      now.add(landedFile(file, landing, count, true));
    }
    return now;
  }

  private static List<LandedFile> landedTables(
      List<TableExtract> tables, Map<String, RawCount> counted, long landing) {
    List<LandedFile> now = new ArrayList<>();
    for (TableExtract table : tables) {
      String key = LandedFile.key(table.source(), table.entity(), landing, table.table());
      RawCount count = counted.getOrDefault(key, RawCount.NONE);
      now.add(
          new LandedFile(
              table.source(),
              table.entity(),
              table.extractDate(),
              table.table(),
              0,
              Hashes.sha256(count.records() + " " + count.content()),
              landing,
              count.records(),
              0,
              false,
              0,
              count.columns(),
              ""));
    }
    return now;
  }

  private static LandedFile landedFile(
      InboxFile file, long landing, RawCount count, boolean isDuplicate) {
    return new LandedFile(
        file.source(),
        file.entity(),
        file.extractDate(),
        file.path(),
        file.size(),
        file.sha256(),
        landing,
        count.records(),
        count.malformed(),
        isDuplicate,
        file.modifiedMicros(),
        count.columns(),
        "");
  }

  private static String key(InboxFile file, long landing) {
    return LandedFile.key(file.source(), file.entity(), landing, file.path());
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
