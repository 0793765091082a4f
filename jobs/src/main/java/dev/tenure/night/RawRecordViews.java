package dev.tenure.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.tenure.config.Company;
import dev.tenure.config.Source;
import dev.tenure.model.RawViews;
import dev.tenure.night.Landed.SourceEntity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Landed records as a mapping sees them: their fields, where they came from, what conf names. */
final class RawRecordViews {
  private final Company company;

  RawRecordViews(Company company) {
    this.company = company;
  }

  /** The entities of the company's sources that come through a raw view. */
  List<SourceEntity> origins(String view) {
    List<SourceEntity> origins = new ArrayList<>();
    for (Source source : company.sources().values()) {
      for (String entity : source.entities().keySet()) {
        if (RawViews.name(source.vendor(), entity).equals(view)) {
          origins.add(new SourceEntity(source.name(), entity));
        }
      }
    }
    return origins;
  }

  /** The records of some entities, with their declared fields as columns. */
  Dataset<Row> view(Dataset<Row> records, List<SourceEntity> origins, StructType fields) {
    List<Column> columns = new ArrayList<>();
    for (String field : fields.fieldNames()) {
      columns.add(col("fields." + field).as(field));
    }
    columns.add(accountReference(fields).as("account_reference"));
    columns.add(masterField(company.segmentField()).as("segment_field"));
    columns.add(masterField(company.regionField()).as("region_field"));
    columns.add(record().as("record"));
    return new Unwrapped(company)
        .of(records.filter(isFrom(origins)), origins)
        .withColumn("fields", from_json(col("payload"), fields))
        .select(columns.toArray(Column[]::new));
  }

  static Column isFrom(List<SourceEntity> origins) {
    return origins.stream()
        .map(
            origin ->
                col("source").equalTo(origin.source()).and(col("entity").equalTo(origin.entity())))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  /** The text at a dotted path of a record, also where a part of the path is JSON in a text. */
  static Column field(Column payload, String path) {
    Column value = get_json_object(payload, "$." + path);
    int dot = path.indexOf('.');
    return dot < 0
        ? value
        : coalesce(
            value,
            field(
                get_json_object(payload, "$." + path.substring(0, dot)), path.substring(dot + 1)));
  }

  /** The field that conf names for a record's source, which need not be one of the declared. */
  private Column accountReference(StructType fields) {
    Column value = lit(null).cast("string");
    for (Source source : company.sources().values()) {
      if (source.accountIdField().isPresent()) {
        String path = source.accountIdField().get();
        Column field = isText(fields, path) ? col("fields." + path) : field(col("payload"), path);
        value = when(col("source").equalTo(source.name()), field).otherwise(value);
      }
    }
    return value;
  }

  private static boolean isText(StructType fields, String name) {
    return Arrays.stream(fields.fields())
        .anyMatch(it -> it.name().equals(name) && it.dataType().equals(DataTypes.StringType));
  }

  private Column masterField(Optional<String> path) {
    return path.map(
            it -> when(col("source").equalTo(company.accountsMaster()), field(col("payload"), it)))
        .orElse(lit(null).cast("string"));
  }

  private static Column record() {
    return struct(
        Arrays.stream(RawViews.RECORD.fieldNames()).map(name -> col(name)).toArray(Column[]::new));
  }
}
