package dev.tenure.cli;

import dev.tenure.night.Replay;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = "Writes what is in quarantine to a file, and lands it again once it is mended.",
    footer = {
      "",
      "A line of the file is a record: mend its payload, make it null where it is no record, or leave the line out. The record counts from then on as if its extract had brought it so; the next run loads it.",
      "",
      "JSON: file, written (records); or file, replayed, dropped, unchanged (records), files (landed again)."
    })
final class ReplayVerb implements Runnable {
  @Mixin private Place place;
  @Mixin private Output output;

  @ArgGroup(multiplicity = "1")
  private Files files;

  /** Either way, the file. */
  static final class Files {
    @Option(
        names = "--write",
        paramLabel = "FILE",
        description = "Writes the records in quarantine to FILE and lands nothing.")
    private Path target;

    @Parameters(paramLabel = "FILE", description = "The mended records, one a line.")
    private Path mended;
  }

  @Override
  public void run() {
    if (files.target != null) {
      long written =
          OpenWarehouse.with(place, (warehouse, home) -> warehouse.writeQuarantine(files.target));
      output.tell(new QuarantineAnswer(files.target, written));
      return;
    }
    Replay.Result result =
        OpenWarehouse.with(
            place, (warehouse, home) -> warehouse.replay(files.mended, output.progress()));
    output.tell(new ReplayAnswer(files.mended, result));
  }
}
