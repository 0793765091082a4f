package dev.tenure.history;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** The key and value columns of one entity, and the names of those that history adds. */
record HistoryColumns(List<String> keys, List<String> values) {
  static final String SOURCE = "source";
  static final String EXTRACT_DATE = "extract_date";
  static final String IS_DELETED = "is_deleted";
  static final String CURSOR_AT = "cursor_at";
  static final String FILE = "file";
  static final String RECORD_NUMBER = "record_number";
  static final String VALID_FROM = "valid_from";
  static final String VALID_TO = "valid_to";
  static final String SEEN_ON = "seen_on";

  static final String VALUES = "_values";
  static final String IS_FULL = "_is_full";
  static final String NEXT_FULL = "_next_full";

  HistoryColumns {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
    if (!keys.contains(SOURCE)) {
      throw new IllegalArgumentException("The keys " + keys + " lack the column source");
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("A history of " + keys + " has no value columns");
    }
    List<String> names = Stream.concat(keys.stream(), values.stream()).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("A column is named twice in " + names);
    }
  }

  WindowSpec byKey() {
    return Window.partitionBy(columns(keys));
  }

  Column packedValues() {
    return struct(columns(values)).as(VALUES);
  }

  /** The key columns, then the given ones. */
  Column[] keysAnd(Column... others) {
    return Stream.concat(keys.stream().map(name -> col(name)), Arrays.stream(others))
        .toArray(Column[]::new);
  }

  /** What names a version: the keys and the day it begins. */
  String[] versionKeys() {
    List<String> names = new ArrayList<>(keys);
    names.add(VALID_FROM);
    return names.toArray(String[]::new);
  }

  /** The columns of the stored table, in order. */
  Column[] stored() {
    return columns(storedNames());
  }

  List<String> storedNames() {
    return Stream.of(
            keys.stream(),
            values.stream(),
            Stream.of(VALID_FROM, VALID_TO, IS_DELETED, FILE, RECORD_NUMBER, SEEN_ON))
        .flatMap(names -> names)
        .toList();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
