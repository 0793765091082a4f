package dev.tenure.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.tenure.contract.PipeTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Turns the pipe tables of cases into typed rows; columns not given are NULL. */
final class Fixtures {
  private static final String ROW = "#";

  private final SparkSession session;
  private final LocalDate asOfDate;

  Fixtures(SparkSession session, LocalDate asOfDate) {
    this.session = session;
    this.asOfDate = asOfDate;
  }

  /** All columns of the schema. */
  Dataset<Row> full(PipeTable table, StructType schema) {
    return typed(table, schema, List.of(schema.fields()));
  }

  /** Only the columns that the table shows. */
  Dataset<Row> shown(PipeTable table, StructType schema) {
    List<String> tops = table.columns().stream().map(Fixtures::top).distinct().toList();
    return typed(table, schema, tops.stream().map(schema::apply).toList());
  }

  static List<String> shownColumns(PipeTable table) {
    return table.columns().stream().map(Fixtures::top).distinct().toList();
  }

  private Dataset<Row> typed(PipeTable table, StructType schema, List<StructField> fields) {
    Dataset<Row> texts = texts(table);
    Column[] columns =
        fields.stream().map(field -> column(table, field, schema)).toArray(Column[]::new);
    return texts.select(columns);
  }

  private Dataset<Row> texts(PipeTable table) {
    StructType schema = new StructType().add(ROW, DataTypes.LongType);
    for (String name : table.columns()) {
      schema = schema.add(name, DataTypes.StringType);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      List<Object> values = new ArrayList<>();
      values.add(i + 1L);
      table.rows().get(i).forEach(cell -> values.add(cell.orElse(null)));
      rows.add(RowFactory.create(values.toArray()));
    }
    return session.createDataFrame(rows, schema);
  }

  private Column column(PipeTable table, StructField field, StructType schema) {
    if (field.name().equals("record")) {
      return record(table, schema).as("record");
    }
    if (!table.columns().contains(field.name())) {
      return absent(field).as(field.name());
    }
    Column text = quoted(field.name());
    boolean isNested =
        field.dataType() instanceof StructType
            || field.dataType() instanceof ArrayType
            || field.dataType() instanceof MapType;
    Column value =
        isNested
            ? from_json(text, field.dataType(), Map.of("mode", "FAILFAST"))
            : text.cast(field.dataType());
    return value.as(field.name());
  }

  private static Column absent(StructField field) {
    return field.name().equals("is_deleted") ? lit(false) : lit(null).cast(field.dataType());
  }

  private Column record(PipeTable table, StructType schema) {
    StructType type = (StructType) schema.apply("record").dataType();
    if (table.columns().contains("record")) {
      return from_json(quoted("record"), type);
    }
    Column[] given =
        Arrays.stream(schema.fieldNames())
            .filter(name -> !name.equals("record") && table.columns().contains(name))
            .map(name -> quoted(name))
            .toArray(Column[]::new);
    Map<String, Column> defaults =
        Map.of(
            "source", lit("source"),
            "entity", lit("entity"),
            "extract_date", lit(asOfDate),
            "file", lit("file"),
            "record_number", col(quotedName(ROW)),
            "landing", lit(1L),
            "payload", given.length == 0 ? lit("{}") : to_json(struct(given)));
    Column[] parts =
        Arrays.stream(type.fields())
            .map(
                part -> {
                  String name = "record." + part.name();
                  Column value =
                      defaults.getOrDefault(part.name(), lit(null)).cast(part.dataType());
                  return (table.columns().contains(name)
                          ? coalesce(quoted(name).cast(part.dataType()), value)
                          : value)
                      .as(part.name());
                })
            .toArray(Column[]::new);
    return struct(parts);
  }

  private static Column quoted(String name) {
    return col(quotedName(name));
  }

  private static String quotedName(String name) {
    return "`" + name + "`";
  }

  private static String top(String column) {
    return column.contains(".") ? column.substring(0, column.indexOf('.')) : column;
  }
}
