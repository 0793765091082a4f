package dev.tenure.model;

import dev.tenure.config.Attribute;
import dev.tenure.config.Company;
import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/** How conf's attributes widen the contracts: on the core table that carries them, on accounts. */
public final class Attributes {
  /** The columns of a core table that hold attributes. */
  public static final String PREFIX = "attribute_";

  private final Company company;

  public Attributes(Company company) {
    this.company = company;
  }

  public List<Attribute> all() {
    return company.attributes();
  }

  /** The attributes that the records of a mapping bring. */
  public List<Attribute> broughtBy(Contract mapping) {
    return company.attributes().stream()
        .filter(
            attribute ->
                mapping
                    .reads()
                    .containsKey(
                        RawViews.name(
                            company.sources().get(attribute.source()).vendor(),
                            attribute.entity())))
        .toList();
  }

  Contract onCore(Contract core, List<Contract> mappings) {
    return core.withColumns(
        mappings.stream()
            .flatMap(mapping -> broughtBy(mapping).stream())
            .map(attribute -> column(PREFIX + attribute.name(), attribute))
            .toList());
  }

  Contract onMart(Contract mart) {
    return mart.withColumns(
        company.attributes().stream().map(it -> column(it.name(), it)).toList());
  }

  /** The core table on which an attribute is kept. */
  public Optional<String> tableOf(Attribute attribute, Catalogue catalogue) {
    return catalogue.mappings().stream()
        .map(SqlModel::contract)
        .filter(mapping -> broughtBy(mapping).contains(attribute))
        .flatMap(mapping -> mapping.feeds().stream())
        .findFirst();
  }

  private static Column column(String name, Attribute attribute) {
    String meaning =
        "%s of %s in source %s, an attribute of conf."
            .formatted(attribute.field(), attribute.entity(), attribute.source());
    return new Column(name, DataType.fromDDL(attribute.type()), meaning, false, false);
  }
}
