package dev.tenure.night;

import dev.tenure.Errors;
import dev.tenure.config.Entity;
import dev.tenure.config.ExtractKind;
import dev.tenure.config.Source;
import dev.tenure.store.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The holds in force, as the ledger has them. A held source is read no further than its last good
 * extract; what was landed of it stays landed. A hold ends when a person releases the source, or
 * when every extract that is not believed was full and a newer one of its entity has come.
 */
final class Holds {
  private static final String HOLD = "hold";
  private static final String RELEASE = "release";

  private final Workspace work;
  private final Steps steps;
  private final List<Hold> holds = new ArrayList<>();
  private final Set<String> believed = new HashSet<>();

  Holds(Workspace work, Steps steps) {
    this.work = work;
    this.steps = steps;
    for (Step step : work.ledger().steps()) {
      if (step.outcome() == Step.Outcome.DONE && step.name().equals(HOLD)) {
        holds.add(Hold.parse(step.detail()));
      } else if (step.outcome() == Step.Outcome.DONE && step.name().equals(RELEASE)) {
        List<String> lines = step.detail().lines().toList();
        holds.removeIf(hold -> hold.source().equals(lines.get(0)));
        believed.addAll(lines.subList(1, lines.size()));
      }
    }
  }

  /** Puts a hold in force. */
  void hold(Hold hold) {
    holds.add(hold);
    steps.tell(HOLD, Map.of("files", (long) hold.files().size()), hold.text());
  }

  /** Ends the holds of a source, and believes whatever of it has been landed. */
  void release(String source, Landed arrived) {
    requireKnown(source);
    Set<String> files = new TreeSet<>();
    arrived.files().stream()
        .filter(file -> file.source().equals(source))
        .forEach(file -> files.add(file.identity()));
    end(source, files);
  }

  /** Ends the holds of a source without believing anything. */
  void end(String source, Set<String> files) {
    holds.removeIf(hold -> hold.source().equals(source));
    believed.addAll(files);
    List<String> lines = new ArrayList<>(List.of(source));
    lines.addAll(files);
    steps.tell(RELEASE, Map.of("files", (long) files.size()), String.join("\n", lines));
  }

  /**
   * @throws dev.tenure.TenureException with exit code 2 if conf has no such source
   */
  void requireKnown(String source) {
    if (!work.company().sources().containsKey(source)) {
      throw Errors.unknownSource(source, work.company().sources().keySet());
    }
  }

  /** The holds that keep anything from being read, with how many records. */
  List<OwnMarts.Held> inForce(Landed arrived) {
    List<OwnMarts.Held> inForce = new ArrayList<>();
    for (Hold hold : holds) {
      List<LandedFile> files =
          arrived.files().stream().filter(file -> isHeld(hold, file, arrived)).toList();
      boolean isByHand = hold.files().isEmpty();
      if (isByHand || !files.isEmpty()) {
        inForce.add(
            new OwnMarts.Held(
                hold.source(),
                hold.entity(),
                hold.since(),
                hold.rule(),
                hold.told(),
                files.stream().mapToLong(LandedFile::records).sum(),
                isOvertaken(hold, arrived)));
      }
    }
    return inForce;
  }

  /** What is left to read. */
  Landed admitted(Landed arrived) {
    Set<String> held = new TreeSet<>();
    for (LandedFile file : arrived.files()) {
      if (holds.stream().anyMatch(hold -> isHeld(hold, file, arrived))) {
        held.add(file.identity());
      }
    }
    return held.isEmpty() ? arrived : arrived.without(held);
  }

  /** Whether a person has said that a file is true. */
  boolean isBelieved(LandedFile file) {
    return believed.contains(file.identity());
  }

  private boolean isHeld(Hold hold, LandedFile file, Landed arrived) {
    if (!file.source().equals(hold.source()) || isBelieved(file)) {
      return false;
    }
    return hold.files().contains(file.identity())
        || (!file.extractDate().isBefore(hold.since()) && !isOvertaken(hold, arrived));
  }

  /** Whether newer full extracts tell all that those which are not believed told. */
  private boolean isOvertaken(Hold hold, Landed arrived) {
    if (hold.files().isEmpty()) {
      return false;
    }
    Source source = work.company().sources().get(hold.source());
    return arrived.files().stream()
        .filter(file -> hold.files().contains(file.identity()))
        .allMatch(
            file ->
                source != null
                    && source.entities().containsKey(file.entity())
                    && hasNewer(file, source.entities().get(file.entity()), arrived));
  }

  private static boolean hasNewer(LandedFile held, Entity entity, Landed arrived) {
    LocalDate date = held.extractDate();
    return arrived.files().stream()
        .anyMatch(
            file ->
                file.source().equals(held.source())
                    && file.entity().equals(held.entity())
                    && file.extractDate().isAfter(date)
                    && entity.extractOn(file.extractDate()) == ExtractKind.FULL);
  }
}
