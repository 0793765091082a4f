package dev.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenure.Copies;
import dev.tenure.SmallDisk;
import dev.tenure.SparkSuite;
import dev.tenure.night.LeanModels;
import dev.tenure.night.TinyCompany;
import dev.tenure.publish.PublishedManifest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes of the launcher that die in the middle of a night, and two that want the same one. */
class NightProcessIT extends SparkSuite {
  private static final int KILLED = 137;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The test command affords one; {@code -Dtenure.kills=6} kills six times. */
  private static final int KILLS = Integer.getInteger("tenure.kills", 1);

  private static final Pattern STEP = Pattern.compile("  \\S+ +(\\d+\\.\\d s|done) .*");

  /**
   * Where the launcher finds the models. Each death costs a night or two, so that the test command
   * affords few marts; {@code -Dtenure.faults=all} computes all.
   */
  private static final String ROOT = "tenure.root";

  private static final Path SHIPPED = Place.root().toAbsolutePath();

  @TempDir private static Path folder;
  private static Path conf;
  private static Map<String, String> undisturbed;
  private static int steps;

  @BeforeAll
  static void publishUndisturbed() throws IOException {
    if (!System.getProperty("tenure.faults", "").equals("all")) {
      System.setProperty(ROOT, lean(folder.resolve("lean")).toString());
    }
    conf = TinyCompany.write(folder);
    Path home = folder.resolve("undisturbed");
    steps = (int) run(home).out().lines().filter(STEP.asMatchPredicate()).count();
    undisturbed = checksums(home);
    assertThat(undisturbed).hasSizeGreaterThan(10);
  }

  @AfterAll
  static void returnToTheShippedModels() {
    System.setProperty(ROOT, SHIPPED.toString());
  }

  /** The product's folder with marts of each kind of write, and few of each. */
  private static Path lean(Path root) throws IOException {
    Path target = Files.createDirectories(root.resolve("jobs/target"));
    for (String part : List.of("tenure.jar", "lib")) {
      Files.createSymbolicLink(target.resolve(part), SHIPPED.resolve("jobs/target").resolve(part));
    }
    Copies.copy(
        LeanModels.with("account_360", "churn_events", "mrr_movement_parts"), root.resolve("sql"));
    Files.copy(
        SHIPPED.resolve("tenure"), root.resolve("tenure"), StandardCopyOption.COPY_ATTRIBUTES);
    return root;
  }

  @Test
  void aKillAfterTheFirstDataFileOfLandingIsMendedByTheSameCommand() throws Exception {
    Path home = folder.resolve("land");
    Process process = start(home, "");
    awaitDataFile(home.resolve("warehouse/raw/records"));
    process.destroyForcibly();

    assertThat(process.waitFor()).isEqualTo(KILLED);
    assertThat(cutSteps(home)).containsExactly("land");
    assertThat(checksumsAfterRun(home)).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @CsvSource({"mart.accounts, mart.accounts", "after-pointer, publish"})
  void aDeathBetweenACommitAndItsLedgerRowIsMendedByTheSameCommand(String point, String cut)
      throws Exception {
    Path home = folder.resolve(point);
    Process process = start(home, "-Dtenure.halt-after=" + point);

    assertThat(process.waitFor()).isEqualTo(KILLED);
    assertThat(cutSteps(home)).contains(cut);
    assertThat(PublishedManifest.current(home.resolve("published"))).isEmpty();
    assertThat(checksumsAfterRun(home)).isEqualTo(undisturbed);
  }

  @Test
  void deathsAtRandomMomentsAreMendedByTheSameCommand() throws Exception {
    long seed = Long.getLong("tenure.seed", System.nanoTime());
    System.out.printf("%d deaths at random moments: -Dtenure.seed=%d%n", KILLS, seed);
    Random random = new Random(seed);
    Path home = folder.resolve("random");
    for (int kill = 1; kill <= KILLS; kill++) {
      int step = random.nextInt(steps - 1);
      Process process = start(home, "", ProcessBuilder.Redirect.PIPE);
      awaitSteps(process.inputReader(UTF_8), step);
      Thread.sleep(random.nextInt(200));
      process.destroyForcibly();

      assertThat(process.waitFor()).as("death %d, after step %d", kill, step).isEqualTo(KILLED);
    }

    assertThat(checksumsAfterRun(home)).as("seed %d", seed).isEqualTo(undisturbed);
  }

  /** Reads on until a number of steps is told. */
  private static void awaitSteps(BufferedReader lines, int number) throws IOException {
    int told = 0;
    while (told < number) {
      String line = lines.readLine();
      assertThat(line).as("%d of %d steps were told", told, number).isNotNull();
      if (STEP.matcher(line).matches()) {
        told++;
      }
    }
  }

  /** Asked for by {@code -Dtenure.faults=all}: five nights of processes of their own. */
  @Test
  @EnabledIfSystemProperty(named = "tenure.faults", matches = "all")
  void aFullDiskIsToldWithItsCureAndTheSameCommandGoesOnOnceThereIsSpace() throws Exception {
    assumeTrue(SmallDisk.isAllowed(), "this user may not mount a small disk");
    long warehouse = pages(folder.resolve("undisturbed/warehouse"));
    long published = pages(folder.resolve("undisturbed/published"));
    Path home = Files.createDirectory(folder.resolve("small"));
    try (SmallDisk disk = SmallDisk.mount(home, warehouse * 2 / 3)) {
      assertFull(home);
      disk.grow(warehouse + published / 3);
      assertFull(home);
      disk.grow(1 << 30);

      assertThat(checksumsAfterRun(home)).isEqualTo(undisturbed);
    }
  }

  private static void assertFull(Path home) {
    Call full =
        Call.of("run", "--date", date(), "--conf", conf.toString(), "--home", home.toString());
    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err())
        .startsWith("tenure: The disk of " + home + " is full: ")
        .contains("No space left on device", "./tenure maintain", "run the same command again");
    assertThat(PublishedManifest.current(home.resolve("published"))).isEmpty();
  }

