package dev.tenure.night;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.json_object_keys;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.tenure.config.Connector;
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

  /** A field that none of these has is not delivered. */
  private static final int RECORDS_LOOKED_AT = 1_000;

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
        landed.files().stream().sorted(Comparator.comparingLong(LandedFile::landing)).toList();
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
    long landing =
        1 + landed.withDuplicates().stream().mapToLong(LandedFile::landing).max().orElse(0);
    Map<String, Long> outputs = new HashMap<>();
    Map<String, Row> counted = new HashMap<>();
    Arrivals whole = arrivals;
    while (!whole.fresh().isEmpty() || !tables.isEmpty()) {
      long version = work.store().append(raw, records(inbox, whole.fresh(), tables, landing));
      counted = counts(work.store().read(raw, version), landing);
      Arrivals complete = whole.without(unfinished(inbox, whole.fresh(), counted));
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

  private Dataset<Row> records(
      Inbox inbox, List<InboxFile> fresh, List<TableExtract> tables, long landing) {
    Dataset<Row> records = new Records(work.session(), inbox).read(fresh);
    for (TableExtract table : tables) {
      records =
          records.unionByName(
              table
                  .payloads()
                  .select(
                      lit(table.source()).as("source"),
                      lit(table.entity()).as("entity"),
                      lit(table.extractDate()).as("extract_date"),
                      lit(table.table()).as("file"),
                      monotonically_increasing_id().plus(1).as("record_number"),
                      col("payload")),
              true);
    }
    return records
        .withColumn("landing", lit(landing))
        .select(Arrays.stream(RAW.fieldNames()).map(name -> col(name)).toArray(Column[]::new))
        .sortWithinPartitions("source", "entity", "extract_date", "file", "record_number");
  }

  /**
   * The extracts of which not all that their sender counted has arrived. None of their files is
   * landed, since the rest of a full extract would look deleted; the next run looks again.
   */
  private Set<Extract> unfinished(Inbox inbox, List<InboxFile> fresh, Map<String, Row> counted) {
    Map<InboxFile, Long> records = new HashMap<>();
    for (InboxFile file : fresh) {
      Row row = counted.get(place(file));
      records.put(file, row == null ? 0 : row.getLong(1));
    }
    Set<Extract> unfinished = new HashSet<>();
    for (ExpectedCounts.Difference difference :
        ExpectedCounts.beside(inbox, fresh).differences(records)) {
      progress.say("  note: not landed yet: " + difference.told());
      difference.extract().forEach(file -> unfinished.add(Extract.of(file)));
    }
    return unfinished;
  }

  private Map<String, Row> counts(Dataset<Row> raw, long landing) {
    Map<String, Row> counts = new HashMap<>();
    raw.filter(col("landing").equalTo(landing))
        .groupBy(concat_ws("|", col("source"), col("entity"), col("file")))
        .agg(
            count(lit(1)),
            count_if(col("problem").isNotNull()),
            columns(),
            sum(xxhash64(col("payload")).cast("decimal(38,0)")).cast("string"))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row));
    return counts;
  }

  /** The fields of a file's first records, also those that a connector has wrapped. */
  private Column columns() {
    Column keys = json_object_keys(col("payload"));
    boolean isAnyWrapped =
        work.company().sources().values().stream()
            .anyMatch(source -> source.connector() == Connector.AIRBYTE);
    if (isAnyWrapped) {
      Column none = array().cast("array<string>");
      keys = concat(coalesce(keys, none), coalesce(json_object_keys(Unwrapped.inner()), none));
    }
    Column first = when(col("record_number").leq(RECORDS_LOOKED_AT), keys);
    return array_sort(array_distinct(flatten(collect_set(first))));
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
              false,
              row == null ? List.of() : row.getList(3));
      firsts.put(first.identity(), first);
      now.add(first);
    }
    for (InboxFile file : arrivals.repeated()) {
      LandedFile first = firsts.get(identity(file));
      now.add(landedFile(file, landing, first.records(), first.malformed(), true, first.columns()));
    }
    return now;
  }

  private static List<LandedFile> landedTables(
      List<TableExtract> tables, Map<String, Row> counted, long landing) {
    List<LandedFile> now = new ArrayList<>();
    for (TableExtract table : tables) {
      Row row = counted.get(String.join("|", table.source(), table.entity(), table.table()));
      long records = row == null ? 0 : row.getLong(1);
      String content = row == null ? "" : row.getString(4);
      now.add(
          new LandedFile(
              table.source(),
              table.entity(),
              table.extractDate(),
              table.table(),
              0,
              Hashes.sha256(records + " " + content),
              landing,
              records,
              0,
              false,
              0,
              row == null ? List.of() : row.getList(3)));
    }
    return now;
  }

  private static LandedFile landedFile(
      InboxFile file,
      long landing,
      long records,
      long malformed,
      boolean isDuplicate,
      List<String> columns) {
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
        file.modifiedMicros(),
        columns);
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
