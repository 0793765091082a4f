package dev.tenure.publish;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How the rows of a query are written. */
public enum QueryFormat {
  TABLE,
  CSV,
  JSON;

  void write(ResultSet rows, Appendable out) throws SQLException, IOException {
    switch (this) {
      case TABLE -> TableRows.write(rows, out);
      case CSV -> CsvRows.write(rows, out);
      case JSON -> JsonRows.write(rows, out);
    }
  }
}
