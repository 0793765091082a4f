package dev.tenure.landing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.ZstdIOException;
import dev.tenure.Errors;
import dev.tenure.config.Format;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/** Tells from the first bytes of a file, packed or not, how its records are written. */
public final class FormatSniffer {
  /** What is read of a file. */
  private static final int BEGINNING = 1 << 20;

  private static final int RECORDS = 200;
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|', '^', '`');
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  private final Set<String> columns = new LinkedHashSet<>();
  private Optional<String> object = Optional.empty();
  private boolean isOneLine;

  private FormatSniffer() {}

  /**
   * Looks at a file. One that is empty, or whose compression is broken, has no columns; what is
   * wrong with it is told by the reader of its records.
   *
   * @throws dev.tenure.TenureException with exit code 1 if it cannot be read
   */
  public static SniffedFile sniff(Path file) {
    try (InputStream in = FileBytes.unpacked(file)) {
      return new FormatSniffer().sniff(in.readNBytes(BEGINNING));
    } catch (ZipException | EOFException | ZstdIOException e) {
      return new FormatSniffer().told(new Format.Csv(','));
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  private SniffedFile sniff(byte[] beginning) throws IOException {
    if (startsWith(beginning, PARQUET)) {
      return told(new Format.Parquet());
    }
    String text = new String(beginning, StandardCharsets.UTF_8);
    char first = text.stripLeading().isEmpty() ? ' ' : text.stripLeading().charAt(0);
    if (first == '{' && isOneALine(text)) {
      return lines(beginning);
    }
    isOneLine = text.strip().indexOf('\n') < 0;
    return first == '{' || first == '[' ? json(beginning) : csv(text);
  }

  private static boolean isOneALine(String text) {
    List<String> two = text.lines().filter(line -> !line.isBlank()).limit(2).toList();
    return two.size() == 2
        && two.stream()
            .allMatch(line -> line.startsWith("{") && line.stripTrailing().endsWith("}"));
  }

  private SniffedFile lines(byte[] beginning) throws IOException {
    try (JsonParser parser = new JsonText().factory().createParser(beginning)) {
      lines(parser);
    }
    return told(new Format.JsonLines());
  }

  private static boolean startsWith(byte[] bytes, byte[] mark) {
    for (int index = 0; index < mark.length; index++) {
      if (index >= bytes.length || bytes[index] != mark[index]) {
        return false;
      }
    }
    return true;
  }

  private SniffedFile told(Format format) {
    return new SniffedFile(format, columns, object);
  }

  /** The delimiter that cuts the header into most names. */
  private SniffedFile csv(String text) throws IOException {
    Set<String> names = Set.of();
    char best = ',';
    for (char delimiter : DELIMITERS) {
      Set<String> cut = header(text, delimiter);
      if (cut.size() > names.size()) {
        names = cut;
        best = delimiter;
      }
    }
    columns.addAll(names);
    return told(new Format.Csv(best));
  }

  private static Set<String> header(String text, char delimiter) throws IOException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    CsvRecords records = new CsvRecords(in, new JsonText(), delimiter);
    return new LinkedHashSet<>(records.names());
  }

  private SniffedFile json(byte[] beginning) throws IOException {
    try (JsonParser parser = new JsonText().factory().createParser(beginning)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        elements(parser);
        return told(new Format.Json(""));
      }
      return object(parser);
    } catch (JsonProcessingException e) {
      // A beginning may end anywhere; what was read so far is told.
      return told(columns.isEmpty() ? new Format.JsonLines() : new Format.Json(""));
    }
  }

  /** A page, whose records lie in its first array of objects, or the first of many lines. */
  private SniffedFile object(JsonParser parser) throws IOException {
    Optional<String> empty = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_ARRAY && parser.nextToken() == JsonToken.START_OBJECT) {
        columns.clear();
        object = Optional.empty();
        record(parser);
        elementsOrEnd(parser);
        return told(new Format.Json(name));
      }
      if (value == JsonToken.START_ARRAY && parser.currentToken() == JsonToken.END_ARRAY) {
        empty = empty.or(() -> Optional.of(name));
      }
      columns.add(name);
      seen(name, parser);
      skipRest(parser, value);
    }
    if (empty.isPresent()) {
      columns.clear();
      return new SniffedFile(new Format.Json(empty.get()), columns, Optional.empty());
    }
    // An object in several lines is a document, though not a page.
    return told(isOneLine ? new Format.JsonLines() : new Format.Json(""));
  }

  private static void skipRest(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.currentToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private void lines(JsonParser parser) {
    try {
      for (int record = 1; record < RECORDS && parser.nextToken() != null; record++) {
        record(parser);
      }
    } catch (IOException e) {
      // The beginning was cut within a line.
      return;
    }
  }

  private void elementsOrEnd(JsonParser parser) {
    try {
      elements(parser);
    } catch (IOException e) {
      // The beginning was cut within a record.
      return;
    }
  }

  private void elements(JsonParser parser) throws IOException {
    for (int record = 0;
        record < RECORDS && parser.nextToken() == JsonToken.START_OBJECT;
        record++) {
      record(parser);
    }
  }

  /** Takes the names of the object at whose start the parser stands, and goes to its end. */
  private void record(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      columns.add(name);
      parser.nextToken();
      seen(name, parser);
      parser.skipChildren();
    }
  }

  private void seen(String name, JsonParser parser) throws IOException {
    if (name.equals("object") && object.isEmpty() && parser.currentToken().isScalarValue()) {
      object = Optional.of(parser.getText());
    }
  }
}
