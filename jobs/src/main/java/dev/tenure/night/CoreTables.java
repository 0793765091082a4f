package dev.tenure.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.tenure.asof.AsOf;
import dev.tenure.config.Company;
import dev.tenure.config.Source;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.history.ExtractCalendar;
import dev.tenure.history.HistoryTable;
import dev.tenure.history.VersionHistory;
import dev.tenure.model.Hashes;
import dev.tenure.model.SqlModel;
import dev.tenure.night.Landed.SourceEntity;
import dev.tenure.spark.Plans;
import dev.tenure.spark.Workload;
import dev.tenure.store.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Brings landed records into the core tables: maps them, sends what breaks its contract to
 * quarantine, and adds the rest to the versions or the facts of its table.
 */
final class CoreTables {
  private final Workspace work;
  private final AsOf asOf;
  private final Landed landed;
  private final Quarantine quarantine;

  CoreTables(Workspace work, AsOf asOf, Landed landed, Quarantine quarantine) {
    this.work = work;
    this.asOf = asOf;
    this.landed = landed;
    this.quarantine = quarantine;
  }

  /** The mappings of a core table that this company's sources use, with their raw origins. */
  private record Feed(SqlModel mapping, List<SourceEntity> origins) {}

  static List<SqlModel> tables(Workspace work) {
    return work
        .catalogue()
        .where(contract -> contract.write() == Write.HISTORY || contract.write() == Write.EVENTS)
        .stream()
        .filter(SqlModel::isBuiltInJava)
        .toList();
  }

  /** Loads one core table with all that was landed for it and is not in it yet. */
  void load(Steps steps, SqlModel table) {
    List<Feed> feeds = feeds(table.contract());
    List<LandedFile> files = landed.files(origins(feeds));
    String path = work.home().table(table.contract().layer(), table.name());
    boolean holdsNothing = files.isEmpty() && !work.exists(path);
    if (feeds.isEmpty() || holdsNothing) {
      return;
    }
    String code = codeHash(table, feeds);
    String name = "load." + table.name();
    steps.run(
        name,
        Hashes.sha256(code + identities(files)),
        List.of(path, quarantine.path(table.name())),
        () -> load(table, feeds, files, path, code, work.ledger().lastDone(name)));
  }

  private StepResult load(
      SqlModel table,
      List<Feed> feeds,
      List<LandedFile> files,
      String path,
      String code,
      Optional<Step> last) {
    work.session().sparkContext().setJobDescription("load " + table.name());
    LoadDetail before = LoadDetail.parse(last.map(Step::detail).orElse(""));
    long landingBefore = last.map(step -> step.counts().getOrDefault("landing", 0L)).orElse(0L);
    Set<String> ownVersions = ownVersions(feeds);
    boolean hasOwnVersions = !ownVersions.isEmpty();
    boolean isRebuild =
        hasOwnVersions
            || !before.code().equals(code)
            || !work.exists(path)
            || !before.files().equals(Hashes.sha256(identities(through(files, landingBefore))));
    long loadedBefore = isRebuild ? 0 : landingBefore;
    Touched touched = Touched.of(files, loadedBefore);
    Contract core = table.contract();
    Dataset<Row> mapped = observations(feeds, touched);
    boolean isOneEach = !isSmall(touched) && isEachReadOnce(feeds) && Plans.isSelection(mapped);
    boolean isOfEvents = core.write() == Write.EVENTS;
    Dataset<Row> observed = kept(isOfEvents ? EventTable.marked(core, mapped) : mapped, touched);
    try {
      Dataset<Row> rejected = observed.filter(col(Mapped.PROBLEM).isNotNull());
      Dataset<Row> accepted = observed.filter(col(Mapped.PROBLEM).isNull());
      Dataset<Row> marked = isOfEvents ? accepted : history(core).withDuplicatesMarked(accepted);
      Tally tally = Tally.of(rejected, marked, touched, isOneEach);
      tally.requireBalance(core.name());
      Set<String> incomplete = new TreeSet<>(isRebuild ? Set.of() : before.incomplete());
      touched.names().forEach(incomplete::remove);
      incomplete.addAll(tally.incompleteExtracts());
      Map<String, Long> counts = new HashMap<>(tally.counts());
      if (!isOfEvents) {
        ExtractTimes times = new ExtractTimes(work.company(), files, incomplete);
        counts.putAll(
            hasOwnVersions
                ? writeOwnVersions(core, path, accepted, times, ownVersions)
                : writeVersions(core, path, accepted, times, touched, isRebuild));
      } else {
        long repeated =
            writeEvents(core, path, accepted.filter(not(col(EventTable.IS_DUPLICATE))), isRebuild);
        counts.merge("loaded", -repeated, Long::sum);
        counts.merge("duplicates", repeated, Long::sum);
      }
      counts.put("landing", files.stream().mapToLong(LandedFile::landing).max().orElse(0));
      Map<String, Long> outputs = new HashMap<>(Map.of(path, work.store().version(path)));
      boolean hadRejected = !Collections.disjoint(before.incomplete(), touched.names());
      if (isRebuild || hadRejected || tally.hasQuarantined()) {
        quarantine
            .replace(table.name(), rejected, tally.hasQuarantined(), touched, isRebuild)
            .ifPresent(written -> outputs.put(written.getKey(), written.getValue()));
      }
      return new StepResult(outputs, counts, detail(code, files, isRebuild, before, incomplete));
    } finally {
      observed.unpersist();
    }
  }

