package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.SparkSuite;
import dev.tenure.config.CompanyReader;
import dev.tenure.night.Night.Order;
import dev.tenure.night.Night.Through;
import dev.tenure.store.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirty nights in a row, each with one of its two files spoilt in one place: every night ends, all
 * of the sound file is loaded, the records before the fault as well, and what is not loaded is set
 * aside with file, record, rule and reason. A source that is held for it says so and goes on once
 * it is released.
 */
class MalformedNightsTest extends SparkSuite {
  private static final int NIGHTS = 30;
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  @TempDir private Path folder;

  private enum Fault {
    /** The file ends in the middle of a record. */
    CUT_IN_A_RECORD(true, true, false),
    CUT_GZIP(true, true, false),
    LONE_QUOTE(true, false, false),
    OTHER_DELIMITER(true, false, true),
    COLUMN_TWICE(true, false, false),
    NO_DATE(true, false, true),
    TOO_DEEP(false, true, true),
    BROKEN_UTF8(true, true, true),
    NUL_BYTE(true, true, false),
    /** A record of 30 MB. */
    HUGE_RECORD(true, true, true),
    EMPTY(true, true, false);

    private final boolean isOfCsv;
    private final boolean isOfJson;
    private final boolean sparesOthers;

    /**
     * @param sparesOthers whether all other records of the file are read
     */
    Fault(boolean isOfCsv, boolean isOfJson, boolean sparesOthers) {
      this.isOfCsv = isOfCsv;
      this.isOfJson = isOfJson;
      this.sparesOthers = sparesOthers;
    }
  }

  /** A night's file: the ids of its records and, where it is spoilt, how and in which of them. */
  private record Delivered(
      String entity, String table, List<String> ids, Optional<Fault> fault, int spoilt) {}

  @Test
  void everyNightEndsAndLosesNothing() throws IOException {
    Home home = Home.open(folder.resolve("home"), "malformed");
    Random random = new Random(30);
    Set<Fault> seen = new TreeSet<>();
    try (Warehouse warehouse =
        Warehouse.open(
            session(),
            LeanModels.withoutMarts(),
            CompanyReader.read(company()),
            home,
            Clock.systemUTC())) {
      for (int night = 0; night < NIGHTS; night++) {
        LocalDate date = FIRST.plusDays(night);
        Fault fault = Fault.values()[night % Fault.values().length];
        boolean isCsv = fault.isOfCsv && (!fault.isOfJson || random.nextBoolean());
        seen.add(fault);
        List<Delivered> files =
            List.of(
                deliver(home, "surveys/responses", date, isCsv, fault, random),
                deliver(home, "billing/customers", date, !isCsv, fault, random));

        String source = isCsv ? "surveys" : "billing";
        String told = run(warehouse, date, Set.of());
        if (told.contains("held: ")) {
          assertThat(told).contains("held: %s".formatted(source)).contains(date.toString());
          run(warehouse, date, Set.of(source));
        }

        for (Delivered file : files) {
          assertNothingIsLost(warehouse, file, date);
        }
      }
    }
    assertThat(seen).containsExactly(Fault.values());
  }

  /** Runs a night and answers with what it tells. */
  private static String run(Warehouse warehouse, LocalDate date, Set<String> release) {
    StringWriter told = new StringWriter();
    warehouse.run(
        new Order(date, Optional.empty(), Through.CHECKED, Set.of(), release),
        Progress.on(new PrintWriter(told, true)));
    return told.toString();
  }

  private void assertNothingIsLost(Warehouse warehouse, Delivered file, LocalDate date) {
    String told =
        "%s of %s, %s in record %d".formatted(file.entity(), date, file.fault(), file.spoilt());
    Workspace work = warehouse.work();
    String path = work.home().table("core/" + file.table());
    Set<String> loaded = new TreeSet<>();
    if (work.exists(path)) {
      String id = file.table().equals("survey_responses") ? "response_id" : "customer_id";
      work.store()
          .read(path, work.ledger().version(path))
          .select(id)
          .collectAsList()
          .forEach(row -> loaded.add(row.getString(0)));
    }
    if (file.fault().isEmpty()) {
      assertThat(loaded).as(told).containsAll(file.ids());
      return;
    }
    Fault fault = file.fault().orElseThrow();
    List<Row> aside =
        new Quarantine(work)
            .all(Landed.all(work))
            .filter(
                "extract_date = DATE '%s' AND source = '%s'"
                    .formatted(date, file.entity().split("/", 2)[0]))
            .collectAsList();
    assertThat(aside)
        .as(told)
        .allSatisfy(
            row -> {
              assertThat(row.<String>getAs("file")).as(told).contains(date.toString());
              assertThat(row.<Long>getAs("record_number")).as(told).isPositive();
              assertThat(row.<String>getAs("rule")).as(told).isNotBlank();
              assertThat(row.<String>getAs("reason")).as(told).isNotBlank();
            });
    if (fault != Fault.COLUMN_TWICE && fault != Fault.CUT_GZIP && fault != Fault.EMPTY) {
      assertThat(loaded).as(told).containsAll(file.ids().subList(0, file.spoilt()));
    }
    if (fault.sparesOthers) {
      List<String> others = new ArrayList<>(file.ids());
      others.remove(file.spoilt());
      assertThat(loaded).as(told).containsAll(others);
      assertThat(loaded.contains(file.ids().get(file.spoilt())))
          .as(told)
          .isEqualTo(aside.isEmpty());
    }
    if (fault != Fault.EMPTY && !loaded.containsAll(file.ids())) {
      assertThat(aside).as(told).isNotEmpty();
    }
  }

