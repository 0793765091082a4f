package dev.tenure.store;

import static java.util.Objects.requireNonNull;

import dev.tenure.Errors;
import dev.tenure.TenureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to write a warehouse, with a fence that grows with every taking. On a local disk an
 * operating system lock decides who lives; elsewhere the lease expires unless renewed, which a
 * background thread does three times a term.
 */
public final class Lease implements AutoCloseable {
  private final ControlTable control;
  private final Optional<LocalLock> localLock;
  private final Duration term;
  private final Optional<ScheduledExecutorService> renewals;
  private Holder holder;
  private boolean isOver;

  private Lease(ControlTable control, Optional<LocalLock> localLock, Holder holder, Duration term) {
    this.control = control;
    this.localLock = localLock;
    this.holder = holder;
    this.term = term;
    this.renewals = localLock.isPresent() ? Optional.empty() : Optional.of(startRenewals());
  }

  /**
   * Takes the lease. With a local lock file it fails at once where that is locked, and otherwise
   * never waits; without one it waits for the last lease to expire once.
   *
   * @param holder names this run to others: host, process, verb and date
   * @throws TenureException with exit code 4 where another run holds the lease
   */
  public static Lease acquire(
      ControlTable control, Optional<Path> localLockFile, String holder, Duration term) {
    requireNonNull(holder, "holder is null");
    if (term.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("A lease of " + term + " is too short to be renewed");
    }
    if (localLockFile.isEmpty()) {
      Optional<Holder> last = control.holder();
      last.ifPresent(earlier -> awaitExpiry(control, earlier));
      return taken(control, Optional.empty(), last, holder, term);
    }
    LocalLock lock =
        LocalLock.attempt(localLockFile.orElseThrow()).orElseThrow(() -> held(control));
    try {
      return taken(control, Optional.of(lock), control.holder(), holder, term);
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  private static Lease taken(
      ControlTable control,
      Optional<LocalLock> lock,
      Optional<Holder> last,
      String name,
      Duration term) {
    Holder holder = control.take(name, term, last).orElseThrow(() -> held(control));
    return new Lease(control, lock, holder, term);
  }

  /** The number of this taking; a greater one fences this lease off. */
  public long fence() {
    return holder.fence();
  }

  /**
   * Makes the lease last another term from now.
   *
   * @throws TenureException with exit code 4 where another run has taken it
   */
  public synchronized void renew() {
    Holder renewed =
        new Holder(holder.name(), holder.fence(), holder.acquiredAt(), control.now().plus(term));
    if (isOver || !control.extend(renewed)) {
      throw lost();
    }
    holder = renewed;
  }

  /**
   * Shows readers another night, in one commit that only the holder of the last fence can make.
   *
   * @throws TenureException with exit code 4 where another run has taken the lease
   */
  public synchronized void movePointer(Pointer pointer) {
    if (isOver || !control.point(pointer, holder.fence())) {
      throw lost();
    }
  }

  /** Gives the lease back; the next run need not wait. */
  @Override
  public void close() {
    renewals.ifPresent(ScheduledExecutorService::shutdown);
    giveBack();
    localLock.ifPresent(LocalLock::close);
  }

  /** A free local lock says enough; without one the row must say that the lease is over. */
  private synchronized void giveBack() {
    if (localLock.isEmpty() && !isOver) {
      control.extend(
          new Holder(holder.name(), holder.fence(), holder.acquiredAt(), holder.acquiredAt()));
    }
    isOver = true;
  }

  private TenureException lost() {
    isOver = true;
    return Errors.leaseLost(control.path(), holder.fence(), description(control));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
  private ScheduledExecutorService startRenewals() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease renewal");
              thread.setDaemon(true);
              return thread;
            });
    long pause = term.toMillis() / 3;
    executor.scheduleWithFixedDelay(this::renewInBackground, pause, pause, TimeUnit.MILLISECONDS);
    return executor;
  }

  /** A lost lease is told by the next pointer move; any other failure is tried again in time. */
  private synchronized void renewInBackground() {
    try {
      if (!isOver) {
        renew();
      }
    } catch (RuntimeException failure) {
      System.getLogger(Lease.class.getName())
          .log(System.Logger.Level.WARNING, "The lease was not renewed", failure);
    }
  }

  /** Waits until the lease expires, and fails as soon as its holder renews it. */
  private static void awaitExpiry(ControlTable control, Holder last) {
    while (!last.isExpired(control.now())) {
      pause(Duration.between(control.now(), last.expiresAt()));
      if (!control.holder().equals(Optional.of(last))) {
        throw held(control);
      }
    }
  }

  private static void pause(Duration remaining) {
    try {
      Thread.sleep(Math.max(1, Math.min(1000, remaining.toMillis())));
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw Errors.interrupted("waiting for the lease of another run to expire", interruption);
    }
  }

  private static TenureException held(ControlTable control) {
    return Errors.leaseHeld(control.path(), description(control));
  }

  private static String description(ControlTable control) {
    return control
        .holder()
        .map(
            last ->
                "%s since %s (fence %d)".formatted(last.name(), last.acquiredAt(), last.fence()))
        .orElse("a run that has not yet written its name");
  }
}
