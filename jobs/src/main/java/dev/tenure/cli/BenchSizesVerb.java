package dev.tenure.cli;

import dev.tenure.night.Progress;
import dev.tenure.store.Folders;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sizes",
    description =
        "Measures the first night and the next one for companies of several sizes: time, memory, disk.",
    footer = {
      "",
      "JSON: sizes (each with accounts, first and next night in seconds, peak_bytes, disk_bytes, disk_bytes_a_month)."
    })
final class BenchSizesVerb implements Runnable {
  private static final LocalDate FIRST = LocalDate.of(2025, 12, 30);
  private static final LocalDate NEXT = FIRST.plusDays(1);

  @Mixin private BenchFolder folder;
  @Mixin private Output output;

  @Option(
      names = "--accounts",
      defaultValue = "500,10000,100000",
      split = ",",
      paramLabel = "N",
      description = "How many accounts each company has (default: 500,10000,100000).")
  private List<Integer> accounts;

  @Option(
      names = "--heap",
      defaultValue = "6g",
      description = "The heap of each night's JVM (default: 6g).")
  private String heap;

  @Override
  public void run() {
    output.tell(folder.measure(this::measured));
  }

  private BenchSizesAnswer measured(Path homes) {
    Progress progress = output.progress();
    progress.say("Measuring in " + homes + "; nothing else should run beside it.");
    List<BenchSizesAnswer.Size> sizes = new ArrayList<>();
    for (int count : accounts) {
      sizes.add(measured(homes.resolve(String.valueOf(count)), count));
      progress.say("  %,d accounts are over".formatted(count));
    }
    return new BenchSizesAnswer(sizes);
  }

  private BenchSizesAnswer.Size measured(Path home, int count) {
    Launched.run(
        BenchFolder.verb(
            home,
            List.of("--accounts", String.valueOf(count)),
            "sample",
            "--from",
            FIRST.toString(),
            "--to",
            NEXT.toString()));
    Launched first = night(home, FIRST);
    long before = disk(home);
    Launched next = night(home, NEXT);
    return new BenchSizesAnswer.Size(count, first, next, disk(home), disk(home) - before);
  }

  private Launched night(Path home, LocalDate date) {
    return Launched.run(
        BenchFolder.verb(home, List.of(), "run", "--date", date.toString()),
        Map.of("TENURE_HEAP", heap));
  }

  private static long disk(Path home) {
    return Folders.size(home.resolve("warehouse")) + Folders.size(home.resolve("published"));
  }
}
