package dev.tenure.model;

import dev.tenure.contract.Column;
import dev.tenure.contract.Contract;
import dev.tenure.contract.Write;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a run adds to every row it publishes, so that any number can be traced. */
public final class StampedColumns {
  static final Column RUN_ID =
      new Column(
          "run_id",
          DataTypes.StringType,
          "The run that computed the row: its date, and a hash of inputs, code, conf and policies.",
          true,
          false);

  /** What a model's rows bring with them, since it follows from the day that they speak of. */
  public static final Column POLICY_VERSION =
      new Column(
          "policy_version",
          DataTypes.StringType,
          "The version of the company's policies that the row was computed by; default without any.",
          true,
          false);

  static final Column KNOWN_ON =
      new Column(
          "known_on",
          DataTypes.DateType,
          "The last extract_date that the row knows of.",
          true,
          false);
  static final Column AS_OF_DATE =
      new Column("as_of_date", DataTypes.DateType, "The day that the row speaks of.", true, false);
  static final Column KNOWLEDGE =
      new Column(
          "knowledge",
          DataTypes.StringType,
          "observed: written by the night of as_of_date; reconstructed: by a later backfill.",
          true,
          false);

  private StampedColumns() {}

  /** A contract's own columns and those that the run adds, without repeating one. */
  public static List<Column> of(Contract contract) {
    List<Column> all = new ArrayList<>();
    for (Column stamp : stamps(contract)) {
      if (contract.column(stamp.name()).isEmpty()) {
        all.add(stamp);
      }
    }
    List<Column> columns = new ArrayList<>(contract.columns());
    columns.addAll(all);
    return columns;
  }

  public static StructType schema(Contract contract) {
    return new StructType(of(contract).stream().map(Column::field).toArray(StructField[]::new));
  }

  /** The key of a published table: a snapshot's holds as_of_date. */
  public static List<String> key(Contract contract) {
    if (contract.write() != Write.REPLACE_AS_OF || contract.grain().contains("as_of_date")) {
      return contract.grain();
    }
    List<String> key = new ArrayList<>(List.of("as_of_date"));
    key.addAll(contract.grain());
    return key;
  }

  private static List<Column> stamps(Contract contract) {
    return switch (contract.write()) {
      case VIEW, HISTORY, EVENTS -> List.of();
      case REPLACE_ALL -> List.of(KNOWN_ON, RUN_ID, POLICY_VERSION);
      case REPLACE_AS_OF ->
          contract.isTold()
              ? List.of(AS_OF_DATE, KNOWN_ON, KNOWLEDGE, RUN_ID, POLICY_VERSION)
              : List.of(AS_OF_DATE, KNOWLEDGE, RUN_ID, POLICY_VERSION);
    };
  }
}
