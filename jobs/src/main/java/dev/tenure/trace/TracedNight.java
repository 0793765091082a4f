package dev.tenure.trace;

import dev.tenure.Errors;
import dev.tenure.publish.NightMarts;
import dev.tenure.publish.PublishedManifest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** A published night whose numbers are explained. */
record TracedNight(NightMarts marts, LocalDate asOfDate, String runId) {
  /**
   * @param asOf a past night; the newest one when empty
   * @throws dev.tenure.TenureException with exit code 2 if the night was not published
   */
  static TracedNight of(Path published, Optional<LocalDate> asOf) {
    PublishedManifest night =
        asOf.map(
                date ->
                    PublishedManifest.night(published, date)
                        .orElseThrow(
                            () -> Errors.unknownNight(date, PublishedManifest.nights(published))))
            .or(() -> PublishedManifest.current(published))
            .orElseThrow(() -> Errors.nothingPublished(published.resolve("manifest.json")));
    return new TracedNight(
        new NightMarts(published, night.asOfDate()), night.asOfDate(), night.runId());
  }
}
