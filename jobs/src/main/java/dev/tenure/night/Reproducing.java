package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.config.Company;
import dev.tenure.config.CompanyReader;
import dev.tenure.model.CatalogueReader;
import dev.tenure.publish.DuckDbFile;
import dev.tenure.publish.MartTotals;
import dev.tenure.publish.PublishedManifest;
import dev.tenure.store.Folders;
import dev.tenure.store.Home;
import dev.tenure.store.Ledger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes a past night again, in a place of its own, from the landed files that it read and with
 * the models and configuration that it kept.
 */
final class Reproducing {
  private final Workspace work;
  private final Progress progress;

  Reproducing(Workspace work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /**
   * @throws dev.tenure.TenureException with exit code 2 if no night of that date was published
   */
  Reproduction reproduce(LocalDate date) {
    Path published = work.home().published();
    PublishedManifest night =
        PublishedManifest.night(published, date)
            .orElseThrow(() -> Errors.unknownNight(date, PublishedManifest.nights(published)));
    RunFiles run = new RunFiles(work.home().run(night.runId()));
    if (!run.isKept()) {
      throw Errors.missingFile(
          run.folder(), "What the run kept", "Without it the night cannot be computed again.");
    }
    Path scratch = work.home().warehouse().resolve("scratch").resolve(night.runId());
    Folders.remove(scratch);
    try {
      return compare(night, run, compute(run, night, scratch));
    } finally {
      Folders.remove(scratch);
    }
  }

  private Map<String, MartTotals> compute(RunFiles run, PublishedManifest night, Path scratch) {
    Company company = CompanyReader.read(run.company());
    Home home = new Home(scratch);
    try (Ledger ledger = Ledger.open(work.store(), home, work.clock())) {
      Workspace again =
          new Workspace(
              company,
              new AsOfSessions(work.session(), CatalogueReader.read(run.models(), company)),
              home,
              work.store(),
              ledger,
              work.clock());
      Landed landed = Landed.all(work).only(run.files());
      RunFrame frame = run.frame();
      Steps steps = new Steps(ledger, progress, Faults.none(), frame.date());
      Computation computation = new Computation(again, steps, landed);
      computation.loadCore(frame.asOf());
      new ToldTables(work).copyBefore(frame.date(), again);
      List<PublishedNight> earlier =
          PublishedNight.earlier(night.asOfDate(), work.ledger().steps(), night.publishedAt());
      if (!earlier.isEmpty()) {
        String last = earlier.get(earlier.size() - 1).runId();
        new RunFiles(work.home().run(last)).copyRecord(new RunFiles(home.run(last)));
      }
      OwnMarts ownMarts = new OwnMarts(again, landed, earlier, run.held());
      Computation.Result result = computation.buildMarts(frame, ownMarts);
      Delivery delivery = new Delivery(again, landed, frame);
      try (DuckDbFile file =
          DuckDbFile.build(scratch.resolve("marts.duckdb"), delivery.files(result.versions()))) {
        return file.ownTotals();
      }
    }
  }

  private static Reproduction compare(
      PublishedManifest night, RunFiles run, Map<String, MartTotals> totals) {
    Map<String, Reproduction.Comparison> marts = new HashMap<>();
    night
        .marts()
        .forEach(
            (mart, published) -> {
              MartTotals now = totals.getOrDefault(mart, new MartTotals(0, "absent"));
              marts.put(
                  mart,
                  new Reproduction.Comparison(
                      published.own().rows(),
                      now.rows(),
                      published.own().checksum(),
                      now.checksum()));
            });
    boolean sameProgram = run.program().equals(RunIdentity.programHash());
    return new Reproduction(night.asOfDate(), night.runId(), sameProgram, marts);
  }
}
