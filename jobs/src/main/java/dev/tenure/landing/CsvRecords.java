package dev.tenure.landing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The rows below the header of a CSV file. A sound row becomes a JSON object of strings, without
 * its empty cells; only the first row has them, as nulls, and so names every column. Any other row
 * becomes a JSON array of its cells.
 */
final class CsvRecords implements RecordReader {
  private final JsonText json;
  private final QuoteTail text;
  private final Iterator<CsvRow> rows;
  private final StringBuilder payload = new StringBuilder();
  private CsvHeader header;
  private boolean isBroken;
  private long number;

  CsvRecords(InputStream in, JsonText json, char delimiter) {
    this.json = json;
    this.text = new QuoteTail(new Utf8Reader(in));
    this.rows =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .maxBufferSize(LONGEST_RECORD)
            .build(new CsvRow.Handler(), text)
            .iterator();
  }

  /** The names in the header, none where it cannot be read. */
  List<String> names() throws IOException {
    try {
      return rows.hasNext() ? rows.next().cells() : List.of();
    } catch (CsvParseException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Optional<RawRecord> next() throws IOException {
    try {
      if (header == null && !isBroken && rows.hasNext()) {
        header = CsvHeader.of(rows.next().cells(), json);
      }
      if (isBroken || !rows.hasNext()) {
        return Optional.empty();
      }
      number++;
      return Optional.of(record(rows.next()));
    } catch (CsvParseException e) {
      isBroken = true;
      String reason = "%s; after record %d nothing more can be read".formatted(describe(e), number);
      return Optional.of(new RawRecord.Malformed("[]", "csv syntax", reason));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String describe(CsvParseException problem) {
    return problem.getCause() == null
        ? problem.getMessage()
        : problem.getMessage() + ": " + problem.getCause().getMessage();
  }

  private RawRecord record(CsvRow row) {
    List<String> cells = row.cells();
    if (row.isTooLong()) {
      return malformed(row, "line size", "the row has %d characters".formatted(row.length()));
    }
    if (header.problem().isPresent()) {
      return malformed(row, "csv header", header.problem().get());
    }
    if (cells.size() != header.size()) {
      String reason =
          "the header has %d columns, the row %d".formatted(header.size(), cells.size());
      return malformed(row, "csv columns", reason);
    }
    if (row.isLastQuoted() && !rows.hasNext() && isCutOff(cells)) {
      return malformed(row, "csv syntax", "the file ends within a quoted cell");
    }
    return object(row);
  }

  private boolean isCutOff(List<String> cells) {
    String last = cells.get(cells.size() - 1);
    // In a file of one column the quotes of the row before cannot be told from those of the last.
    return cells.size() > 1 && text.isCutOff(last);
  }

  private RawRecord object(CsvRow row) {
    payload.setLength(0);
    payload.append('{');
    for (int column = 0; column < row.cells().size(); column++) {
      String cell = row.cells().get(column);
      if (cell.isEmpty()) {
        if (number == 1 && header.isNamed(column)) {
          payload.append(payload.length() > 1 ? "," : "").append(header.keys().get(column));
          payload.append("null");
        }
        continue;
      }
      if (!header.isNamed(column)) {
        String reason = "column %d has a value but no name".formatted(column + 1);
        return malformed(row, "csv columns", reason);
      }
      if (Utf8Reader.isBroken(cell)) {
        String reason = "the column '%s' is not written in UTF-8".formatted(name(column));
        return malformed(row, "utf-8", reason);
      }
      payload.append(payload.length() > 1 ? "," : "").append(header.keys().get(column));
      json.appendQuoted(cell, payload);
    }
    return new RawRecord.Sound(payload.append('}').toString());
  }

  private String name(int column) {
    return header.names().get(column);
  }

  private RawRecord malformed(CsvRow row, String problem, String reason) {
    return new RawRecord.Malformed(
        json.array(row.cells()), problem, "%s, at line %d".formatted(reason, row.line()));
  }
}