  private static String detail(
      String code,
      List<LandedFile> files,
      boolean isRebuild,
      LoadDetail before,
      Set<String> incomplete) {
    String held = Hashes.sha256(identities(files));
    return new LoadDetail(code, held, isRebuild ? "" : before.files(), incomplete).text();
  }

  private static List<LandedFile> through(List<LandedFile> files, long landing) {
    return files.stream().filter(file -> file.landing() <= landing).toList();
  }

  /**
   * Computes the observations once. A few are kept as they are, in one partition; many take less
   * memory in columns.
   */
  private static Dataset<Row> kept(Dataset<Row> observed, Touched touched) {
    return isSmall(touched)
        ? observed.coalesce(1).localCheckpoint()
        : observed.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Whether no two mappings read the same records. */
  private static boolean isEachReadOnce(List<Feed> feeds) {
    List<SourceEntity> origins = origins(feeds);
    return Set.copyOf(origins).size() == origins.size();
  }

  private static boolean isSmall(Touched touched) {
    return Workload.ofRecords(touched.records()) == Workload.SMALL;
  }

  private Dataset<Row> observations(List<Feed> feeds, Touched touched) {
    RawRecordViews views = new RawRecordViews(work.company());
    Dataset<Row> records = touched.filter(landed.readable());
    Mapped mapped = new Mapped(work.sessions(), work.attributes(), asOf);
    List<Dataset<Row>> parts = new ArrayList<>();
    for (Feed feed : feeds) {
      var read = feed.mapping().contract().reads().entrySet().iterator().next();
      Dataset<Row> rawView = views.view(records, feed.origins(), read.getValue());
      parts.add(mapped.observations(feed.mapping(), rawView));
    }
    return parts.stream().reduce(Dataset::unionByName).orElseThrow();
  }

  private Map<String, Long> writeVersions(
      Contract core,
      String path,
      Dataset<Row> accepted,
      ExtractTimes times,
      Touched touched,
      boolean isRebuild) {
    VersionHistory history = history(core);
    if (isRebuild) {
      work.store().replaceAll(path, history.build(accepted, times.all()), Map.of());
      return Map.of();
    }
    HistoryTable.Counts counts =
        new HistoryTable(work.store(), path, history)
            .load(accepted, times.of(touched.extracts()), times.all());
    return Map.of(
        "new versions", counts.inserted(),
        "changed versions", counts.updated(),
        "removed versions", counts.deleted());
  }

  /** Versions that say when they hold may lie between any others, so that all are built anew. */
  private Map<String, Long> writeOwnVersions(
      Contract core,
      String path,
      Dataset<Row> accepted,
      ExtractTimes times,
      Set<String> ownVersions) {
    Dataset<Row> dated = OwnVersions.dated(accepted);
    ExtractCalendar calendar = OwnVersions.calendar(times.all(), dated, ownVersions);
    work.store().replaceAll(path, history(core).build(dated, calendar), Map.of());
    return Map.of();
  }

  /** The sources whose records are versions. */
  private static Set<String> ownVersions(List<Feed> feeds) {
    Set<String> sources = new TreeSet<>();
    for (Feed feed : feeds) {
      if (feed.mapping().contract().hasOwnVersions()) {
        feed.origins().forEach(origin -> sources.add(origin.source()));
      }
    }
    return sources;
  }

  /** Writes facts, each once, and tells how many of them an earlier load had brought. */
  private long writeEvents(Contract core, String path, Dataset<Row> facts, boolean isRebuild) {
    EventTable events = new EventTable(work, path);
    if (isRebuild) {
      events.rebuild(core, facts);
      return 0;
    }
    return events.add(core, facts);
  }

  private VersionHistory history(Contract core) {
    return new VersionHistory(core.grain(), Mapped.values(core));
  }

  private List<Feed> feeds(Contract core) {
    RawRecordViews views = new RawRecordViews(work.company());
    List<Feed> feeds = new ArrayList<>();
    for (SqlModel mapping : work.catalogue().feeding(core.name())) {
      String view = mapping.contract().reads().keySet().iterator().next();
      List<SourceEntity> origins =
          views.origins(view).stream()
              .filter(origin -> mayFeed(work.company(), core.name(), origin))
              .toList();
      if (!origins.isEmpty()) {
        feeds.add(new Feed(mapping, origins));
      }
    }
    return feeds;
  }

  /** The accounts come from the source that conf names their master, and from no other. */
  static boolean mayFeed(Company company, String core, SourceEntity origin) {
    return !core.equals("account_profiles") || origin.source().equals(company.accountsMaster());
  }

  private static List<SourceEntity> origins(List<Feed> feeds) {
    return feeds.stream().flatMap(feed -> feed.origins().stream()).toList();
  }

  private String codeHash(SqlModel table, List<Feed> feeds) {
    StringBuilder code = new StringBuilder(table.hash()).append(table.contract().columnNames());
    feeds.forEach(feed -> code.append(feed.mapping().hash()).append(feed.origins()));
    work.catalogue().functions().forEach(function -> code.append(function.body()));
    feeds.forEach(
        feed ->
            feed.origins()
                .forEach(
                    it -> {
                      Source source = work.company().sources().get(it.source());
                      code.append(source.accountIdField()).append(source.entities());
                    }));
    return Hashes.sha256(
        code.append(work.company().segmentField())
            .append(work.company().regionField())
            .append(work.company().zone())
            .toString());
  }

  private static String identities(List<LandedFile> files) {
    return String.join("\n", new TreeSet<>(files.stream().map(LandedFile::identity).toList()));
  }
}
