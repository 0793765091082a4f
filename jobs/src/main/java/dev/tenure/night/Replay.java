package dev.tenure.night;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.tenure.Errors;
import dev.tenure.document.Problems;
import dev.tenure.model.Hashes;
import dev.tenure.night.RepairedRecord.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Lands records out of quarantine again, as a person has mended them. The file that held them is
 * landed once more with the mended records in the places of the broken ones, and counts in its
 * stead, under its own extract_date; nothing that was landed is changed.
 */
public final class Replay {
  /**
   * What became of a person's file.
   *
   * @param replayed records landed again
   * @param dropped records that are none
   * @param unchanged records that are as they were, and stay in quarantine
   * @param files files that were landed again
   */
  public record Result(long replayed, long dropped, long unchanged, long files) {}

  private static final StructType REPAIRS =
      new StructType()
          .add("file_key", DataTypes.StringType)
          .add("record_number", DataTypes.LongType)
          .add("is_dropped", DataTypes.BooleanType)
          .add("repaired", DataTypes.StringType);
  private static final StructType REPLACED =
      new StructType().add("file_key", DataTypes.StringType).add("new_landing", DataTypes.LongType);

  private final Workspace work;
  private final Landed landed;

  Replay(Workspace work) {
    this.work = work;
    this.landed = Landed.all(work);
  }

