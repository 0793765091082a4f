package dev.tenure.model;

import dev.tenure.config.Company;
import dev.tenure.config.ConfPlace;
import dev.tenure.config.Source;
import dev.tenure.document.Problems;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What holds between a company's sources and the mappings. An entity that no mapping reads is
 * landed only, and so would be all that a misspelt name stands for.
 */
final class SourceRules {
  private final Company company;
  private final Set<String> read;
  private final Problems problems;

  /**
   * Rules of the sources of a company.
   *
   * @param models shipped and own ones, mappings among them
   */
  SourceRules(Company company, Stream<SqlModel> models, Problems problems) {
    this.company = company;
    this.read =
        models
            .filter(it -> it.contract().isMapping())
            .flatMap(it -> it.contract().reads().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    this.problems = problems;
  }

  void check() {
    for (Source source : company.sources().values()) {
      if (read.stream().noneMatch(view -> view.startsWith(RawViews.name(source.vendor(), "")))) {
        problems.add(
            ConfPlace.of(company, "sources", source.name(), "vendor"),
            "no mapping reads the vendor '%s' of source '%s'; correct its name (the folders of sql/sources are vendors), or write a mapping that reads %s"
                .formatted(source.vendor(), source.name(), firstView(source)));
      } else {
        source.entities().keySet().forEach(entity -> checkEntity(source, entity));
      }
    }
  }

  private static String firstView(Source source) {
    return source.entities().keySet().stream()
        .findFirst()
        .map(entity -> RawViews.name(source.vendor(), entity))
        .orElse("its records");
  }

  private void checkEntity(Source source, String entity) {
    String view = RawViews.name(source.vendor(), entity);
    Set<String> named =
        source.entities().keySet().stream()
            .map(it -> RawViews.name(source.vendor(), it))
            .collect(Collectors.toSet());
    Optional<String> meant =
        read.stream()
            .filter(
                it -> !read.contains(view) && !named.contains(it) && bare(it).equals(bare(view)))
            .findFirst();
    meant.ifPresent(
        it ->
            problems.add(
                ConfPlace.of(company, "sources", source.name(), "entities", entity),
                "no mapping reads '%s' of vendor '%s'; '%s' is what one reads"
                    .formatted(
                        entity,
                        source.vendor(),
                        it.substring(RawViews.name(source.vendor(), "").length()))));
  }

  /** A name without what people change in it: underscores, and the s of the plural. */
  private static String bare(String view) {
    return view.toLowerCase(Locale.ROOT).replace("_", "").replaceAll("s$", "");
  }
}
