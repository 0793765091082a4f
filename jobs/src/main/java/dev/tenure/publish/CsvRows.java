package dev.tenure.publish;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.Writer;
import java.nio.CharBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values as RFC 4180 quotes them, with line feeds; NULL is empty, '' is quoted. */
final class CsvRows {
  private CsvRows() {}

  static void write(ResultSet rows, Appendable out) throws SQLException, IOException {
    List<String> names = Cell.columns(rows);
    try (CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(new AppendableWriter(out))) {
      csv.writeRecord(names);
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= names.size(); i++) {
          values.add(Cell.text(Cell.value(rows, i)));
        }
        csv.writeRecord(values);
      }
    }
  }

  /** The output stays open, for it belongs to the caller. */
  private static final class AppendableWriter extends Writer {
    private final Appendable out;

    private AppendableWriter(Appendable out) {
      this.out = out;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      out.append(CharBuffer.wrap(buffer, offset, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
