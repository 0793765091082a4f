package dev.tenure.config;

import dev.tenure.Errors;
import dev.tenure.document.Document;
import dev.tenure.document.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a company's tenure.yml; reports every problem of the file at once, with its line. */
public final class CompanyReader {
  private static final Map<String, Character> DELIMITERS =
      Map.of(
          "comma", ',', "caret", '^', "pipe", '|', "tab", '\t', "semicolon", ';', "backquote", '`');
  private static final String NAME = "[a-z][a-z0-9_]*";

  private final Path folder;
  private final Problems problems = new Problems();

  private CompanyReader(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads {@code folder/tenure.yml}.
   *
   * @throws dev.tenure.TenureException with exit code 2 if the file is missing or has problems
   */
  public static Company read(Path folder) {
    Path file = folder.resolve("tenure.yml");
    if (!Files.isRegularFile(file)) {
      throw Errors.missingFile(
          file, "The company's configuration", "Name its folder with --conf, such as conf/sample.");
    }
    CompanyReader reader = new CompanyReader(folder.toAbsolutePath().normalize());
    Optional<Company> company =
        Document.read(file, reader.problems).map(document -> reader.company(document));
    reader.problems.throwIfAny(file.toString());
    return company.orElseThrow();
  }

  private Company company(Document root) {
    root.allowOnly(
        Set.of(
            "company",
            "reporting",
            "accounts",
            "sources",
            "attributes",
            "reconciliation",
            "waivers",
            "notify",
            "publish"));
    Map<String, Source> sources = new LinkedHashMap<>();
    root.required("sources")
        .ifPresent(all -> all.entries().forEach((name, it) -> sources.put(name, source(name, it))));
    Optional<Document> reporting = root.required("reporting");
    Optional<Document> accounts = root.required("accounts");
    reporting.ifPresent(
        it ->
            it.allowOnly(
                Set.of("zone", "currency", "fiscal_year_starts", "closing_day", "mrr_source")));
    accounts.ifPresent(it -> it.allowOnly(Set.of("master", "segment", "region", "own_domains")));
    String master = accounts.map(it -> master(it, sources)).orElse("");
    List<Attribute> attributes = attributes(root, sources);
    return new Company(
        root.requiredText("company"),
        folder,
        reporting.flatMap(it -> it.required("zone")).map(this::zone).orElse(ZoneId.of("UTC")),
        reporting.flatMap(it -> it.required("currency")).map(this::currency).orElse(""),
        reporting.map(it -> number(it, "fiscal_year_starts", 1, 12)).orElse(1),
        reporting.map(it -> number(it, "closing_day", 8, 28)).orElse(8),
        reporting
            .flatMap(it -> it.child("mrr_source"))
            .map(this::mrrSource)
            .orElse("subscriptions"),
        master,
        accounts.flatMap(it -> it.optionalText("segment")),
        accounts.flatMap(it -> it.optionalText("region")),
        accounts.flatMap(it -> it.child("own_domains")).map(Document::texts).orElse(List.of()),
        sources,
        attributes,
        root.child("reconciliation")
            .map(it -> reconciliation(it, attributes))
            .orElse(Reconciliation.USUAL),
        waivers(root),
        root.child("notify").map(CompanyReader::command).orElse(List.of()),
        root.child("publish").flatMap(this::publish));
  }

  private String mrrSource(Document source) {
    if (!Set.of("subscriptions", "contracts").contains(source.text())) {
      source.problem(
          "mrr_source '%s' is unknown; it is subscriptions or contracts".formatted(source.text()));
    }
    return source.text();
  }

  private static List<String> command(Document notify) {
    notify.allowOnly(Set.of("command"));
    return notify.required("command").map(Document::texts).orElse(List.of());
  }

  private Optional<Database> publish(Document publish) {
    publish.allowOnly(Set.of("postgres"));
    return publish.required("postgres").map(this::database);
  }

  private String master(Document accounts, Map<String, Source> sources) {
    Optional<Document> master = accounts.required("master");
    String name = master.map(Document::text).orElse("");
    if (master.isPresent() && !sources.containsKey(name)) {
      master
          .get()
          .problem(
              "the accounts' master '%s' is no source; sources are %s"
                  .formatted(name, sources.keySet()));
    }
    return name;
  }

  private Source source(String name, Document source) {
    checkName(source, "source", name);
    source.allowOnly(
        Set.of(
            "vendor",
            "connector",
            "account_id",
            "inbox",
            "extract_date",
            "tables",
            "delivers_every",
            "hold_above",
            "ready",
            "entities"));
    Input input = input(source);
    boolean isFiles = input instanceof Input.Files;
    Map<String, Entity> entities = new LinkedHashMap<>();
    source
        .required("entities")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (entity, it) ->
                            entities.put(
                                entity, isFiles ? entity(entity, it) : table(entity, it))));
    return new Source(
        name,
        source.requiredText("vendor"),
        source.child("connector").map(this::connector).orElse(Connector.NONE),
        source.optionalText("account_id"),
        input,
        new Expectation(
            number(source, "delivers_every", Expectation.USUAL.deliversEvery(), 9999),
            share(source, "hold_above", Expectation.USUAL.holdAbove()),
            source.child("ready").flatMap(it -> ready(it, isFiles))),
        entities);
  }

  private Optional<Ready> ready(Document ready, boolean isFiles) {
    ready.allowOnly(Set.of("marker", "until"));
    Optional<Document> marker = ready.child("marker");
    if (marker.isPresent() && !marker.get().text().contains(Ready.DATE)) {
      marker
          .get()
          .problem(
              "a marker's path names the date, as done/{extract_date}, found '%s'"
                  .formatted(marker.get().text()));
      return Optional.empty();
    }
    if (marker.isPresent() && !isFiles) {
      marker.get().problem("'marker' is for files; tables are ready when they have changed");
    }
    return ready
        .required("until")
        .flatMap(this::hour)
        .map(until -> new Ready(marker.map(Document::text), until));
  }

  private Optional<LocalTime> hour(Document hour) {
    try {
      return Optional.of(LocalTime.parse(hour.text()));
    } catch (DateTimeException e) {
      hour.problem("'%s' is no hour of a day; write it as \"06:30\"".formatted(hour.text()));
      return Optional.empty();
    }
  }

  private Connector connector(Document connector) {
    if (!connector.text().equals("airbyte")) {
      connector.problem(
          "unknown connector '%s'; known: airbyte. Fivetran's tables are vendors of their own, such as fivetran_stripe"
              .formatted(connector.text()));
    }
    return Connector.AIRBYTE;
  }

  private Input input(Document source) {
    Optional<Document> tables = source.child("tables");
    if (tables.isEmpty()) {
      return new Input.Files(
          source.optionalText("inbox").map(path -> folder.resolve(path).normalize()),
          source.child("extract_date").flatMap(this::date));
    }
    for (String key : List.of("inbox", "extract_date")) {
      source
          .child(key)
          .ifPresent(
              it -> it.problem("'%s' is for files; this source reads tables".formatted(key)));
    }
    Document place = tables.get();
    if (place.child("delta").isPresent()) {
      place.allowOnly(Set.of("delta"));
      return new Input.DeltaTables(folder.resolve(place.requiredText("delta")).normalize());
    }
    return database(place);
  }

  private Database database(Document place) {
    place.allowOnly(Set.of("jdbc", "schema", "user", "password"));
    Optional<Document> url = place.required("jdbc");
    if (url.isPresent() && !url.get().text().startsWith("jdbc:postgresql:")) {
      url.get()
          .problem(
              "the database is PostgreSQL, as jdbc:postgresql://host:5432/database, found '%s'"
                  .formatted(url.get().text()));
    }
    return new Database(
        url.map(Document::text).orElse(""),
        place.optionalText("schema"),
        secret(place, "user"),
        secret(place, "password"));
  }

  private Secret secret(Document place, String key) {
    Optional<Document> secret = place.required(key);
    String text = secret.map(Document::text).orElse("");
    Optional<Secret> named = Secret.named(text, folder, secret.map(Document::place).orElse(""));
    if (named.isPresent()) {
      return named.get();
    }
    secret.ifPresent(
        it ->
            it.problem(
                "%s is not written into conf; name an environment variable (env:NAME) or a file (file:PATH)"
                    .formatted(key)));
    return new Secret.Variable("", "");
  }

  /** A table that a connector fills. */
  private Entity table(String name, Document entity) {
    entity.allowOnly(
        Set.of("extract", "full_extracts", "table", "cursor", "overlap_minutes", "split_by"));
    ExtractKind kind = entity.required("extract").map(this::kind).orElse(ExtractKind.FULL);
    Optional<String> cursor = entity.optionalText("cursor");
    if (kind != ExtractKind.FULL && cursor.isEmpty()) {
      entity.problem(
          "%s is read by its changes and names no cursor; add the column that grows with every change, such as cursor: _fivetran_synced"
              .formatted(name));
    }
    return new Entity(
        name,
        new Format.Table(
            entity.optionalText("table").orElse(name),
            cursor,
            number(entity, "overlap_minutes", 60, 9999),
            entity.optionalText("split_by")),
        kind,
        fullExtracts(entity, kind),
        Optional.empty());
  }

  private Entity entity(String name, Document entity) {
    entity.allowOnly(Set.of("format", "extract", "full_extracts", "path", "delimiter", "records"));
    ExtractKind kind = entity.required("extract").map(this::kind).orElse(ExtractKind.FULL);
    return new Entity(
        name,
        entity.required("format").map(it -> format(name, entity, it)).orElse(new Format.Parquet()),
        kind,
        fullExtracts(entity, kind),
        entity.optionalText("path"));
  }

  private FullExtracts fullExtracts(Document entity, ExtractKind kind) {
    Optional<Document> told = entity.child("full_extracts");
    if (told.isEmpty()) {
      return FullExtracts.NONE;
    }
    Document full = told.get();
    full.allowOnly(Set.of("on", "from"));
    if (kind != ExtractKind.CHANGES) {
      full.problem("'full_extracts' is for an entity whose other extracts are changes");
    }
    List<DayOfWeek> weekdays = new ArrayList<>();
    List<LocalDate> days = new ArrayList<>();
    for (Document day : full.required("on").map(Document::items).orElse(List.of())) {
      Optional<DayOfWeek> weekday = weekday(day);
      if (weekday.isPresent()) {
        weekdays.add(weekday.get());
      } else if (day.text().matches("[0-9].*")) {
        date(day).ifPresent(days::add);
      } else {
        day.problem(
            "'%s' is neither a weekday, such as sunday, nor a date, such as 2026-01-31"
                .formatted(day.text()));
      }
    }
    Optional<LocalDate> from = full.child("from").flatMap(this::date);
    if (!weekdays.isEmpty() && from.isEmpty()) {
      full.problem(
          "'from' is missing: the first day whose extract was full, since older extracts of changes would be read as full ones");
    }
    return new FullExtracts(weekdays, days, from.orElse(LocalDate.MAX));
  }

  private static Optional<DayOfWeek> weekday(Document day) {
    return Arrays.stream(DayOfWeek.values())
        .filter(it -> it.name().equalsIgnoreCase(day.text()))
        .findFirst();
  }

  private Format format(String entityName, Document entity, Document format) {
    return switch (format.text()) {
      case "csv" -> new Format.Csv(delimiter(entity));
      case "json_lines" -> new Format.JsonLines();
      case "json" -> new Format.Json(entity.optionalText("records").orElse(entityName));
      case "parquet" -> new Format.Parquet();
      default -> {
        format.problem(
            "unknown format '%s'; known: csv, json, json_lines, parquet".formatted(format.text()));
        yield new Format.Parquet();
      }
    };
  }

  /** A character, or the name that Salesforce's Bulk API has for it. */
  private char delimiter(Document entity) {
    Optional<Document> delimiter = entity.child("delimiter");
    String text = delimiter.map(Document::text).orElse(",");
    Character named = DELIMITERS.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    if (text.length() != 1) {
      delimiter
          .orElse(entity)
          .problem(
              "a delimiter is one character or one of %s, found '%s'"
                  .formatted(new TreeSet<>(DELIMITERS.keySet()), text));
      return ',';
    }
    return text.charAt(0);
  }

  private ExtractKind kind(Document kind) {
    return switch (kind.text()) {
      case "full" -> ExtractKind.FULL;
      case "changes" -> ExtractKind.CHANGES;
      case "events" -> ExtractKind.EVENTS;
      default -> {
        kind.problem(
            "unknown extract kind '%s'; known: full, changes, events".formatted(kind.text()));
        yield ExtractKind.FULL;
      }
    };
  }

  private List<Attribute> attributes(Document root, Map<String, Source> sources) {
    List<Attribute> attributes = new ArrayList<>();
    root.child("attributes")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (name, it) -> attribute(name, it, sources).ifPresent(attributes::add)));
    return attributes;
  }

  private Optional<Attribute> attribute(
      String name, Document attribute, Map<String, Source> sources) {
    checkName(attribute, "attribute", name);
    attribute.allowOnly(Set.of("from", "type", "dimension"));
    Optional<Document> from = attribute.required("from");
    String[] parts = from.map(Document::text).orElse("").split("\\.", 3);
    if (parts.length < 3) {
      from.ifPresent(
          it ->
              it.problem(
                  "'%s' is not source.Entity.field, such as crm.Account.Customer_Tier__c"
                      .formatted(it.text())));
      return Optional.empty();
    }
    Source source = sources.get(parts[0]);
    if (source == null || !source.entities().containsKey(parts[1])) {
      from.orElseThrow()
          .problem("no source delivers %s.%s; name one above".formatted(parts[0], parts[1]));
    }
    return Optional.of(
        new Attribute(
            name,
            parts[0],
            parts[1],
            parts[2],
            attribute.optionalText("type").orElse("STRING"),
            attribute.flag("dimension")));
  }

  private Reconciliation reconciliation(Document reconciliation, List<Attribute> attributes) {
    reconciliation.allowOnly(Set.of("warn_above", "fail_above", "crm_attribute"));
    Optional<Document> crm = reconciliation.child("crm_attribute");
    crm.filter(it -> attributes.stream().noneMatch(known -> known.name().equals(it.text())))
        .ifPresent(
            it ->
                it.problem("'%s' is no attribute; add it below attributes:".formatted(it.text())));
    return new Reconciliation(
        share(reconciliation, "warn_above", Reconciliation.USUAL.warnAbove()),
        share(reconciliation, "fail_above", Reconciliation.USUAL.failAbove()),
        crm.map(Document::text));
  }

  private List<Waiver> waivers(Document root) {
    List<Waiver> waivers = new ArrayList<>();
    root.child("waivers")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (table, checks) ->
                            checks
                                .entries()
                                .forEach(
                                    (check, it) ->
                                        waiver(table, check, it).ifPresent(waivers::add))));
    return waivers;
  }

  private Optional<Waiver> waiver(String table, String check, Document waiver) {
    waiver.allowOnly(Set.of("who", "why", "until"));
    String who = waiver.requiredText("who");
    String why = waiver.requiredText("why");
    return waiver
        .required("until")
        .flatMap(this::date)
        .map(until -> new Waiver(table, check, who, why, until));
  }

  private void checkName(Document place, String role, String name) {
    if (!name.matches(NAME)) {
      place.problem(
          "a %s's name is lower case letters, digits and _, found '%s'".formatted(role, name));
    }
  }

  private ZoneId zone(Document zone) {
    try {
      return ZoneId.of(zone.text());
    } catch (DateTimeException e) {
      zone.problem("unknown time zone '%s'; use an IANA name".formatted(zone.text()));
      return ZoneId.of("UTC");
    }
  }

  private String currency(Document currency) {
    try {
      return Currency.getInstance(currency.text()).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      currency.problem("unknown currency '%s'; use an ISO 4217 code".formatted(currency.text()));
      return currency.text();
    }
  }

  private Optional<LocalDate> date(Document date) {
    try {
      return Optional.of(LocalDate.parse(date.text()));
    } catch (DateTimeException e) {
      date.problem("'%s' is not a date; write it as 2024-12-31".formatted(date.text()));
      return Optional.empty();
    }
  }

  private double share(Document parent, String key, double fallback) {
    Optional<Document> share = parent.child(key);
    String text = share.map(Document::text).orElse("");
    if (share.isEmpty()) {
      return fallback;
    }
    double value = text.matches("[01](\\.\\d+)?") ? Double.parseDouble(text) : 0;
    if (value <= 0 || value > 1) {
      share.get().problem("%s is a share over 0 and up to 1, found '%s'".formatted(key, text));
      return fallback;
    }
    return value;
  }

  private int number(Document parent, String key, int fallback, int highest) {
    Optional<Document> number = parent.child(key);
    if (number.isEmpty()) {
      return fallback;
    }
    String text = number.get().text();
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > highest) {
      number.get().problem("%s is 1 to %d, found '%s'".formatted(key, highest, text));
      return fallback;
    }
    return Integer.parseInt(text);
  }
}
