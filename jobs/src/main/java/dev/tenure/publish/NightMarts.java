package dev.tenure.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenure.Errors;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The marts of one published night, read for a page or an explanation. */
public final class NightMarts {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Path published;
  private final LocalDate night;

  public NightMarts(Path published, LocalDate night) {
    this.published = published;
    this.night = night;
  }

  /** A row of an answer, by the names of its columns. */
  public record Row(JsonNode cells) {
    public String text(String column) {
      return cells.path(column).isNull() ? "" : cells.path(column).asText();
    }

    public BigDecimal amount(String column) {
      return cells.path(column).isNull() ? BigDecimal.ZERO : cells.path(column).decimalValue();
    }

    public Optional<Double> number(String column) {
      JsonNode cell = cells.path(column);
      return cell.isNumber() ? Optional.of(cell.doubleValue()) : Optional.empty();
    }

    public long count(String column) {
      return cells.path(column).asLong();
    }

    public boolean flag(String column) {
      return cells.path(column).asBoolean();
    }

    public LocalDate date(String column) {
      return LocalDate.parse(text(column));
    }
  }

  /** A value as a literal of a query. */
  public static String literal(String value) {
    return DuckDbSession.text(value);
  }

  /** Whether the night has a mart, which a company may do without. */
  public boolean holds(String mart) {
    return !rows("FROM information_schema.tables SELECT table_name WHERE table_name = "
            + literal(mart))
        .isEmpty();
  }

  /** The rows of a query in DuckDB's dialect. */
  public List<Row> rows(String sql) {
    StringBuilder answer = new StringBuilder();
    new MartQuery(published, sql, QueryFormat.JSON, Optional.of(night)).run(answer);
    try {
      List<Row> rows = new ArrayList<>();
      JSON.readTree(answer.toString()).forEach(cells -> rows.add(new Row(cells)));
      return rows;
    } catch (JsonProcessingException e) {
      throw Errors.unreadable(published, e);
    }
  }
}
