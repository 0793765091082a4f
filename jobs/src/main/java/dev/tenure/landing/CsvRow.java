package dev.tenure.landing;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of a CSV file as it stands there.
 *
 * @param line where it begins, from 1
 * @param isLastQuoted whether the last cell begins with a quote
 * @param length characters of all cells; where they are more than a record may hold, the cells are
 *     left out
 */
record CsvRow(long line, List<String> cells, boolean isLastQuoted, long length) {
  boolean isTooLong() {
    return length > RecordReader.LONGEST_RECORD;
  }

  /** Builds the rows for the CSV parser. */
  static final class Handler extends AbstractBaseCsvCallbackHandler<CsvRow> {
    private List<String> cells = List.of();
    private boolean isLastQuoted;
    private long length;

    @Override
    protected void handleBegin(long startingLineNumber) {
      cells = new ArrayList<>(Math.max(8, cells.size()));
      isLastQuoted = false;
      length = 0;
    }

    @Override
    protected void handleField(
        int index, char[] buffer, int offset, int cellLength, boolean quoted) {
      length += cellLength;
      isLastQuoted = quoted;
      if (length > RecordReader.LONGEST_RECORD) {
        cells.clear();
      } else {
        cells.add(cellLength == 0 ? "" : new String(buffer, offset, cellLength));
      }
    }

    @Override
    protected RecordWrapper<CsvRow> buildRecord() {
      return wrapRecord(new CsvRow(getStartingLineNumber(), cells, isLastQuoted, length));
    }
  }
}
