package dev.tenure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenure.ExitCode;
import dev.tenure.SparkTest;
import dev.tenure.TenureException;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
class LeaseTest {
  private static final Duration TERM = Duration.ofHours(1);
  private static final Pointer NIGHT =
      new Pointer(
          LocalDate.of(2025, 3, 31),
          "2025-03-31-ab12",
          Instant.parse("2025-04-01T02:03:04.123456Z"),
          Map.of(
              "accounts", new MartVersion("marts/accounts", 7),
              "account_months", new MartVersion("marts/account_months", 0)));

  private final SettableClock clock = new SettableClock("2025-04-01T02:00:00Z");
  private final SparkSession spark;
  @TempDir private Path folder;
  private ControlTable control;

  LeaseTest(SparkSession spark) {
    this.spark = spark;
  }

  @BeforeEach
  void createControl() {
    control = new ControlTable(spark, folder.resolve("control").toString(), clock);
  }

  @Test
  void thePointerComesBackAsItWasMoved() {
    assertThat(control.pointer()).isEmpty();
    try (Lease lease = lockedLease("first")) {
      assertThat(control.pointer()).isEmpty();
      lease.movePointer(NIGHT);
    }
    assertThat(control.pointer()).contains(NIGHT);
    assertThat(commits()).isEqualTo(2);
  }

  @Test
  void aSecondRunOnTheSameDiskIsRefusedAtOnce() {
    try (Lease lease = lockedLease("run of 2025-03-31")) {
      assertThat(lease.fence()).isEqualTo(1);
      assertThatThrownBy(() -> lockedLease("second"))
          .isInstanceOf(TenureException.class)
          .hasMessageContaining(
              "The warehouse is held by run of 2025-03-31 since 2025-04-01T02:00:00Z (fence 1)")
          .extracting("exitCode")
          .isEqualTo(ExitCode.HELD);
    }
    try (Lease next = lockedLease("second")) {
      assertThat(next.fence()).isEqualTo(2);
    }
  }

  @Test
  void aKilledProcessFreesTheLease() throws Exception {
    lockedLease("first").close();
    Process other = LockingProcess.start(lockFile());
    try {
      assertThatThrownBy(() -> lockedLease("second"))
          .isInstanceOf(TenureException.class)
          .hasMessageContaining("held by first since");
    } finally {
      other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    try (Lease lease = lockedLease("third")) {
      assertThat(lease.fence()).isEqualTo(2);
    }
  }

  @Test
  void aLeaseThatExpiredIsTakenAndItsOldHolderCannotPublish() {
    Lease dead = sharedLease("dead");
    clock.advance(TERM);
    try (Lease living = sharedLease("living")) {
      assertThat(living.fence()).isEqualTo(2);
      assertLost(() -> dead.movePointer(NIGHT));
      assertThat(control.pointer()).isEmpty();
      assertLost(dead::renew);
      dead.close();
      living.movePointer(NIGHT);
      assertThat(control.holder()).map(Holder::name).contains("living");
    }
    assertThat(control.pointer()).contains(NIGHT);
  }

  @Test
  void aLeaseThatIsRenewedMeanwhileIsHeld() throws Exception {
    try (Lease living = sharedLease("living")) {
      int readings = clock.readings();
      CompletableFuture<Lease> waiting =
          CompletableFuture.supplyAsync(() -> sharedLease("waiting"));
      clock.awaitReadingAfter(readings);
      clock.advance(Duration.ofMinutes(30));
      living.renew();
      clock.advance(Duration.ofMinutes(30));
      assertThatThrownBy(waiting::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(TenureException.class)
          .hasMessageContaining("held by living since 2025-04-01T02:00:00Z (fence 1)");
      assertThat(control.holder().orElseThrow().expiresAt())
          .isEqualTo(Instant.parse("2025-04-01T03:30:00Z"));
    }
  }

  @Test
  void aLeaseGivenBackIsTakenWithoutWaiting() {
    sharedLease("first").close();
    try (Lease lease = sharedLease("second")) {
      assertThat(lease.fence()).isEqualTo(2);
    }
  }

  @Test
  void oneOfTwoTakersWins() {
    sharedLease("dead");
    clock.advance(TERM);
    List<CompletableFuture<String>> takers =
        List.of("one", "other").stream()
            .map(name -> CompletableFuture.supplyAsync(() -> sharedLease(name)))
            .map(taker -> taker.handle((lease, loss) -> loss == null ? "won" : loss.getMessage()))
            .toList();
    List<String> ends = takers.stream().map(CompletableFuture::join).toList();
    assertThat(ends).containsOnlyOnce("won");
    assertThat(ends).anyMatch(end -> end.contains("The warehouse is held by"));
    assertThat(control.holder().orElseThrow().fence()).isEqualTo(2);
  }

  @Test
  void aLeaseIsRenewedInTheBackground() throws Exception {
    control = new ControlTable(spark, control.path(), Clock.systemUTC());
    try (Lease lease =
        Lease.acquire(control, Optional.empty(), "renewing", Duration.ofSeconds(2))) {
      Instant first = control.holder().orElseThrow().expiresAt();
      Instant limit = Instant.now().plusSeconds(30);
      while (!control.holder().orElseThrow().expiresAt().isAfter(first)) {
        assertThat(Instant.now()).isBefore(limit);
        Thread.sleep(100);
      }
      lease.movePointer(NIGHT);
      assertThat(lease.fence()).isEqualTo(1);
    }
  }

  private static void assertLost(Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOf(TenureException.class)
        .hasMessageContaining(
            "The lease with fence 1 was lost; the warehouse is held by living since")
        .extracting("exitCode")
        .isEqualTo(ExitCode.HELD);
  }

  private Lease lockedLease(String holder) {
    return Lease.acquire(control, Optional.of(lockFile()), holder, TERM);
  }

  private Lease sharedLease(String holder) {
    return Lease.acquire(control, Optional.empty(), holder, TERM);
  }

  private Path lockFile() {
    return folder.resolve("run.lock");
  }

  private long commits() {
    return DeltaTable.forPath(spark, control.path()).history().count();
  }
}