  /** What a folder takes on a disk that gives out pages of 4 KiB. */
  private static long pages(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> (file.toFile().length() + 4095) / 4096 * 4096).sum();
    }
  }

  @Test
  void ofTwoAtOnceOnePublishesAndTheOtherEndsWith4() throws Exception {
    Path home = folder.resolve("both");
    List<Process> both = List.of(start(home, ""), start(home, ""));
    List<Integer> exits = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Process process : both) {
      String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
      exits.add(process.waitFor());
      errors.add(err);
    }

    assertThat(exits).as("%s", errors).containsExactlyInAnyOrder(0, 4);
    assertThat(errors.get(exits.indexOf(4))).contains("The warehouse is held by");
    assertThat(checksums(home)).isEqualTo(undisturbed);
  }

  private static Process start(Path home, String option) throws IOException {
    return start(home, option, ProcessBuilder.Redirect.DISCARD);
  }

  private static Process start(Path home, String option, ProcessBuilder.Redirect out)
      throws IOException {
    List<String> command =
        List.of(Place.root().resolve("tenure").toString(), "run", "--date", date(), "--conf");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(conf.toString(), "--home", home.toString()));
    ProcessBuilder builder = new ProcessBuilder(all).redirectOutput(out);
    builder.environment().put("TENURE_HEAP", "2g");
    builder.environment().put("TENURE_JAVA_OPTS", option);
    return builder.start();
  }

  private static void awaitDataFile(Path table) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!hasDataFile(table)) {
      assertThat(Instant.now()).as("no data file came to %s", table).isBefore(end);
      Thread.sleep(2);
    }
  }

  private static boolean hasDataFile(Path table) throws IOException {
    if (!Files.isDirectory(table)) {
      return false;
    }
    try (Stream<Path> files = Files.list(table)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  private static List<String> cutSteps(Path home) {
    Call status = Call.of("status", "--conf", conf.toString(), "--home", home.toString(), "--json");
    List<String> steps = new ArrayList<>();
    status.json().at("/cut").forEach(step -> steps.add(step.at("/step").asText()));
    return steps;
  }

  private static Map<String, String> checksumsAfterRun(Path home) {
    assertThat(run(home).out()).contains("marts.duckdb");
    return checksums(home);
  }

  private static Call run(Path home) {
    Call run =
        Call.of("run", "--date", date(), "--conf", conf.toString(), "--home", home.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run;
  }

  private static Map<String, String> checksums(Path home) {
    Map<String, String> checksums = new TreeMap<>();
    PublishedManifest.current(home.resolve("published"))
        .orElseThrow()
        .marts()
        .forEach(
            (mart, published) ->
                checksums.put(
                    mart, published.totals().rows() + " " + published.totals().checksum()));
    return checksums;
  }

  private static String date() {
    return TinyCompany.DATE.toString();
  }
}
