package dev.tenure.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Tells by the statistics in a table's log which of its files hold rows of some days, so that a
 * slice which fills whole files is replaced without reading one.
 */
final class DayFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ? extends Collection<LocalDate>> days;

  /**
   * @param days for each column the days that it has in the rows looked for
   */
  DayFiles(Map<String, ? extends Collection<LocalDate>> days) {
    this.days = days;
  }

  /** The files that hold rows of the days and no others; nothing if one may hold both. */
  Optional<List<AddFile>> whole(Seq<AddFile> files) {
    List<AddFile> whole = new ArrayList<>();
    for (AddFile file : CollectionConverters.asJava(files)) {
      Held held = held(file);
      if (held == Held.PERHAPS) {
        return Optional.empty();
      }
      if (held == Held.ALONE) {
        whole.add(file);
      }
    }
    return Optional.of(whole);
  }

  private enum Held {
    NOT,
    ALONE,
    PERHAPS
  }

  private Held held(AddFile file) {
    JsonNode statistics = statistics(file);
    boolean isAlone = true;
    for (Map.Entry<String, ? extends Collection<LocalDate>> column : days.entrySet()) {
      Optional<LocalDate> first = day(statistics, "minValues", column.getKey());
      Optional<LocalDate> last = day(statistics, "maxValues", column.getKey());
      if (first.isEmpty() || last.isEmpty()) {
        isAlone = false;
      } else if (isOutside(first.get(), last.get(), column.getValue())) {
        return Held.NOT;
      } else {
        isAlone &=
            first.equals(last) && statistics.path("nullCount").path(column.getKey()).asLong(1) == 0;
      }
    }
    return isAlone ? Held.ALONE : Held.PERHAPS;
  }

  private static boolean isOutside(LocalDate first, LocalDate last, Collection<LocalDate> days) {
    return days.stream().noneMatch(day -> !day.isBefore(first) && !day.isAfter(last));
  }

  private static Optional<LocalDate> day(JsonNode statistics, String bound, String column) {
    JsonNode value = statistics.path(bound).path(column);
    return value.isTextual() ? Optional.of(LocalDate.parse(value.textValue())) : Optional.empty();
  }

  private static JsonNode statistics(AddFile file) {
    try {
      return file.stats() == null ? JSON.missingNode() : JSON.readTree(file.stats());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the log of a table holds statistics that are no JSON", e);
    }
  }
}