  /**
   * Writes every record in quarantine to a file, one a line, for a person to mend.
   *
   * @return how many
   */
  long write(Path file) {
    Map<String, LandedFile> files = files();
    long[] written = {0};
    try (var writer = Files.newBufferedWriter(file)) {
      rows()
          .orderBy("file_key", "record_number")
          .toLocalIterator()
          .forEachRemaining(
              row -> {
                LandedFile of = files.get(row.getString(0));
                String line =
                    RepairedRecord.line(of, row.getLong(1), row.getList(3), row.getString(2));
                try {
                  writer.write(line);
                  writer.newLine();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                written[0]++;
              });
    } catch (UncheckedIOException e) {
      throw Errors.unwritable(file, e.getCause());
    } catch (IOException e) {
      throw Errors.unwritable(file, e);
    }
    return written[0];
  }

  /** Whatever is in quarantine, each record once: file_key, record_number, payload, reasons. */
  private Dataset<Row> rows() {
    return landed
        .counting(new Quarantine(work).all(landed))
        .groupBy(LandedFile.KEY.as("file_key"), col("record_number"))
        .agg(min("payload"), array_sort(collect_set(col("reason"))));
  }

  private Map<String, LandedFile> files() {
    Map<String, LandedFile> files = new HashMap<>();
    landed.files().forEach(file -> files.put(file.key(), file));
    return files;
  }

  /**
   * Lands what a person has mended.
   *
   * @throws dev.tenure.TenureException with exit code 2 if a line cannot be read or names no record
   *     in quarantine; then nothing is landed
   */
  Result land(Path file, Steps steps) {
    Map<Place, RepairedRecord> given = RepairedRecord.read(file);
    Map<Place, String> kept = kept(given);
    Problems problems = new Problems();
    List<RepairedRecord> repaired = new ArrayList<>();
    long unchanged = 0;
    for (RepairedRecord record : given.values()) {
      String before = kept.get(record.place());
      if (before == null) {
        problems.add(
            file + ":" + record.line(),
            "no record %d of %s is in quarantine; it was replayed before, or a later run took it. Write the file anew."
                .formatted(record.place().number(), record.place().file()));
      } else if (record.payload().filter(it -> RepairedRecord.isSame(it, before)).isPresent()) {
        unchanged++;
      } else if (!record.isRead()) {
        problems.add(file + ":" + record.line(), RepairedRecord.NO_RECORD);
      } else {
        repaired.add(record);
      }
    }
    problems.throwIfAny("The replay");
    Map<String, LandedFile> replaced = new LinkedHashMap<>();
    Map<String, LandedFile> landedFiles = files();
    repaired.forEach(it -> replaced.computeIfAbsent(it.place().file(), landedFiles::get));
    if (!repaired.isEmpty()) {
      String raw = work.home().table(Landed.RECORDS);
      String files = work.home().table(Landed.FILES);
      steps.runAnyway(
          "replay", "", List.of(raw, files), () -> land(repaired, replaced, raw, files));
    }
    long dropped = repaired.stream().filter(it -> it.payload().isEmpty()).count();
    return new Result(repaired.size() - dropped, dropped, unchanged, replaced.size());
  }

  /** The payloads in quarantine of the files that are named. */
  private Map<Place, String> kept(Map<Place, RepairedRecord> given) {
    Map<Place, String> kept = new HashMap<>();
    Object[] keys = given.keySet().stream().map(Place::file).distinct().toArray();
    rows()
        .filter(col("file_key").isin(keys))
        .toLocalIterator()
        .forEachRemaining(
            row -> kept.put(new Place(row.getString(0), row.getLong(1)), row.getString(2)));
    return kept;
  }

  private StepResult land(
      List<RepairedRecord> repaired, Map<String, LandedFile> replaced, String raw, String files) {
    long first = landed.nextLanding();
    Map<String, Long> landings = new LinkedHashMap<>();
    replaced.keySet().forEach(key -> landings.put(key, first + landings.size()));
    long version = work.store().append(raw, records(repaired, landings));
    Map<String, RawCount> counts =
        RawCount.withContent(work.company(), work.store().read(raw, version), first);
    List<Row> rows =
        replaced.values().stream()
            .map(
                file -> {
                  long landing = landings.get(file.key());
                  String key = LandedFile.key(file.source(), file.entity(), landing, file.path());
                  return again(file, landing, counts.getOrDefault(key, RawCount.NONE)).row();
                })
            .toList();
    long filesVersion =
        work.store()
            .append(files, work.session().createDataFrame(rows, LandedFile.SCHEMA).coalesce(1));
    return new StepResult(
        Map.of(raw, version, files, filesVersion),
        Map.of("records", (long) repaired.size(), "files", (long) replaced.size()),
        "");
  }

  private static LandedFile again(LandedFile file, long landing, RawCount count) {
    return new LandedFile(
        file.source(),
        file.entity(),
        file.extractDate(),
        file.path(),
        0,
        Hashes.sha256(file.sha256() + " replayed " + count.records() + " " + count.content()),
        landing,
        count.records(),
        count.malformed(),
        false,
        0,
        count.columns(),
        file.key());
  }

  /** The records of whole files, with the mended ones in the places of the broken ones. */
  private Dataset<Row> records(List<RepairedRecord> repaired, Map<String, Long> landings) {
    Dataset<Row> repairs =
        work.session()
            .createDataFrame(
                repaired.stream()
                    .map(
                        it ->
                            RowFactory.create(
                                it.place().file(),
                                it.place().number(),
                                it.payload().isEmpty(),
                                it.payload().orElse(null)))
                    .toList(),
                REPAIRS);
    Dataset<Row> replaced =
        work.session()
            .createDataFrame(
                landings.entrySet().stream()
                    .map(it -> RowFactory.create(it.getKey(), it.getValue()))
                    .toList(),
                REPLACED);
    Column isRepaired = col("repaired").isNotNull();
    return Landing.raw(
            landed
                .records()
                .withColumn("file_key", LandedFile.KEY)
                .join(broadcast(replaced), "file_key")
                .join(broadcast(repairs), new String[] {"file_key", "record_number"}, "left")
                .filter(not(coalesce(col("is_dropped"), lit(false))))
                .withColumn("payload", coalesce(col("repaired"), col("payload")))
                .withColumn("problem", when(not(isRepaired), col("problem")))
                .withColumn("reason", when(not(isRepaired), col("reason")))
                .withColumn("landing", col("new_landing")))
        .coalesce(1)
        .sortWithinPartitions("source", "entity", "extract_date", "file", "record_number");
  }
}
