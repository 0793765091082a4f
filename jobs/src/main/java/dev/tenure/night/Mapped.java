package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.tenure.asof.AsOf;
import dev.tenure.asof.AsOfSessions;
import dev.tenure.asof.AsOfViews;
import dev.tenure.config.Attribute;
import dev.tenure.contract.Check;
import dev.tenure.contract.Contract;
import dev.tenure.model.Attributes;
import dev.tenure.model.Catalogue;
import dev.tenure.model.SqlModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Runs a mapping over landed records: one row a record in the core table's columns, with what is
 * wrong with it, if anything.
 */
final class Mapped {
  /** The rule that a record breaks, NULL where it keeps all. */
  static final String PROBLEM = "mapping_problem";

  /** The rule with the values that break it. */
  static final String REASON = "mapping_reason";

  private static final String VERDICT = "mapping_verdict";
  private static final Pattern FIELD = Pattern.compile("'\\$\\.([A-Za-z0-9_.]+)'");

  private final AsOfSessions sessions;
  private final Catalogue catalogue;
  private final Attributes attributes;
  private final AsOf asOf;

  Mapped(AsOfSessions sessions, Attributes attributes, AsOf asOf) {
    this.sessions = sessions;
    this.catalogue = sessions.catalogue();
    this.attributes = attributes;
    this.asOf = asOf;
  }

  /** The observations that a mapping makes of the records of its raw view. */
  Dataset<Row> observations(SqlModel mapping, Dataset<Row> rawView) {
    Contract contract = mapping.contract();
    Contract core = catalogue.model(contract.feeds().orElseThrow()).contract();
    String view = contract.reads().keySet().iterator().next();
    AsOfViews views = sessions.on(asOf);
    views.raw(view, rawView);
    Dataset<Row> rows = views.compute(mapping).withColumn("source", col("record.source"));
    for (Attribute attribute : attributes.all()) {
      String column = Attributes.PREFIX + attribute.name();
      if (core.column(column).isPresent()) {
        rows = rows.withColumn(column, value(contract, attribute));
      }
    }
    List<Column> columns = new ArrayList<>();
    core.columnNames().forEach(name -> columns.add(col(name)));
    for (String origin : List.of("extract_date", "file", "record_number", "entity", "landing")) {
      if (core.column(origin).isEmpty()) {
        columns.add(col("record." + origin).as(origin));
      }
    }
    columns.add(coalesce(col("cursor_at"), col("record.synced_at")).as("cursor_at"));
    columns.add(
        coalesce(col("is_deleted"), lit(false))
            .or(coalesce(col("record.is_gone"), lit(false)))
            .as("is_deleted"));
    for (String own : OwnVersions.COLUMNS) {
      columns.add(contract.hasOwnVersions() ? col(own) : lit(null).cast("timestamp").as(own));
    }
    columns.add(verdict(contract, core).as(VERDICT));
    columns.add(col("record.payload").as("payload"));
    return rows.select(columns.toArray(Column[]::new))
        .withColumn(PROBLEM, col(VERDICT + ".rule"))
        .withColumn(REASON, col(VERDICT + ".reason"))
        .withColumn("payload", when(col(PROBLEM).isNotNull(), col("payload")))
        .drop(VERDICT);
  }

  private Column value(Contract mapping, Attribute attribute) {
    Column none = lit(null).cast(attribute.type());
    if (!attributes.broughtBy(mapping).contains(attribute)) {
      return none;
    }
    return when(
            col("record.source")
                .equalTo(attribute.source())
                .and(col("record.entity").equalTo(attribute.entity())),
            RawRecordViews.field(col("record.payload"), attribute.field())
                .try_cast(attribute.type()))
        .otherwise(none);
  }

  /** The rule that a record breaks first, and what it holds in the fields that the rule names. */
  private static Column verdict(Contract mapping, Contract core) {
    Map<String, String> rules = new HashMap<>();
    mapping.checks().forEach(check -> rules.put(check.title(), check.rule()));
    List<Column> verdicts = new ArrayList<>();
    broken(mapping, core)
        .forEach(
            (title, isBroken) -> {
              Column reason =
                  told(title, fields(rules.getOrDefault(title, title), mapping), core.name());
              verdicts.add(when(isBroken, struct(lit(title).as("rule"), reason.as("reason"))));
            });
    return coalesce(verdicts.toArray(Column[]::new));
  }

  private static Column told(String title, Set<String> fields, String table) {
    List<Column> words = new ArrayList<>();
    words.add(lit("not loaded into %s: %s".formatted(table, title)));
    for (String field : fields) {
      Column value = RawRecordViews.field(col("record.payload"), field);
      words.add(when(value.isNotNull(), concat(lit("; " + field + " is '"), value, lit("'"))));
    }
    return concat_ws("", words.toArray(Column[]::new));
  }

  /** The fields of the record that a rule names, by their path or as they are read. */
  private static SortedSet<String> fields(String rule, Contract mapping) {
    SortedSet<String> fields = new TreeSet<>();
    FIELD.matcher(rule).results().forEach(found -> fields.add(found.group(1)));
    Set<String> words = new HashSet<>(Arrays.asList(rule.split("\\W+", -1)));
    mapping
        .reads()
        .values()
        .forEach(read -> Stream.of(read.fieldNames()).filter(words::contains).forEach(fields::add));
    return fields;
  }

  /** Title → whether the record breaks the rule, in the order in which they are asked. */
  private static Map<String, Column> broken(Contract mapping, Contract core) {
    Map<String, Column> broken = new LinkedHashMap<>();
    for (String key : core.grain()) {
      broken.put("required " + key, col(key).isNull());
    }
    for (dev.tenure.contract.Column column : core.columns()) {
      if (column.isRequired() && !core.grain().contains(column.name())) {
        broken.put(
            "required " + column.name(),
            col(column.name()).isNull().and(not(coalesce(col("is_deleted"), lit(false)))));
      }
    }
    for (Check check : mapping.checks()) {
      if (check instanceof Check.Reject) {
        broken.put(check.title(), not(coalesce(expr("(" + check.rule() + ")"), lit(false))));
      }
    }
    return broken;
  }

  /** The columns of a core table that its versions compare. */
  static List<String> values(Contract core) {
    return Arrays.stream(core.schema().fieldNames())
        .filter(name -> !core.grain().contains(name))
        .toList();
  }
}
