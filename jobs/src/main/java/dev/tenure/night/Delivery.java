package dev.tenure.night;

import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import dev.tenure.model.StampedColumns;
import dev.tenure.publish.MartFiles;
import dev.tenure.store.MartVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Marts at the versions of a run, as the publication wants them. */
final class Delivery {
  private final Workspace work;
  private final RunFrame frame;
  private final Map<String, Long> stale = new TreeMap<>();
  private final SourceLineage lineage;

  /**
   * @param landed what the marts were made of
   * @param frame the run
   */
  Delivery(Workspace work, Landed landed, RunFrame frame) {
    this.work = work;
    this.frame = frame;
    this.lineage = new SourceLineage(work.company(), work.catalogue());
    new SourceAges(work.company(), landed, frame.date())
        .stale()
        .forEach(age -> stale.put(age.source().name(), age.days()));
  }

  Map<String, MartVersion> pointed(Map<String, Long> versions) {
    Map<String, MartVersion> marts = new HashMap<>();
    versions.forEach(
        (mart, version) ->
            marts.put(mart, new MartVersion(work.home().relative(path(mart)), version)));
    return marts;
  }

  List<MartFiles> files(Map<String, Long> versions) {
    List<MartFiles> files = new ArrayList<>();
    versions.forEach((mart, version) -> files.add(files(mart, version)));
    return files;
  }

  private MartFiles files(String mart, long version) {
    Contract contract = work.catalogue().model(mart).contract();
    List<Column> columns = StampedColumns.of(contract);
    return new MartFiles(
        mart,
        columns.stream()
            .map(it -> new MartFiles.Column(it.name(), it.type().sql(), it.meaning()))
            .toList(),
        StampedColumns.key(contract),
        columns.stream().filter(Column::isVolatile).map(Column::name).collect(Collectors.toSet()),
        contract.description(),
        staleSources(mart),
        contract.write() == Write.REPLACE_AS_OF ? frame.days(contract) : List.of(),
        work.store().files(path(mart), version));
  }

  /** The stale sources of which a mart is made, with their age in days. */
  private Map<String, Long> staleSources(String mart) {
    Map<String, Long> sources = new TreeMap<>(stale);
    sources.keySet().retainAll(lineage.sources(mart));
    return sources;
  }

  private String path(String mart) {
    return work.home().table(work.catalogue().model(mart).contract().layer(), mart);
  }
}