  private static Delivered deliver(
      Home home, String entity, LocalDate date, boolean isSpoilt, Fault fault, Random random)
      throws IOException {
    boolean isCsv = entity.equals("surveys/responses");
    int count = 8 + random.nextInt(20);
    int spoilt = random.nextInt(count);
    List<String> ids = new ArrayList<>();
    List<String> records = new ArrayList<>();
    for (int record = 0; record < count; record++) {
      String id = "%s-%d".formatted(date, record);
      ids.add(id);
      records.add(
          isCsv
              ? "%s,nps,A-1,ann@example.com,%d,0,10,\"a name\nÄrger\",%sT10:00:00Z"
                  .formatted(id, random.nextInt(11), date)
              : "{\"id\":\"%s\",\"name\":\"a name Ärger\",\"created\":1735689600}".formatted(id));
    }
    String head =
        isCsv
            ? "response_id,survey_type,account_id,respondent_email,score,scale_min,scale_max,comment,submitted_at\n"
            : "";
    byte[] bytes = isSpoilt ? spoil(head, records, fault, spoilt, random) : bytes(head, records);
    Path day = Files.createDirectories(home.inbox().resolve(entity).resolve(date.toString()));
    Files.write(day.resolve("part" + (isCsv ? ".csv" : ".jsonl")), bytes);
    boolean isCut = isSpoilt && fault == Fault.CUT_IN_A_RECORD;
    return new Delivered(
        entity,
        isCsv ? "survey_responses" : "billing_customers",
        isCut ? ids.subList(0, spoilt + 1) : ids,
        isSpoilt ? Optional.of(fault) : Optional.empty(),
        spoilt);
  }

  private static byte[] spoil(
      String head, List<String> records, Fault fault, int spoilt, Random random)
      throws IOException {
    String record = records.get(spoilt);
    List<String> changed = new ArrayList<>(records);
    switch (fault) {
      case EMPTY -> {
        return new byte[0];
      }
      case CUT_IN_A_RECORD -> {
        byte[] whole = bytes(head, records.subList(0, spoilt + 1));
        return Arrays.copyOf(whole, whole.length - 30);
      }
      case CUT_GZIP -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(bytes(head, records));
        }
        return Arrays.copyOf(packed.toByteArray(), 12 + random.nextInt(packed.size() - 12));
      }
      case BROKEN_UTF8 -> {
        byte[] bytes = bytes(head, records);
        int start = bytes(head, records.subList(0, spoilt)).length;
        bytes[start + record.indexOf("a name")] = (byte) 0xff;
        return bytes;
      }
      case COLUMN_TWICE -> {
        return bytes(head.replace("comment", "score"), records);
      }
      case LONE_QUOTE -> changed.set(spoilt, record.replaceFirst(",", ",\""));
      case OTHER_DELIMITER -> changed.set(spoilt, record.replace(',', ';'));
      case NO_DATE -> changed.set(spoilt, record.replaceFirst("[^,]*$", "soon"));
      case TOO_DEEP -> changed.set(spoilt, "{\"id\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
      case NUL_BYTE -> changed.set(spoilt, record.replaceFirst("name", "na\0me"));
      case HUGE_RECORD -> changed.set(spoilt, record.replaceFirst("name", "n".repeat(30_000_000)));
    }
    return bytes(head, changed);
  }

  private static byte[] bytes(String head, List<String> records) {
    StringBuilder text = new StringBuilder(head);
    records.forEach(record -> text.append(record).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Path company() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("tenure.yml"),
        """
        company: malformed
        reporting: {zone: UTC, currency: USD, fiscal_year_starts: 1}
        accounts: {master: crm, segment: Industry, region: BillingCountry}
        sources:
          crm:
            vendor: salesforce
            delivers_every: 365
            entities:
              Account: {format: csv, extract: full}
          surveys:
            vendor: surveys
            entities:
              responses: {format: csv, extract: changes}
          billing:
            vendor: stripe
            entities:
              customers: {format: json_lines, extract: changes}
        """);
    return conf;
  }
}
