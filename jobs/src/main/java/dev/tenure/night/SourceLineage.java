package dev.tenure.night;

import dev.tenure.config.Company;
import dev.tenure.model.Catalogue;
import dev.tenure.model.RawViews;
import dev.tenure.model.SqlModel;
import dev.tenure.night.Landed.SourceEntity;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which sources of a company a table is made of. */
final class SourceLineage {
  private final Company company;
  private final Catalogue catalogue;

  SourceLineage(Company company, Catalogue catalogue) {
    this.company = company;
    this.catalogue = catalogue;
  }

  Set<String> sources(String table) {
    Set<String> sources = new TreeSet<>();
    collect(table, sources, new HashSet<>());
    return sources;
  }

  private void collect(String table, Set<String> sources, Set<String> seen) {
    if (!seen.add(table)) {
      return;
    }
    if (RawViews.isRaw(table)) {
      new RawRecordViews(company).origins(table).forEach(it -> sources.add(it.source()));
      return;
    }
    String stored = Catalogue.tableOf(table, name -> catalogue.find(name).isPresent());
    catalogue.feeding(stored).forEach(mapping -> addOrigins(stored, mapping, sources));
    catalogue
        .find(stored)
        .ifPresent(model -> model.inputs().forEach(input -> collect(input, sources, seen)));
  }

  private void addOrigins(String core, SqlModel mapping, Set<String> sources) {
    for (String view : mapping.contract().reads().keySet()) {
      for (SourceEntity origin : new RawRecordViews(company).origins(view)) {
        if (CoreTables.mayFeed(company, core, origin)) {
          sources.add(origin.source());
        }
      }
    }
  }
}
