package dev.tenure.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenure.Errors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cause is told once when it comes and once when it is gone. */
class NoticesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @Test
  void aCauseIsToldWhenItComesAndWhenItIsGoneAndNotBetween() throws IOException {
    Path heard = folder.resolve("heard");
    Notices notices = notices("sh", "-c", "cat >> " + heard);

    notices.tell(DAY, Map.of());
    assertThat(heard).doesNotExist();
    notices.tell(DAY, Map.of("stale crm", "crm delivered nothing for 2 days"));
    notices.tell(DAY.plusDays(1), Map.of("stale crm", "crm delivered nothing for 3 days"));
    assertThat(Files.readAllLines(heard))
        .containsExactly(
            "{\"as_of_date\":\"2026-01-31\",\"state\":\"new\",\"cause\":\"stale crm\",\"message\":\"crm delivered nothing for 2 days\"}");

    notices.tell(DAY.plusDays(2), Map.of("run", "3 checks failed"));
    assertThat(Files.readAllLines(heard).subList(1, 3))
        .containsExactly(
            "{\"as_of_date\":\"2026-02-02\",\"state\":\"new\",\"cause\":\"run\",\"message\":\"3 checks failed\"}",
            "{\"as_of_date\":\"2026-02-02\",\"state\":\"resolved\",\"cause\":\"stale crm\",\"message\":\"crm delivered nothing for 3 days\"}");
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void aCommandThatFailsBreaksNoNight() {
    notices("sh", "-c", "exit 7").tell(DAY, Map.of("run", "why"));
    notices(folder.resolve("absent").toString()).tell(DAY, Map.of());

    assertThat(said.toString().lines())
        .satisfiesExactly(
            first -> assertThat(first).contains("ended with exit code 7"),
            second -> assertThat(second).contains("cannot be run"));
  }

  @Test
  void whatIsWrongIsAFailureAHoldOrAStaleSource() {
    WarehouseStatus status =
        new WarehouseStatus(
            Optional.empty(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of("crm from 2026-01-30 on: a column is missing"),
            List.of(new WarehouseStatus.Stale("billing", 4)),
            0,
            Map.of());

    assertThat(Notices.causes(status, Optional.empty()))
        .containsOnlyKeys("held crm from 2026-01-30 on", "stale billing");
    assertThat(Notices.causes(status, Optional.of(Errors.unbalanced("2 are missing"))))
        .containsEntry("run", "The records do not add up: 2 are missing.");
  }

  private Notices notices(String... command) {
    return new Notices(
        List.of(command), folder.resolve("told.json"), Progress.on(new PrintWriter(said)));
  }
}
